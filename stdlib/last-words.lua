-- What a process did before it failed: its last calls, if it ends with an error or by a signal.
-- Run: moontap run last-words [--n=CALLS] [--always] -- COMMAND
-- Example: moontap run last-words --n=3 -- cat /no/such
recipe {
  api = 1, name = "last-words", summary = "Show the last calls of a process that fails", tags = { "process", "crash" },
  example = "moontap run last-words --n=4 -- cat /no/such",
  output = [[
cat: /no/such: No such file or directory
cat[30498] ended with 1 after these calls:
  [30498] write(2, "\n", 1)                       = 1
  [30498] close(1)                                = 0
  [30498] close(2)                                = 0
  [30498] exit_group(1) ...
]],
  args = {
    n = { type = "integer", default = 10, help = "how many calls" },
    always = { type = "boolean", help = "of processes that end well too" },
  },
  tests = {
    { args = { n = 40 }, run = { "cat", "/no/such" }, exit = 1, output = 'openat(AT_FDCWD, "/no/such"' },
    { args = { n = 8 }, run = { "sh", "-c", "kill -9 $$" }, exit = 137, output = "SIGKILL" },
  },
}

local words = per.process(function() return { n = 0 } end)

local function keep(e, line)
  local own = words(e)
  own.n = own.n + 1
  own[own.n % args.n] = ("[%d] %s"):format(e.tid, line)
end

after("*", function(e) keep(e, e:line()) end)
before("exit exit_group kill tgkill execve", function(e) keep(e, e:line() .. " ...") end)
on.signal(function(s) words(s)[words(s).n % args.n] = nil; keep(s, "--- " .. s.name .. " ---") end)

on.exit(function(e)
  if e.status == 0 and not args.always then return end
  local own = words(e)
  print(("%s[%d] ended with %s after these calls:"):format(e.comm, e.pid, e.signal_name or e.status))
  for i = math.max(1, own.n - args.n + 1), own.n do
    if own[i % args.n] then print("  " .. own[i % args.n]) end
  end
end)
