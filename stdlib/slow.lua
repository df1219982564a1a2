-- Shows the calls that took long, and a histogram of all.
-- Run: moontap run slow [--calls=WORDS] [--than=TIME] -- COMMAND
-- Example: moontap run slow --calls="%sync" --than=1ms -- sync
recipe {
  api = 1, name = "slow", summary = "Show calls that take longer than a given time", tags = { "time", "performance", "latency" },
  example = "moontap run slow --than=10ms -- sleep 1",
  output = [[
        1s  sleep[30567] clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=1, tv_nsec=0}, 0x7ffe9bf5e730) = 0
]],
  args = {
    calls = { type = "calls", default = "*", help = "which calls" },
    than = { type = "duration", default = "10ms", help = "how long is slow" },
    hist = { type = "boolean", help = "draw a histogram of the durations too" },
  },
  tests = {
    { args = { than = "50ms" }, run = { "sleep", "0.1" }, exit = 0, output = "nanosleep" },
  },
}

after(args.calls, { slower = args.than }, function(e)
  print(("%10s  %s[%d] %s"):format(fmt.duration(e.duration), e.comm, e.pid, e:line()))
end)
if args.hist then after(args.calls, hist { of = "duration", by = "name" }) end
