-- Nothing may be written, made, moved or removed but below the given directories.
-- Run: moontap check no-writes-outside --dirs=DIR,... [--block] -- COMMAND
-- Example: moontap check no-writes-outside --dirs=build,/tmp -- make
recipe {
  api = 1, name = "no-writes-outside", summary = "Check that files are written below given directories only", tags = { "ci", "file" },
  example = "moontap check no-writes-outside --dirs=/tmp -- sh -c 'echo x > /tmp/x; touch /var/tmp/x'",
  output = [[
violation: touch writes /var/tmp/x: [pid 30529] openat(AT_FDCWD, "/var/tmp/x", O_WRONLY|O_CREAT|O_NOCTTY|O_...
moontap: failed: 1 violation
]],
  permissions = { "inject" },
  args = {
    dirs = { type = "list", required = true, help = "where it may write" },
    block = { type = "boolean", help = "such calls fail with EROFS" },
  },
  tests = {
    { verb = "check", args = { dirs = "/tmp", block = true }, run = { "touch", "/moontap-no" }, exit = 1, output = "writes /moontap-no" },
    { verb = "check", args = { dirs = "/tmp", block = true }, run = { "mkdir", "/moontap-no" }, exit = 1, output = "writes /moontap-no" },
    { verb = "check", args = { dirs = "/tmp" }, run = { "touch", "/tmp/moontap-yes" }, exit = 0, output = "passed" },
  },
}

local allowed = { under "/dev", under "/proc/self" }
for _, dir in ipairs(args.dirs) do allowed[#allowed + 1] = under(dir) end

local function refuse(e)
  check(false, ("%s writes %s"):format(e.comm, e.path))
  if args.block then e:fail "EROFS" end
end

local function writes(_, a) return a.flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) ~= 0 end

local outside = none { any(allowed) }
before("open openat", { path = outside, flags = writes }, refuse)
before("?openat2", { path = outside }, function(e, a)
  if a.how.flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) ~= 0 then refuse(e) end
end)
before("?creat ?truncate %unlink %rename ?mkdir mkdirat ?mknod mknodat ?chmod fchmodat ?chown fchownat utimensat ?rmdir",
  { path = outside }, refuse)
before("?link linkat ?symlink symlinkat", function(e, a)
  local path = a.newpath or a.linkpath
  if path:sub(1, 1) ~= "/" then path = e.process.cwd .. "/" .. path end
  for _, dir in ipairs(args.dirs) do
    if path == dir or path:sub(1, #dir + 1) == dir .. "/" then return end
  end
  check(false, ("%s writes %s"):format(e.comm, path))
  if args.block then e:fail "EROFS" end
end)
