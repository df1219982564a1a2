-- A process that wants to be traced by its own parent is let go in time: gdb, strace and their like work.
-- Run: moontap run --no-filter examples/let_go.lua -- COMMAND
-- Example: moontap run --no-filter examples/let_go.lua -- python3 -c 'import ctypes, os; p = os.fork(); p or os._exit(-ctypes.CDLL(None).ptrace(0, 0, 0, 0)); print("child ended with", os.waitpid(p, 0)[1])'
--> python3[...] is let go: its parent traces it
--> child ended with 0
recipe {
  api = 1, name = "let_go", summary = "Let a process go when it wants to be traced by another", tags = { "process" },
  permissions = { "control" },
}

before("ptrace", { op = PTRACE_TRACEME }, function(e)
  print(e.process, "is let go: its parent traces it")
  e:detach()
end)
