-- Makes calls fail: all that match, or the Nth, or some of them.
-- Run: moontap run fail --calls=WORDS [--errno=NAME] [--path=FILE] [--nth=N] -- COMMAND
-- Example: moontap run fail --calls=openat --path=/etc/hosts --errno=EACCES -- cat /etc/hosts
recipe {
  api = 1, name = "fail", summary = "Make the Nth matching call fail", tags = { "fault", "ci" },
  example = "moontap run fail --calls=%write --path=/tmp/out --nth=3 --errno=ENOSPC -- sh -c 'for i in 1 2 3 4; do echo $i; done > /tmp/out'",
  output = [[
sh: 1: echo: echo: I/O error
inject %write: fired 1 of 7 calls
]],
  permissions = { "inject" },
  args = {
    calls = { type = "calls", required = true, help = "which calls" },
    errno = { type = "errno", default = "EIO", help = "the error they get" },
    path = { type = "path", help = "only calls about this file" },
    nth = { type = "integer", help = "only the Nth that matches" },
    times = { type = "integer", help = "at most so often" },
    chance = { type = "number", help = "with this probability, 0 to 1" },
  },
  tests = {
    {
      args = { calls = "openat", path = "/dev/null", errno = "EACCES" }, run = { "cat", "/dev/null" },
      exit = 1, output = "Permission denied",
    },
  },
}

local where = { path = args.path, nth = args.nth, times = args.times, chance = args.chance }
inject(args.calls, where, { errno = args.errno })
