-- Who talks to whom on this machine: bytes through pipes and sockets, memory that is shared, semaphores,
-- queues of messages, signals.
-- Run: moontap run ipc -- COMMAND
-- Example: moontap run ipc -- sh -c 'echo hello | cat'
recipe {
  api = 1, name = "ipc", summary = "Show pipes, sockets, shared memory, semaphores, queues and signals between processes",
  tags = { "process", "ipc", "pipe", "shared memory", "semaphore", "message queue", "signal", "communication", "who talks to whom" },
  example = "moontap run ipc -- sh -c 'echo hello | cat; kill -0 $$'",
  output = [[
pipes and sockets
  6 bytes in 1 write   sh[3970] -> cat[3971]   pipe:[1178073]
signals
  sh[3969] -> sh[3969]   0 (1)
]],
  args = { top = { type = "integer", default = 20, help = "rows of each table, 0: all" } },
  tests = {
    { args = {}, run = { "sh", "-c", "echo hello | cat" }, exit = 0, output = "6 bytes in 1 write   sh[" },
    { args = {}, run = { "sh", "-c", "trap : USR1; kill -USR1 $$" }, exit = 0, output = "SIGUSR1 (1)" },
    { args = {}, run = { "perl", "-e", "$q = msgget(0, 0600 | 01000); msgsnd($q, pack('l! a*', 1, 'hello'), 0); msgrcv($q, $b, 99, 0, 0); msgctl($q, 0, 0)" },
      exit = 0, output = "5 bytes in 1 message   perl[" },
    { args = {}, run = { "perl", "-e", "$m = shmget(0, 4096, 0600 | 01000); shmwrite($m, 'x', 0, 1); shmctl($m, 0, 0)" },
      exit = 0, output = "4KiB made, attached 1 time" },
    { args = {}, run = { "perl", "-e", "$s = semget(0, 1, 0600 | 01000); semop($s, pack('s!3', 0, 1, 0)); semctl($s, 0, 0, 0)" },
      exit = 0, output = "1 operation" },
    { args = { top = 0 }, run = { "python3", "-c", "import socket; a, b = socket.socketpair(); a.send(b'xyz'); b.recv(9)" },
      exit = 0, output = "3 bytes in 1 write   python3[" },
    { args = {}, run = { "true" }, exit = 0, output = "no process talks to another" },
  },
}

local MOST = 20000
local channels, memories, semaphores, queues, signals = {}, {}, {}, {}, {}
local n_objects, other_end = 0, {}

local function who(e) return ("%s[%d]"):format(e.comm, e.pid) end

local function object(kind, name)
  local found = kind[name]
  if found then return found end
  n_objects = n_objects + 1
  if n_objects > MOST then name = "(other)" end
  found = kind[name] or { name = name, bytes = 0, n = 0, from = {}, to = {}, waited = 0, first = n_objects }
  kind[name] = found
  return found
end

local function flow(kind, name, e, direction)
  local row = object(kind, name)
  row[direction][who(e)] = true
  if direction == "from" then row.bytes, row.n = row.bytes + e.ret, row.n + 1 end
end

-- A pair of sockets is one channel in each direction; of other sockets one end is known by its address.
local function channel_of(e, direction)
  local path = e.path or ""
  if path:find "^pipe:" or e.file and e.file.kind == "pipe" then return path end
  local to = other_end[path]
  if to then return direction == "from" and path .. " to " .. to or to .. " to " .. path end
  if path:find "^socket:" then
    local peer = e.addr and tostring(e.addr) or ""
    return path .. (direction == "from" and " out" or " in"), peer ~= "" and peer or "?"
  end
end

local function move(direction)
  return function(e)
    local name, peer = channel_of(e, direction)
    if not name or e.ret == 0 then return end
    flow(channels, name, e, direction)
    if peer then
      local row = object(channels, name)
      row[direction == "from" and "to" or "from"][peer] = true
      if direction == "to" then row.bytes, row.n = row.bytes + e.ret, row.n + 1 end
    end
  end
end

after("socketpair", { failed = false }, function(e, a)
  local fds = e.process:fds()
  local one, two = fds[a.sv[1] ], fds[a.sv[2] ]
  if one and two then other_end[one], other_end[two] = two, one end
end)
after("%read", { failed = false }, move "to")
after("write writev pwrite64 sendto sendmsg splice vmsplice", { failed = false }, move "from")

local function share(name, e, size)
  local row = object(memories, name)
  row.to[who(e)], row.bytes = true, math.max(row.bytes, size)
  return row
end

after("shmget", { failed = false }, function(e, a) share("segment " .. e.ret, e, a.size) end)
after("shmat", { failed = false }, function(e, a) local row = share("segment " .. a.shmid, e, 0); row.n = row.n + 1 end)
after("mmap", { failed = false, flags = has "MAP_SHARED" }, function(e, a)
  local path = e.path or ""
  if a.flags & MAP_ANONYMOUS ~= 0 then path = "anonymous memory, inherited by children" end
  if path:find "^/dev/shm/" or path:find "^/memfd:" or path:find "^anonymous" then
    local row = share(path, e, a.length)
    row.n = row.n + 1
  end
end)

after("semop semtimedop", function(e, a)
  local row = object(semaphores, "set " .. a.semid)
  row.n, row.waited, row.to[who(e)] = row.n + 1, row.waited + e.duration, true
end)

after("msgsnd", { failed = false }, function(e, a)
  local row = object(queues, "queue " .. a.msqid)
  row.n, row.bytes, row.from[who(e)] = row.n + 1, row.bytes + a.msgsz, true
end)
after("msgrcv", { failed = false }, function(e, a) flow(queues, "queue " .. a.msqid, e, "to") end)
after("mq_timedsend", { failed = false }, function(e, a)
  local row = object(queues, e.path or "queue " .. a.mqdes)
  row.n, row.bytes, row.from[who(e)] = row.n + 1, row.bytes + a.msg_len, true
end)
after("mq_timedreceive", { failed = false }, function(e, a) flow(queues, e.path or "queue " .. a.mqdes, e, "to") end)

local comms = {}
on.fork(function(e) comms[e.pid] = e.comm end)
on.exec(function(e) comms[e.pid] = e.comm end)
local sending = { kill = 2, tkill = 2, tgkill = 3, rt_sigqueueinfo = 2, rt_tgsigqueueinfo = 3, pidfd_send_signal = 2 }
after("kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo ?pidfd_send_signal", { failed = false }, function(e, a)
  local to = e.name == "pidfd_send_signal" and (e.path or "?") or ("%s[%d]"):format(comms[a[1] ] or "process", a[1])
  local name = e:line():match "SIG%w+" or tostring(a[sending[e.name] ])
  local row = object(signals, ("%s -> %s   %s"):format(who(e), to, name))
  row.n = row.n + 1
end)

local function some(n, what) return ("%d %s%s"):format(n, what, n == 1 and "" or "s") end

local function list(people)
  local found = {}
  for name in pairs(people) do found[#found + 1] = name end
  table.sort(found)
  return #found > 0 and table.concat(found, " ") or "nobody"
end

local function ways(row) return ("%s -> %s"):format(list(row.from), list(row.to)) end

local shown = 0
local function show(title, kind, text)
  local rows = {}
  for _, row in pairs(kind) do rows[#rows + 1] = row end
  if #rows == 0 then return end
  table.sort(rows, function(a, b)
    if a.bytes ~= b.bytes then return a.bytes > b.bytes end
    return a.first < b.first
  end)
  print(title)
  shown = shown + 1
  for i, row in ipairs(rows) do
    if args.top > 0 and i > args.top then return print(("  ... %d more"):format(#rows - args.top)) end
    print("  " .. text(row))
  end
end

on.finish(function()
  show("pipes and sockets", channels, function(row)
    return ("%s in %s   %s   %s"):format(some(row.bytes, "byte"), some(row.n, row.name:find " in$" and "read" or "write"), ways(row), row.name)
  end)
  show("shared memory", memories, function(row)
    return ("%s made, attached %s   %s   %s"):format(fmt.bytes(row.bytes), some(row.n, "time"), list(row.to), row.name)
  end)
  show("semaphores", semaphores, function(row)
    return ("%s that took %s   %s   %s"):format(some(row.n, "operation"), fmt.duration(row.waited), list(row.to), row.name)
  end)
  show("queues", queues, function(row)
    return ("%s in %s   %s   %s"):format(some(row.bytes, "byte"), some(row.n, "message"), ways(row), row.name)
  end)
  show("signals", signals, function(row) return ("%s (%d)"):format(row.name, row.n) end)
  if shown == 0 then print "no process talks to another" end
end)
