-- What a thread waits for that reads from, writes to or polls a descriptor.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local wait = require"descriptors".wait(world, files, t, 0, "read")
local sockets = require "sockets"
local groups_of = sockets.groups_of
local POLLIN, POLLOUT <const> = 0x41, 0x104 -- with POLLRDNORM, POLLWRNORM
local MOST_POLLED <const> = 4096

local function pipe(files, t, fd, link, direction)
  local stat = files:stat(t.pid, fd)
  local holders = link:find("^pipe:") and files:holders(link) or files:holders_of_file(stat)
  local ends = files:that(holders, direction == "read" and "write" or "read")
  local facts = files:facts(t.pid, fd)
  local name = link:find("^pipe:") and link or "FIFO " .. link
  local wait = { kind = "pipe", link = link, fd = fd, pid = t.pid, direction = direction, ends = ends, facts = facts,
    groups = groups_of(ends, t, direction == "read" and "can write to it" or "can read from it"), queued = facts.queued, capacity = facts.capacity }
  if direction == "read" then
    wait.object = "data in the empty " .. name
    wait.ready = (facts.queued or 0) > 0 or facts.hung_up
  else
    wait.object = ("room in %s, %d of %d bytes queued"):format(name, facts.queued or -1, facts.capacity or -1)
    wait.ready = facts.writable
  end
  wait.only_itself = #wait.groups == 1 and wait.groups[1].pid == t.pid
  wait.by_signal = wait.only_itself
  local is_named = not link:find("^pipe:") and not link:find("%(deleted%)$")
  if is_named and (#wait.groups == 0 or wait.only_itself) then wait.outside = "a process that opens " .. link end
  return wait
end

local function eventfd(files, t, fd, link, direction)
  local id = files:info(t.pid, fd):match("eventfd%-id:%s*(%d+)")
  local same = {}
  for _, holder in ipairs(files:holders(link)) do
    if files:info(holder.pid, holder.fd):match("eventfd%-id:%s*(%d+)") == id then same[#same + 1] = holder end
  end
  local facts = files:facts(t.pid, fd)
  local ready = direction == "read" and facts.readable or (direction == "write" and facts.writable)
  return { kind = "eventfd", object = "eventfd " .. (id or "?"), fd = fd, pid = t.pid, groups = groups_of(same, t, "has it too"),
    ready = ready, direction = direction, by_signal = true }
end

local function timerfd(files, t, fd, link)
  local seconds, ns = files:info(t.pid, fd):match("it_value: %((%d+), (%d+)%)")
  if seconds ~= "0" or ns ~= "0" then return { kind = "timerfd", object = "timer", timed = true } end
  local same = {}
  for _, holder in ipairs(files:holders(link)) do
    if holder.pid == t.pid or look.same(t.pid, fd, holder.pid, holder.fd) then same[#same + 1] = holder end
  end
  return { kind = "timerfd", object = "timer that is not set", fd = fd, pid = t.pid, groups = groups_of(same, t, "could set it"), by_signal = true }
end

local function terminal(files, t, fd, link)
  local number = link:match("^/dev/pts/(%d+)")
  local masters = {}
  for _, holder in ipairs(number and files:holders("/dev/ptmx") or {}) do masters[#masters + 1] = holder end
  for _, holder in ipairs(number and files:holders("/dev/pts/ptmx") or {}) do masters[#masters + 1] = holder end
  local found = {}
  for _, holder in ipairs(masters) do
    if files:info(holder.pid, holder.fd):match("tty%-index:%s*(%d+)") == number then found[#found + 1] = holder end
  end
  local wait = { kind = "terminal", object = "terminal " .. link, fd = fd, pid = t.pid, groups = groups_of(found, t, "is the terminal's other side") }
  if #found == 0 then wait.outside = "the terminal " .. link end
  return wait
end

-- The side of a pseudo terminal that a program like xterm has.
local function master(files, t, fd)
  local number = files:info(t.pid, fd):match("tty%-index:%s*(%d+)") or "?"
  local slaves = files:holders("/dev/pts/" .. number)
  return { kind = "terminal", object = "pseudo terminal " .. number, fd = fd, pid = t.pid, groups = groups_of(slaves, t, "uses the terminal") }
end

local function queue(files, t, fd, link, direction)
  local holders = files:that(files:holders_of_file(files:stat(t.pid, fd) or { dev = 0, ino = 0 }), direction == "read" and "write" or "read")
  local facts = files:facts(t.pid, fd)
  local wait = { kind = "queue", object = ("message queue %s, %d of %d messages"):format(link, facts.messages or -1, facts.most_messages or -1),
    fd = fd, pid = t.pid, direction = direction, groups = groups_of(holders, t, direction == "read" and "can send" or "can receive") }
  wait.ready = facts.messages and (direction == "read" and facts.messages > 0 or direction == "write" and facts.messages < facts.most_messages)
  local is_only_itself = #wait.groups == 0 or (#wait.groups == 1 and wait.groups[1].pid == t.pid)
  if is_only_itself and not link:find("%(deleted%)") then wait.outside = "a process that opens " .. link end
  return wait
end

local anonymous = {
  ["anon_inode:[eventfd]"] = eventfd,
  ["anon_inode:[timerfd]"] = timerfd,
  ["anon_inode:[signalfd]"] = function() return { kind = "signalfd", object = "signal", outside = "a signal" } end,
  ["anon_inode:inotify"] = function() return { kind = "inotify", object = "file event", outside = "a change of a file" } end,
  ["anon_inode:[fanotify]"] = function() return { kind = "fanotify", object = "file event", outside = "a change of a file" } end,
}
local polled

-- One descriptor, read from or written to.
local function wait(world, files, t, fd, direction, depth)
  local link = files:link(t.pid, fd)
  if not link then return { kind = "file", object = ("descriptor %d"):format(fd), unknown = ("what descriptor %d of process %d is"):format(fd, t.pid) } end
  if link:find("^socket:") then return sockets.wait(files, t, fd, direction) end
  if link:find("^pipe:") or files:is_fifo(t.pid, fd) then return pipe(files, t, fd, link, direction) end
  if anonymous[link] then return anonymous[link](files, t, fd, link, direction) end
  if link == "anon_inode:[eventpoll]" and (depth or 0) < 4 then return polled.epoll(world, files, t, fd, (depth or 0) + 1) end
  if link:find("^/dev/pts/%d") or link:find("^/dev/tty") or link == "/dev/console" then return terminal(files, t, fd, link) end
  if link:find("^/dev/ptmx") or link == "/dev/pts/ptmx" then return master(files, t, fd) end
  return { kind = "file", object = link, fd = fd, pid = t.pid, outside = "the device or file system of " .. link }
end

-- Any of several: ends when one of them does.
local function any(kind, waits, words)
  local whole = { kind = kind, object = words, groups = {}, parts = waits, by_signal = false }
  for _, each in ipairs(waits) do
    for _, group in ipairs(each.groups or {}) do whole.groups[#whole.groups + 1] = group end
    for _, flag in ipairs { "outside", "timed", "unknown", "ready" } do whole[flag] = whole[flag] or each[flag] end
    whole.by_signal = whole.by_signal or each.by_signal
  end
  if #waits == 1 then whole.object = waits[1].object end
  whole.direction = waits[1] and waits[1].direction
  for _, each in ipairs(waits) do whole.direction = each.direction == whole.direction and whole.direction or nil end
  return whole
end

local function add(world, files, t, waits, fd, events, depth)
  if events & POLLIN ~= 0 then waits[#waits + 1] = wait(world, files, t, fd, "read", depth) end
  if events & POLLOUT ~= 0 then waits[#waits + 1] = wait(world, files, t, fd, "write", depth) end
  -- Neither: still hears that the other end has gone.
  if events & (POLLIN | POLLOUT) == 0 then waits[#waits + 1] = wait(world, files, t, fd, "read", depth) end
end

polled = {}

function polled.poll(world, files, t, address, n)
  local waits = {}
  n = math.min(n, MOST_POLLED)
  local bytes = n > 0 and look.memory(t.pid, address, 8 * n) or ""
  for at = 1, #bytes - 7, 8 do
    local fd, events = string.unpack("<i4i2", bytes, at)
    if fd >= 0 then add(world, files, t, waits, fd, events) end
  end
  if n == 0 then return { kind = "signal", object = "signal", outside = "a signal" } end
  return any("poll", waits, ("any of %d descriptors"):format(#waits))
end

-- sets: addresses of fd_sets to read and to write.
function polled.select(world, files, t, n, sets)
  local waits = {}
  n = math.min(n, 1024)
  for i, events in ipairs { POLLIN, POLLOUT } do
    local bytes = n > 0 and sets[i] ~= 0 and look.memory(t.pid, sets[i], (n + 63) // 64 * 8) or ""
    for fd = 0, math.min(n, 8 * #bytes) - 1 do
      if bytes:byte(fd // 8 + 1) >> (fd % 8) & 1 == 1 then add(world, files, t, waits, fd, events) end
    end
  end
  if #waits == 0 then return { kind = "signal", object = "signal", outside = "a signal" } end
  return any("poll", waits, ("any of %d descriptors"):format(#waits))
end

function polled.epoll(world, files, t, fd, depth)
  local waits = {}
  for each, events in files:info(t.pid, fd):gmatch("tfd:%s*(%d+)%s+events:%s*(%x+)") do
    if #waits < MOST_POLLED then add(world, files, t, waits, math.tointeger(each), tonumber(events, 16), depth) end
  end
  local whole = any("epoll", waits, ("any of %d descriptors in an epoll set"):format(#waits))
  whole.groups[#whole.groups + 1] = { pid = t.pid, except = t.tid, by = "may change the set" }
  if #waits == 0 then whole.outside = "a signal" end
  return whole
end

return { wait = wait, poll = polled.poll, select = polled.select, epoll = polled.epoll, queue = queue, any = any }
