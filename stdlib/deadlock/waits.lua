-- What each blocked thread waits for, by the call it is in: one row a call.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local wait = require"waits".of(world, files, t); print(wait.object, wait.outside)
--
-- A wait: {kind, object = what for, in words; groups = who could end it: {tid=} or all of {pid=} but
-- {except=}, each with {by=} why; outside = what else could, timed, ready = it is about to end, unknown = what
-- could not be read; owner = the one thread that must, and what causes and remedies need to know.}
local descriptors = require "descriptors"
local filelocks = require "filelocks"
local futex = require "futex"
local ipc = require "ipc"
local sockets = require "sockets"

local EVERY, PIDFD <const> = 0, 3
local CLONE_VFORK <const> = 0x4000
local CLOCK_REALTIME <const> = 256
local F_SETLKW, F_OFD_SETLKW <const> = 7, 38

local function timed(words) return { kind = "time", object = words, timed = true } end
local function outside(kind, object, what) return { kind = kind, object = object, outside = what } end

local function on_fd(direction, at)
  return function(world, files, t) return descriptors.wait(world, files, t, t.args[at or 1], direction) end
end

local function signed(word) return word << 32 >> 32 & 0x80000000 ~= 0 and (word | ~0xffffffff) or word & 0xffffffff end

-- Children that fit; wait4 and waitid.
local function children(world, t, test, words)
  local groups, pids = {}, {}
  for _, pid in ipairs(world:children(t.pid)) do
    local child = world:process(pid)
    if child and test(pid, child) then
      groups[#groups + 1] = { pid = pid, by = "has to end", is_child = true }
      pids[#pids + 1] = ("%s[%d]"):format(child.comm, pid)
    end
  end
  local ready = #groups == 0
  for _, group in ipairs(groups) do ready = ready or world:process(group.pid).state == "Z" end
  return { kind = "child", object = words .. (#pids > 0 and #pids <= 4 and " " .. table.concat(pids, ", ") or ""), groups = groups, ready = ready }
end

local function wait4(world, _, t)
  local which = signed(t.args[1])
  return children(world, t, function(pid, child)
    return which == -1 or pid == which or (which == 0 and child.group == t.process.group) or child.group == -which
  end, which > 0 and "end of child" or "end of any child")
end

local function waitid(world, files, t)
  local kind, id = t.args[1], signed(t.args[2])
  if kind == PIDFD then id = math.tointeger(files:info(t.pid, id):match("Pid:%s*(%d+)")) or -1 end
  return children(world, t, function(pid, child)
    return kind == EVERY or ((kind == 1 or kind == PIDFD) and pid == id) or (kind == 2 and child.group == id)
  end, kind == EVERY and "end of any child" or "end of child")
end

-- A parent sleeps until its child has called exec or ended.
local function vfork(world, _, t)
  local wait = children(world, t, function() return true end, "exec or end of the vfork child")
  wait.kind = "vfork"
  return wait
end

local function clone(world, files, t)
  local flags = t.nr == 56 and t.args[1] or world:u64(t.pid, t.args[1]) or 0
  if flags & CLONE_VFORK ~= 0 then return vfork(world, files, t) end
  return outside("kernel", "a new thread", "the kernel")
end

local function futex_call(world, _, t)
  local op = t.args[2] & 0x7f
  local found = { address = t.args[1], value = t.args[3] & 0xffffffff, is_private = t.args[2] & 0x80 ~= 0, is_bitset = op == 9,
    is_foreign = op == 9 and t.args[2] & CLOCK_REALTIME == 0,
    is_inheriting = op == 6 or op == 13 }
  local wait = futex.wait(world, t, found)
  if op == 11 then wait = futex.wait(world, t, { address = t.args[1], value = 0, is_private = found.is_private, is_bitset = true }) end
  if (op == 0 or op == 9 or op == 6 or op == 13 or op == 11) and t.args[4] ~= 0 then wait.timed = true end
  return wait
end

-- futex_wait(uaddr, val, mask, flags, timeout, clock): flag 128 is FUTEX2_PRIVATE.
local function futex_wait(world, _, t)
  local wait = futex.wait(world, t, { address = t.args[1], value = t.args[2] & 0xffffffff, is_private = t.args[4] & 128 ~= 0, is_foreign = true })
  wait.timed = wait.timed or t.args[5] ~= 0
  return wait
end

-- futex_waitv(waiters, n, flags, timeout): {u64 value, u64 address, u32 flags, u32}
local function futex_waitv(world, _, t)
  local waits = {}
  local bytes = look.memory(t.pid, t.args[1], math.max(24, 24 * math.min(t.args[2], 128))) or ""
  for at = 1, #bytes - 23, 24 do
    local value, address, flags = string.unpack("<I8I8I4", bytes, at)
    waits[#waits + 1] = futex.wait(world, t, { address = address, value = value & 0xffffffff, is_private = flags & 128 ~= 0, is_foreign = true })
  end
  local wait = descriptors.any("futex", waits, ("any of %d futexes"):format(#waits))
  wait.timed = wait.timed or t.args[4] ~= 0
  return wait
end

local function poll(at_timeout, is_pointer)
  return function(world, files, t)
    local wait = descriptors.poll(world, files, t, t.args[1], t.args[2])
    if is_pointer then wait.timed = wait.timed or t.args[at_timeout] ~= 0 else wait.timed = wait.timed or signed(t.args[at_timeout]) >= 0 end
    return wait
  end
end

local function select(world, files, t)
  local wait = descriptors.select(world, files, t, t.args[1], { t.args[2], t.args[3] })
  wait.timed = wait.timed or t.args[5] ~= 0
  return wait
end

local function epoll(is_pointer)
  return function(world, files, t)
    local wait = descriptors.epoll(world, files, t, t.args[1])
    local timeout = t.args[4]
    wait.timed = wait.timed or (is_pointer and timeout ~= 0) or (not is_pointer and signed(timeout) >= 0)
    return wait
  end
end

local function fcntl(world, files, t)
  if t.args[2] == F_SETLKW or t.args[2] == F_OFD_SETLKW then return filelocks.fcntl(world, files, t) end
  return outside("kernel", "fcntl", "the kernel")
end

local function accept(world, files, t) return descriptors.wait(world, files, t, t.args[1], "read") end

local function connect(world, files, t) return sockets.connecting(world, files, t, t.args[2], t.args[1]) end

local function splice(world, files, t)
  local from = descriptors.wait(world, files, t, t.args[1], "read")
  if not from.ready then return from end
  return descriptors.wait(world, files, t, t.args[t.nr == 276 and 2 or 3], "write")
end

-- An open that sleeps: of the one end of a FIFO, until somebody has the other.
local function open(at)
  return function(world, _, t)
    local path = look.memory(t.pid, t.args[at], 256)
    path = path and path:match("^[^%z]+") or "?"
    local is_writer = t.args[at + 1] & 3 == 1
    if not world:wchan(t):find("fifo") and not world:wchan(t):find("wait_for_partner") then return outside("kernel", path, "the file system of " .. path) end
    return { kind = "fifo", object = ("somebody who %s FIFO %s"):format(is_writer and "reads" or "writes", path), path = path, is_writer = is_writer,
      outside = "a process that opens " .. path, is_open = true }
  end
end

local rows = {
  read = on_fd "read", readv = on_fd "read", pread64 = on_fd "read", preadv = on_fd "read", recvfrom = on_fd "read", recvmsg = on_fd "read",
  recvmmsg = on_fd "read", write = on_fd "write", writev = on_fd "write", sendto = on_fd "write", sendmsg = on_fd "write",
  sendmmsg = on_fd "write", pwrite64 = on_fd "write", vmsplice = on_fd "write", sendfile = on_fd "write", tee = splice, splice = splice,
  accept = accept, accept4 = accept, connect = connect, poll = poll(3), ppoll = poll(3, true), select = select, pselect6 = select,
  epoll_wait = epoll(), epoll_pwait = epoll(), epoll_pwait2 = epoll(true), futex = futex_call, futex_wait = futex_wait,
  futex_waitv = futex_waitv, wait4 = wait4, waitid = waitid, vfork = vfork, clone = clone, clone3 = clone, flock = filelocks.flock,
  fcntl = fcntl, open = open(1), openat = open(2), semop = ipc.semop, semtimedop = ipc.semop, msgrcv = ipc.receive, msgsnd = ipc.send,
  mq_timedreceive = ipc.mq_receive, mq_timedsend = ipc.mq_send,
  nanosleep = function() return timed "time to pass" end, clock_nanosleep = function() return timed "time to pass" end,
  pause = function() return outside("signal", "signal", "a signal") end, rt_sigsuspend = function() return outside("signal", "signal", "a signal") end,
  rt_sigtimedwait = function() return outside("signal", "signal", "a signal") end,
  io_uring_enter = function() return { kind = "io_uring", object = "completion of io_uring", unknown = "what an io_uring has under way" } end,
  io_getevents = function() return outside("kernel", "completion of asynchronous I/O", "a device") end,
}

-- restart_syscall: the arguments are still there, its number is not; the kernel's function tells it.
local restarted = { { "futex", "futex" }, { "poll", "poll" }, { "nanosleep", "clock_nanosleep" } }

local function call_name(world, t)
  local name = look.call(t.nr) or "?"
  if name ~= "restart_syscall" then return name end
  for _, row in ipairs(restarted) do
    if world:wchan(t):find(row[1]) then return row[2] end
  end
  return "clock_nanosleep"
end

local function stopped(world, t)
  local tracer = math.tointeger(world:status(t, "TracerPid") or "0")
  if t.state == "t" and tracer ~= 0 then
    return { kind = "tracer", object = ("its tracer, process %d"):format(tracer), groups = { { pid = tracer, by = "traces it" } } }
  end
  return { kind = "stop", object = "SIGCONT: it is stopped", groups = {}, is_stop = true }
end

-- A handler that the program has set may end or answer this: who sends signals is not known.
local function signals_end(world, t)
  local python = world:exe(t.process):match("([^/]+)$") or ""
  local caught = tonumber(world:status(t, "SigCgt") or "0", 16) & ~tonumber(world:status(t, "SigBlk") or "0", 16)
  -- Faults, the two of glibc's own, and SIGINT where Python itself asks for it are no plans of the program.
  local plain = 0x180000000 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 10 | 1 << 30
  if python:find("^python") then plain = plain | 1 << 1 end
  return caught & ~plain ~= 0
end

local function blocked(world, files, t)
  if t.unreadable then return { kind = "hidden", object = "?", unknown = ("process %d may not be read (%s)"):format(t.pid, t.unreadable) } end
  if t.state == "T" or t.state == "t" then return stopped(world, t) end
  if t.nr == -1 or not t.nr then return outside("kernel", "a page of memory", "the kernel") end
  if world:wchan(t) == "seccomp_do_user_notification" then return ipc.seccomp(files, t) end
  t.call = call_name(world, t)
  local row = rows[t.call]
  if t.state == "D" and row ~= clone and row ~= vfork then
    return outside("kernel", ("%s, uninterruptible in %s"):format(t.call, world:wchan(t)), "the kernel")
  end
  if not row then return { kind = "other", object = "end of " .. t.call, unknown = ("who ends a wait in %s"):format(t.call) } end
  return row(world, files, t)
end

-- What t waits for; nil if it runs or is gone.
local function of(world, files, t)
  if t.state == "R" or t.state == "Z" or t.state == "X" or t.state == "I" then return nil end
  local wait = blocked(world, files, t)
  wait.groups = wait.groups or {}
  t.call = t.call or (t.nr and t.nr >= 0 and look.call(t.nr)) or "?"
  if wait.by_signal and not wait.outside and signals_end(world, t) then wait.outside = "a signal, for which it has a handler" end
  local hidden = wait.fd and #wait.groups >= 0 and not wait.outside and not wait.timed and files:hides_holders(t.process)
  if hidden then wait.unknown = ("what process %d has open; we may not look"):format(hidden) end
  return wait
end

return { of = of }
