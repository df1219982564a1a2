-- Makes the disk slow: every read, write, sync or look-up of a file takes longer.
-- Run: moontap run slow-disk [--delay=TIME] [--under=DIR] [--every=N] [--lookups] -- COMMAND
-- Example: moontap run slow-disk --delay=20ms --under=/etc -- cat /etc/hosts
recipe {
  api = 1, name = "slow-disk", summary = "Make reads, writes and syncs of files slow", tags = { "fault", "time", "disk" },
  example = "moontap run slow-disk --delay=20ms --under=/etc -- cat /etc/hosts",
  output = [[
inject read pread64 readv preadv preadv2 write pwrite64 writev pwritev pwritev2 %sync: fired 2 of 6 calls
]],
  permissions = { "inject" },
  args = {
    delay = { type = "duration", default = "10ms", help = "how much longer each takes" },
    under = { type = "path", default = "/", help = "only files below this directory" },
    every = { type = "integer", default = 1, help = "only every Nth" },
    lookups = { type = "boolean", help = "looking for files by name too" },
  },
  tests = {
    { args = { under = "/etc/passwd" }, run = { "cat", "/etc/passwd" }, exit = 0, output = "fired 2" },
    { args = { under = "/etc/passwd", lookups = true, delay = "1ms" }, run = { "cat", "/etc/passwd" }, exit = 0, output = "inject %file: fired" },
  },
}

local where = { under = args.under, every = args.every }
inject("read pread64 readv preadv preadv2 write pwrite64 writev pwritev pwritev2 %sync", where, { delay = args.delay })
if args.lookups then inject("%file", where, { delay = args.delay }) end
