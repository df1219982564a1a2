-- No program may be started but those that are allowed.
-- Run: moontap check no-exec [--allow=NAMES] [--block] -- COMMAND
-- Example: moontap check no-exec --allow=sh,gcc -- make
recipe {
  api = 1, name = "no-exec", summary = "Check that no other programs are started", tags = { "ci", "process" },
  example = "moontap check no-exec --allow=cat --block -- sh -c 'cat /dev/null; ls'",
  output = [[
violation: sh starts /usr/bin/ls: [pid 30524] execve("/usr/bin/ls", ["ls"], 0x560b43046ce8 /* 45 vars */)
violation: sh starts /bin/ls: [pid 30524] execve("/bin/ls", ["ls"], 0x560b43046ce8 /* 45 vars */)
sh: 1: ls: Operation not permitted
moontap: failed: 2 violations
]],
  permissions = { "inject" },
  args = {
    allow = { type = "list", help = "names or paths of programs that may be started" },
    block = { type = "boolean", help = "others fail to start with EPERM" },
  },
  tests = {
    { verb = "check", args = { allow = "cat" }, run = { "sh", "-c", "cat /dev/null; ls /" }, exit = 1, output = "starts /usr/bin/ls" },
    { verb = "check", args = { allow = "cat" }, run = { "sh", "-c", "cat /dev/null; :" }, exit = 0, output = "passed" },
  },
}

local allowed, is_first = {}, true
for _, name in ipairs(args.allow or {}) do allowed[name] = true end

-- The command itself is the user's.
before("%exec", function(e)
  local path = e.path or "?"
  if not is_first and not allowed[path] and not allowed[path:match "[^/]*$"] then
    check(false, ("%s starts %s"):format(e.comm, path))
    if args.block then e:fail "EPERM" end
  end
  is_first = false
end)
