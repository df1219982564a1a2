-- Shows only the lines that match the given tests.
-- Run: moontap run filter [--calls=WORDS] [--path=FILE] [--match=REGEX] [--failed] ... -- COMMAND
-- Example: moontap run filter --calls=%file --err=ENOENT --under=/etc -- ls /etc
recipe {
  api = 1, name = "filter", summary = "Show only the lines that match given tests", tags = { "lines" },
  example = "moontap run filter --calls=%file --err=ENOENT -- ls /no/such",
  output = [[
[30475] access("/etc/ld.so.preload", R_OK)      = -1 ENOENT (No such file or directory)
[30475] statfs("/sys/fs/selinux", 0x7ffefa96e550) = -1 ENOENT (No such file or directory)
[30475] statfs("/selinux", 0x7ffefa96e550)      = -1 ENOENT (No such file or directory)
[30475] access("/etc/selinux/config", F_OK)     = -1 ENOENT (No such file or directory)
[30475] statx(AT_FDCWD, "/no/such", AT_STATX_SYNC_AS_STAT|AT_NO_AUTOMOUNT, STATX_MODE, 0x7ffefa96e060) = -1...
[30475] statx(AT_FDCWD, "/no/such", AT_STATX_SYNC_AS_STAT|AT_SYMLINK_NOFOLLOW|AT_NO_AUTOMOUNT, STATX_MODE, ...
ls: cannot access '/no/such': No such file or directory
]],
  args = {
    calls = { type = "calls", default = "*", help = "which calls" },
    path = { type = "path", help = "only calls about this file" },
    under = { type = "path", help = "only calls about files below this directory" },
    match = { type = "regex", help = "only lines that match this regular expression" },
    err = { type = "errno", help = "only calls that failed so" },
    failed = { type = "boolean", help = "only calls that failed" },
    ret = { type = "integer", help = "only calls with this result" },
    slower = { type = "duration", help = "only calls that took longer" },
    comm = { type = "string", help = "only programs of this name" },
    addr = { type = "cidr", help = "only calls to these addresses" },
  },
  tests = {
    { args = { err = "ENOENT" }, run = { "cat", "/no/such" }, exit = 1, output = "/no/such" },
    { args = { match = "O_RDONLY" }, run = { "cat", "/dev/null" }, exit = 0, output = "openat" },
  },
}

local where = {
  path = args.path, under = args.under, err = args.err, failed = args.failed, ret = args.ret,
  slower = args.slower, comm = args.comm, addr = args.addr,
}
after(args.calls, where, function(e)
  local line = e:line()
  if not args.match or args.match:test(line) then print(("[%d] %s"):format(e.tid, line)) end
end)
