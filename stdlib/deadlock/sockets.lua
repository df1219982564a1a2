-- Who is at the other end of a socket: unix ones by the kernel's list, TCP by both ends of this machine.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local wait = require"sockets".wait(world, files, t, 3, "read")
local LISTENS_UNIX, LISTENS_TCP, STREAM <const> = 10, 10, 1

local function groups_of(holders, t, by)
  local groups, seen = {}, {}
  for _, holder in ipairs(holders) do
    if not seen[holder.pid] then
      groups[#groups + 1] = { pid = holder.pid, except = holder.pid == t.pid and t.tid or nil, by = by, fd = holder.fd }
    end
    seen[holder.pid] = true
  end
  return groups
end

local function socket_key(inode) return ("socket:[%d]"):format(inode) end

-- The listener in whose queue a connection still stands.
local function listener_of(files, inode)
  for each, socket in pairs(files:sockets()) do
    if socket.state == LISTENS_UNIX then
      for _, pending in ipairs(socket.pending) do
        if pending == inode then return each, socket end
      end
    end
  end
end

local function named(path) return path ~= "" and " " .. path or "" end

local function wait_unix(files, t, inode, direction)
  local socket = files:sockets()[inode]
  local wait = { kind = "socket", object = ("unix socket:[%d]%s"):format(inode, named(socket.path)), direction = direction }
  if socket.state == LISTENS_UNIX then
    wait.outside = "a connection to" .. named(socket.path)
    return wait
  end
  local listener, listening = listener_of(files, inode)
  if listener then
    wait.groups = groups_of(files:holders(socket_key(listener)), t, "has yet to accept")
    wait.object = wait.object .. ", which waits to be accepted at" .. named(listening.path)
    return wait
  end
  if socket.peer == 0 then
    wait.outside = "anybody who sends to" .. named(socket.path)
    return wait
  end
  local peer = files:sockets()[socket.peer]
  if direction == "write" and socket.type ~= STREAM then wait.object = wait.object .. " to" .. named(peer and peer.path or "") end
  wait.groups = groups_of(files:holders(socket_key(socket.peer)), t, "has the other end")
  wait.peer = socket.peer
  wait.mine = groups_of(files:holders(socket_key(inode)), t, "has the same end")
  return wait
end

local function find_tcp(list, test)
  for _, socket in ipairs(list) do
    if test(socket) then return socket end
  end
end

local function port(address) return tonumber(address:match(":(%x+)"), 16) end

local function wait_tcp(files, t, inode, direction)
  local list = files:tcp(t.pid)
  local mine = find_tcp(list, function(s) return s.inode == inode end)
  if not mine then return nil end
  local wait = { kind = "socket", object = ("TCP socket, port %d to %d"):format(port(mine.here), port(mine.there)), direction = direction }
  if mine.state == LISTENS_TCP then
    wait.object, wait.outside = ("TCP port %d"):format(port(mine.here)), ("a connection to port %d"):format(port(mine.here))
    return wait
  end
  local peer = find_tcp(list, function(s) return s.here == mine.there and s.there == mine.here end)
  if not peer then
    wait.outside = ("the peer of port %d, on another machine or gone"):format(port(mine.here))
    return wait
  end
  local inode_of_peer = peer.inode
  if inode_of_peer == 0 then
    local at = port(mine.there)
    local listener = find_tcp(list, function(s) return s.state == LISTENS_TCP and port(s.here) == at end)
    inode_of_peer = listener and listener.inode or 0
    wait.object = wait.object .. ", which waits to be accepted"
  end
  wait.groups = groups_of(files:holders(socket_key(inode_of_peer)), t, inode_of_peer == peer.inode and "has the other end" or "has yet to accept")
  if #wait.groups == 0 then wait.unknown = "who holds the other end of a TCP connection" end
  return wait
end

-- direction: "read" or "write"
local function wait(files, t, fd, direction)
  local inode = math.tointeger((files:link(t.pid, fd) or ""):match("^socket:%[(%d+)%]"))
  local facts = files:facts(t.pid, fd)
  local found = files:sockets()[inode] and wait_unix(files, t, inode, direction) or wait_tcp(files, t, inode, direction)
    or { kind = "socket", object = ("socket:[%d]"):format(inode), outside = "the network", direction = direction }
  found.fd, found.pid, found.inode = fd, t.pid, inode
  if (direction == "read" and facts.receives_timed) or (direction == "write" and facts.sends_timed) then found.timed = true end
  if (direction == "read" and facts.readable) or facts.hung_up then found.ready = true end
  return found
end

-- connect(2) to a unix socket whose queue is full: who listens there.
local function connecting(world, files, t, address, fd)
  local bytes = look.memory(t.pid, address, 110) or ""
  local family = #bytes > 2 and string.unpack("<I2", bytes) or 0
  local path = family == 1 and (bytes:sub(3, 3) == "\0" and "@" .. (bytes:match("^%z([^%z]*)", 3) or "") or bytes:match("^[^%z]*", 3))
  for inode, socket in pairs(files:sockets()) do
    if path and socket.state == LISTENS_UNIX and socket.path == path then
      return { kind = "socket", object = "full queue of unix socket " .. path, fd = fd, pid = t.pid, world = world,
        groups = groups_of(files:holders(socket_key(inode)), t, "has yet to accept") }
    end
  end
  return { kind = "socket", object = "a connection", outside = "the network" }
end

return { wait = wait, connecting = connecting, groups_of = groups_of }
