-- Makes a share of calls fail, at random or every Nth.
-- Run: moontap run fail-rate --calls=WORDS [--chance=SHARE | --every=N] [--errno=NAME] -- COMMAND
-- Example: moontap run fail-rate --calls=read --chance=0.1 --under=/data -- ./server
recipe {
  api = 1, name = "fail-rate", summary = "Make a share of calls fail", tags = { "fault", "ci" },
  example = "moontap run fail-rate --calls=openat --under=/etc --every=2 --errno=EMFILE -- cat /etc/passwd /etc/hosts",
  output = [[
cat: /etc/passwd: Too many open files
inject openat: fired 1 of 4 calls
]],
  permissions = { "inject" },
  args = {
    calls = { type = "calls", required = true, help = "which calls" },
    chance = { type = "number", help = "with this probability, 0 to 1" },
    every = { type = "integer", help = "every Nth" },
    errno = { type = "errno", default = "EIO", help = "the error they get" },
    under = { type = "path", help = "only calls about files below this directory" },
  },
  tests = {
    { args = { calls = "openat", under = "/dev/null", every = 1 }, run = { "cat", "/dev/null" }, exit = 1, output = "Input/output error" },
    { args = { calls = "openat", under = "/dev/null", chance = 0 }, run = { "cat", "/dev/null" }, exit = 0, output = "fired 0" },
  },
}

inject(args.calls, { chance = args.chance, every = args.every, under = args.under }, { errno = args.errno })
