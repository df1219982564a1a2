-- Shows connections: who made them, to where, how long they lasted, what went through.
-- Run: moontap run connections -- COMMAND
-- Example: moontap run connections -- redis-cli ping
recipe {
  api = 1, name = "connections", summary = "Show connections, their peers, bytes and times",
  tags = { "network", "socket", "tcp", "connect", "accept" },
  example = "moontap run connections -- getent passwd nobody",
  output = [[
call     comm    peer                  pid    received  result  sent  time
connect  getent  /var/run/nscd/socket  30443  0         ENOENT  0     0ns
connect  getent  /var/run/nscd/socket  30443  0         ENOENT  0     0ns
]],
  tests = {
    { args = {}, run = { "python3", "-c", "import socket; socket.socket(socket.AF_UNIX).connect_ex('/no/such')" }, exit = 0, output = "/no/such" },
    {
      args = {}, exit = 0, output = "accept4  python3  127.0.0.1:",
      run = { "python3", "-c", "import socket as s; l = s.create_server(('127.0.0.1', 0)); c = s.create_connection(l.getsockname()); l.accept()" },
    },
    {
      args = {}, exit = 0, output = "3         ok      5 ",
      run = { "python3", "-c", "import os, socket as s; l = s.create_server(('127.0.0.1', 0)); c = s.create_connection(l.getsockname());"
        .. " a = l.accept()[0]; f = os.dup(c.fileno()); c.sendall(b'hello'); c.close(); a.recv(9); a.sendall(b'abc'); os.read(f, 9)" },
    },
  },
}

-- By process and descriptor. Copies of a descriptor, in children too, are one connection, which ends with the last.
local open = per.process(function() return {} end)

local function begin(e, fd, result)
  local connection = {
    comm = e.comm, pid = e.pid, peer = tostring(e.addr or "?"), result = result, call = e.name,
    sent = 0, received = 0, time = e.time,
  }
  open(e)[fd] = { shown = connection, holders = 1 }
end

local function leave(own, fd, time)
  local held = own[fd]
  if not held then return end
  own[fd] = nil
  held.holders = held.holders - 1
  if held.holders > 0 then return end
  held.shown.time = fmt.duration(time - held.shown.time)
  emit(held.shown)
end

local function copy(from, to)
  for fd, held in pairs(from) do
    to[fd], held.holders = held, held.holders + 1
  end
end

after("connect", function(e, a)
  local own, fd = open(e), a.sockfd
  if own[fd] and own[fd].shown.result == "EINPROGRESS" then
    own[fd].shown.result = e.err == "EISCONN" and "ok" or e.err or "ok"
    return
  end
  leave(own, fd, e.time)
  begin(e, fd, e.err or "ok")
  if e.failed and e.err ~= "EINPROGRESS" then leave(own, fd, e.time) end
end)
after("?accept accept4", { failed = false }, function(e) begin(e, e.ret, "ok") end)

-- What became of a connection that took its time.
after("getsockopt", { level = SOL_SOCKET, optname = SO_ERROR, failed = false }, function(e, a)
  local held = open(e)[a.sockfd]
  if held and held.shown.result == "EINPROGRESS" then held.shown.result = e:line():match "SO_ERROR, %[(E%w+)%]" or "ok" end
end)

local function add(field, size)
  return function(e, a)
    local held = open(e)[a[1] ]
    if not held then return end
    held.shown[field] = held.shown[field] + (size and size(e, a) or e.ret)
    if held.shown.result == "EINPROGRESS" then held.shown.result = "ok" end
  end
end

local function sizes(e, a)
  local n = 0
  for i = 1, e.ret do n = n + a.msgvec[i].msg_len end
  return n
end

after("%read !recvmmsg", { failed = false }, add "received")
after("?recvmmsg", { failed = false }, add("received", sizes))
after("write writev sendto sendmsg ?sendfile", { failed = false }, add "sent")
after("?sendmmsg", { failed = false }, add("sent", sizes))

after("?dup ?dup2 dup3", { failed = false }, function(e, a)
  local own = open(e)
  if e.ret ~= a.oldfd then leave(own, e.ret, e.time) end
  if own[a.oldfd] and e.ret ~= a.oldfd then own[e.ret], own[a.oldfd].holders = own[a.oldfd], own[a.oldfd].holders + 1 end
end)
after("fcntl", { op = { F_DUPFD, F_DUPFD_CLOEXEC }, failed = false }, function(e, a)
  local own = open(e)
  if own[a.fd] then own[e.ret], own[a.fd].holders = own[a.fd], own[a.fd].holders + 1 end
end)
after("close", { failed = false }, function(e, a) leave(open(e), a.fd, e.time) end)
after("close_range", { failed = false }, function(e, a)
  if a.flags & CLOSE_RANGE_CLOEXEC ~= 0 then return end
  local own, gone = open(e), {}
  for fd in pairs(own) do
    if fd >= a.first and fd <= a.last then gone[#gone + 1] = fd end
  end
  for _, fd in ipairs(gone) do leave(own, fd, e.time) end
end)
on.fork(function(e) copy(open(e.parent), open(e)) end)
on.exit(function(e)
  local own, fds = open(e), {}
  for fd in pairs(own) do fds[#fds + 1] = fd end
  table.sort(fds)
  for _, fd in ipairs(fds) do leave(own, fd, e.time) end
end)
