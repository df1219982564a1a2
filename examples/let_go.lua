-- A process that wants to trace its own children is let go in time, and so is a child that wants to be traced.
-- Run: moontap run --no-filter examples/let_go.lua [--tracers=NAME,...] -- COMMAND
-- Example: moontap run --no-filter examples/let_go.lua -- sh -c 'strace -o trace cat LICENSE >/dev/null; grep -c "openat.*LICENSE" trace; python3 -c "import ctypes, os; p = os.fork(); p or os._exit(-ctypes.CDLL(None).ptrace(0, 0, 0, 0)); print(\"child ended with\", os.waitpid(p, 0)[1])"'
--> strace[...] is let go: it traces others
--> 1
--> python3[...] is let go: its parent traces it
--> child ended with 0
recipe {
  api = 1, name = "let_go", summary = "Let processes go that want to trace or be traced", tags = { "process" },
  args = { tracers = { type = "list", default = "strace,ltrace,gdb,gdbserver,rr", help = "programs that trace" } },
  permissions = { "control" },
}

local function let_go(e, why)
  print(("%s is let go: %s"):format(e.process, why))
  e:detach()
end

on.exec(function(e)
  for _, name in ipairs(args.tracers) do
    if e.comm == name then return let_go(e, "it traces others") end
  end
end)
before("ptrace", { op = PTRACE_TRACEME }, function(e) let_go(e, "its parent traces it") end)
