-- How large reads and writes are: many small ones cost more than a few large ones.
-- Run: moontap run io-sizes [--by=FIELDS] [--under=DIR] -- COMMAND
-- Example: moontap run io-sizes -- cat /etc/passwd
recipe {
  api = 1, name = "io-sizes", summary = "Draw how large reads and writes are", tags = { "file", "performance" },
  example = "moontap run io-sizes --under=/etc -- cat /etc/passwd",
  output = [[
bytes a call
 name=read: n=2, avg=635, max=1271
  [0, 1)                          1 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|
  [1, 2)                          0 |                                        |
  [2, 4)                          0 |                                        |
  [4, 8)                          0 |                                        |
  [8, 16)                         0 |                                        |
  [16, 32)                        0 |                                        |
  [32, 64)                        0 |                                        |
...
]],
  args = {
    by = { type = "list", default = "name", help = "fields that make the key, like name,path" },
    under = { type = "path", help = "only files below this directory" },
  },
  tests = {
    { args = { by = "path" }, run = { "dd", "if=/dev/zero", "of=/dev/null", "bs=3000", "count=7" }, exit = 0, output = "/dev/zero" },
  },
}

local calls = "%read write pwrite64 writev pwritev pwritev2 sendto sendmsg"
after(calls, { failed = false, under = args.under }, hist { of = "ret", by = args.by, title = "bytes a call" })
