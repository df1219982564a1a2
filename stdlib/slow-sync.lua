-- Who waits for the disk: every call that forces data out, by file.
-- Run: moontap run slow-sync [--than=TIME] -- COMMAND
-- Example: moontap run slow-sync -- dd if=/dev/zero of=/tmp/x bs=4k count=1 conv=fsync
recipe {
  api = 1, name = "slow-sync", summary = "Show who waits for the disk in fsync and its like", tags = { "time", "disk" },
  example = "moontap run slow-sync --than=1us -- dd if=/dev/zero of=/tmp/x bs=4k count=1 conv=fsync status=none",
  output = [[
   264.1us  dd[30563] fsync  /tmp/x
time spent
         sum  comm  name   path
     264.1us  dd    fsync  /tmp/x
hist of duration by name
 name=fsync: n=1, avg=264.1us, max=264.1us
...
]],
  args = { than = { type = "duration", default = "10ms", help = "show calls that take longer" } },
  tests = {
    {
      args = { than = "0ns" }, run = { "dd", "if=/dev/zero", "of=/tmp/moontap-sync", "count=1", "conv=fsync" },
      exit = 0, output = "/tmp/moontap-sync",
    },
  },
}

local calls = "%sync msync"
after(calls, { slower = args.than }, function(e)
  print(("%10s  %s[%d] %s  %s"):format(fmt.duration(e.duration), e.comm, e.pid, e.name, e.path or "-"))
end)
after(calls, sum { of = "duration", by = { "comm", "name", "path" }, title = "time spent" })
after(calls, hist { of = "duration", by = "name" })
