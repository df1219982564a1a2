-- Stops the tracing after so many calls, bytes written or seconds; the command goes on by itself.
-- Run: moontap run examples/stop_after.lua [--calls=N] [--bytes=SIZE] [--time=TIME] -- COMMAND
-- Example: moontap run examples/stop_after.lua --bytes=600 -- sh -c 'for i in 1 2 3 4; do head -c 300 LICENSE; done' >/dev/null
--> 2 calls, 600 bytes: enough
recipe {
  api = 1, name = "stop_after", summary = "Stop tracing after so many calls, bytes or seconds", tags = { "limit" },
  args = {
    calls = { type = "integer", default = 1000000, help = "calls of write and its like" },
    bytes = { type = "size", default = "1G", help = "bytes that they write" },
    time = { type = "duration", default = "1h", help = "since the start" },
  },
}

local n, bytes = 0, 0

local function enough()
  print(("%d calls, %d bytes: enough"):format(n, bytes))
  stop()
end
after("%write", { failed = false }, function(e)
  n, bytes = n + 1, bytes + e.ret
  if n >= args.calls or bytes >= args.bytes then enough() end
end)
timeout(args.time, enough)
