-- Shows signals: who sends them, who gets them, and why.
-- Run: moontap run signals [--names=SIGNALS] -- COMMAND
-- Example: moontap run signals -- sh -c 'kill -USR1 $$'
recipe {
  api = 1, name = "signals", summary = "Show signals, their senders and receivers", tags = { "process", "signal", "kill" },
  example = "moontap run signals -- sh -c 'trap : USR1; kill -USR1 $$'",
  output = [[
code  from   pid    signal   time     to
0     30548  30548  SIGUSR1  1.875ms  sh
]],
  args = { names = { type = "string", help = "only these, like \"SIGTERM SIGINT\"" } },
  tests = {
    { args = {}, run = { "sh", "-c", "trap : USR1; kill -USR1 $$" }, exit = 0, output = "SIGUSR1" },
    { args = { names = "SIGCHLD" }, run = { "sh", "-c", "/bin/true; trap : USR1; kill -USR1 $$" }, exit = 0, output = "SIGCHLD" },
  },
}

local function show(s)
  emit { time = fmt.duration(s.time), signal = s.name, to = s.process.comm, pid = s.process.pid, code = s.code, from = s.sender }
end

if args.names then on.signal(args.names, show) else on.signal(show) end
