-- Waits for System V and POSIX message queues, semaphores, and for the supervisor of a seccomp filter.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local wait = require"ipc".semop(world, files, t)
local descriptors = require "descriptors"
local groups_of = require"sockets".groups_of

-- Whoever knows the key may use a System V object: those we look for are of the same process group.
local function family(world, t)
  local groups = {}
  for _, pid in ipairs(world:pids()) do
    local process = world:process(pid)
    if process and process.group == t.process.group then
      groups[#groups + 1] = { pid = pid, except = pid == t.pid and t.tid or nil, by = "belongs to the same process group" }
    end
  end
  return groups
end

-- The first operation that can't be done now.
local function blocking(t, semaphores)
  local bytes = look.memory(t.pid, t.args[2], math.max(6, 6 * math.min(t.args[3], 256))) or ""
  for at = 1, #bytes - 5, 6 do
    local number, operation = string.unpack("<I2i2", bytes, at)
    local semaphore = semaphores[number + 1]
    if semaphore and ((operation < 0 and semaphore.value < -operation) or (operation == 0 and semaphore.value > 0)) then
      return number, semaphore, operation
    end
  end
end

local function semop(world, _, t)
  local id = t.args[1]
  local timed = look.call(t.nr) == "semtimedop" and t.args[4] ~= 0
  local semaphores, why = look.semaphores(id)
  local set = ("semaphore set %d"):format(id)
  if not semaphores then return { kind = "sysv", object = set, unknown = ("%s (%s)"):format(set, why), timed = timed } end
  local number, semaphore, operation = blocking(t, semaphores)
  if not number then return { kind = "sysv", object = set, ready = true } end
  local wait = { kind = "sysv", object = ("semaphore %d of set %d, value %d"):format(number, id, semaphore.value), semaphore = { id, number },
    needs = -operation, groups = family(world, t), timed = timed }
  local last = world:process(semaphore.pid)
  if last and semaphore.pid ~= t.pid and last.state ~= "Z" then
    wait.groups[#wait.groups + 1] = { pid = semaphore.pid, by = "used it last", is_last = true }
  else
    wait.unknown = "who else uses " .. wait.object
  end
  return wait
end

local function message_queue(world, t, is_receiver)
  local id = t.args[1]
  local queue, why = look.queue(id)
  if not queue then return { kind = "sysv", object = ("message queue %d"):format(id), unknown = ("message queue %d (%s)"):format(id, why) } end
  local last = is_receiver and queue.sender or queue.receiver
  local process = world:process(last)
  local wait = { kind = "sysv", object = ("message queue %d, which holds %d of %d bytes"):format(id, queue.bytes, queue.most_bytes), queue = id,
    is_receiver = is_receiver, groups = family(world, t) }
  if process and last ~= t.pid and process.state ~= "Z" then
    wait.groups[#wait.groups + 1] = { pid = last, by = "used it last", is_last = true }
  else
    wait.unknown = "who else uses " .. wait.object
  end
  return wait
end

local function mq(direction)
  return function(_, files, t)
    local wait = descriptors.queue(files, t, t.args[1], files:link(t.pid, t.args[1]) or "?", direction)
    wait.timed = t.args[5] ~= 0
    return wait
  end
end

-- A call that waits for what another process says of it.
local function seccomp(files, t)
  local holders = files:holders("anon_inode:seccomp notify")
  local wait = { kind = "seccomp", object = "answer of its seccomp supervisor", groups = groups_of(holders, t, "supervises it") }
  if #holders == 0 then wait.unknown = "who supervises its calls" end
  return wait
end

return {
  semop = semop, seccomp = seccomp,
  receive = function(world, _, t) return message_queue(world, t, true) end,
  send = function(world, _, t) return message_queue(world, t, false) end,
  mq_receive = mq "read", mq_send = mq "write",
}
