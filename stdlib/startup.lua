-- What a program does before its first word of output: calls, files, libraries, time.
-- Run: moontap run startup -- COMMAND
-- Example: moontap run startup -- python3 -c 'print(1)'
recipe {
  api = 1, name = "startup", summary = "Show what a program does before its first output", tags = { "time", "performance", "slow", "start" },
  example = "moontap run startup -- python3 -c 'print(1)'",
  output = [[
python3[30735] first output after 26.1ms: 353 calls that take 8.403ms, 136 about files of which 26 fail, 4 ...
]],
  tests = {
    { args = {}, run = { "echo", "hello" }, exit = 0, output = "first output" },
    { args = {}, run = { "python3", "-c", "1" }, exit = 0, output = "libraries" },
  },
}

local programs = per.process(function() return { calls = 0, files = 0, failed = 0, libraries = 0, bytes = 0, in_calls = 0 } end)

local function tell(e, own, moment)
  if own.is_told or not own.since then return end
  own.is_told = true
  print(("%s[%d] %s after %s: %d calls that take %s, %d about files of which %d fail, %d libraries, %s read"):format(
    e.comm, e.pid, moment, fmt.duration(e.time - own.since), own.calls, fmt.duration(own.in_calls),
    own.files, own.failed, own.libraries, fmt.bytes(own.bytes)))
end

on.exec(function(e)
  local own = programs(e)
  for name in pairs(own) do own[name] = 0 end
  own.since, own.is_told = e.time, false
end)

after("*", function(e)
  local own = programs(e)
  own.calls, own.in_calls = own.calls + 1, own.in_calls + e.duration
end)
after("%file", function(e)
  local own = programs(e)
  own.files = own.files + 1
  if e.failed then own.failed = own.failed + 1
  elseif e.name == "openat" and e.path:find "%.so[.%d]*$" then own.libraries = own.libraries + 1 end
end)
after("read pread64", { failed = false }, function(e) programs(e).bytes = programs(e).bytes + e.ret end)
before("write writev", { fd = { 1, 2 } }, function(e) tell(e, programs(e), "first output") end)
before("exit_group", function(e) tell(e, programs(e), "its end") end)
