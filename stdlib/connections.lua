-- Shows connections: who made them, to where, how long they lasted, what went through.
-- Run: moontap run connections -- COMMAND
-- Example: moontap run connections -- redis-cli ping
recipe {
  api = 1, name = "connections", summary = "Show connections, their peers, bytes and times", tags = { "network", "socket", "tcp", "connect" },
  example = "moontap run connections -- getent passwd nobody",
  output = [[
call     comm    peer                  pid    received  result  sent  time
connect  getent  /var/run/nscd/socket  30443  0         ENOENT  0     0ns
connect  getent  /var/run/nscd/socket  30443  0         ENOENT  0     0ns
]],
  tests = {
    { args = {}, run = { "python3", "-c", "import socket; socket.socket(socket.AF_UNIX).connect_ex('/no/such')" }, exit = 0, output = "/no/such" },
  },
}

local open = {}

local function begin(e, fd, result)
  open[e.pid .. ":" .. fd] = {
    comm = e.comm, pid = e.pid, peer = tostring(e.addr or "?"), result = result, call = e.name,
    sent = 0, received = 0, time = e.time,
  }
end

local function finish(key, time)
  local connection = open[key]
  if not connection then return end
  open[key] = nil
  connection.time = fmt.duration(time - connection.time)
  emit(connection)
end

after("connect", function(e, a)
  begin(e, a[1], e.err or "ok")
  if e.failed and e.err ~= "EINPROGRESS" then finish(e.pid .. ":" .. a[1], e.time) end
end)
after("accept accept4", { failed = false }, function(e) begin(e, e.ret, "ok") end)

local function add(field)
  return function(e, a)
    local connection = open[e.pid .. ":" .. a[1] ]
    if connection then connection[field] = connection[field] + e.ret end
  end
end

after("%read", { failed = false }, add "received")
after("write writev sendto sendmsg", { failed = false }, add "sent")
after("close", { failed = false }, function(e, a) finish(e.pid .. ":" .. a[1], e.time) end)

on.exit(function(e)
  for key, connection in pairs(open) do
    if connection.pid == e.pid then finish(key, e.time) end
  end
end)
