-- Where the time goes that is spent inside of calls, by program, call and file.
-- Run: moontap run where-waits [--than=TIME] [--top=N] -- COMMAND
-- Example: moontap run where-waits -- sh -c 'sleep 0.1'
recipe {
  api = 1, name = "where-waits", summary = "Show in which calls and files time is spent", tags = { "time", "performance" },
  example = "moontap run where-waits --than=10ms -- sh -c 'sleep 0.1'",
  output = [[
time in calls
         sum  comm   name             path
     104.7ms  sh     wait4            -
     100.2ms  sleep  clock_nanosleep  -
]],
  args = {
    than = { type = "duration", default = "100us", help = "calls that take less don't count" },
    top = { type = "integer", default = 20, help = "rows to show, 0: all" },
  },
  tests = { { args = {}, run = { "sleep", "0.1" }, exit = 0, output = "nanosleep" } },
}

local where = { slower = args.than }
after("*", where, sum { of = "duration", by = { "comm", "name", "path" }, top = args.top, title = "time in calls" })
