-- Who talks to whom on this machine: bytes through pipes and sockets, shared memory, queues, signals.
-- Run: moontap run ipc -- COMMAND
-- Example: moontap run ipc -- sh -c 'echo hello | cat'
recipe {
  api = 1, name = "ipc", summary = "Show pipes, sockets, shared memory and signals between processes", tags = { "process", "ipc", "pipe", "shared memory", "semaphore", "message queue", "signal", "communication" },
  example = "moontap run ipc -- sh -c 'echo hello | cat'",
  output = [[
bytes through channels
         sum  comm  direction  channel
           6  cat   in         pipe:[1178073]
           6  cat   out        pipe:[1176270]
           6  sh    out        pipe:[1178073]
shared memory, queues, signals: nothing
]],
  tests = {
    { args = {}, run = { "sh", "-c", "echo hello | cat" }, exit = 0, output = "pipe:[" },
    { args = {}, run = { "sh", "-c", "trap : USR1; kill -USR1 $$" }, exit = 0, output = "kill" },
  },
}

local bytes = sum { by = { "comm", "direction", "channel" }, of = "bytes", title = "bytes through channels" }
local others = count { by = { "comm", "name", "object" }, title = "shared memory, queues, signals" }

local function add(direction)
  return function(e)
    local path = e.path
    if path and (path:find "^pipe:" or path:find "^socket:" or e.addr) then
      bytes:add(e.comm, direction, e.addr and tostring(e.addr) ~= "" and tostring(e.addr) or path, e.ret)
    end
  end
end

after("%read", { failed = false }, add "in")
after("write writev pwrite64 sendto sendmsg", { failed = false }, add "out")
after("%ipc kill tgkill tkill rt_sigqueueinfo pidfd_send_signal memfd_create mq_open", { failed = false }, function(e, a)
  others:add(e.comm, e.name, tostring(e.path or a[1]))
end)
