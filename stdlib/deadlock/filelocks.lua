-- What a thread waits for in flock(2) and fcntl(2): who holds the lock on the file. /proc/PID/fdinfo/FD has
-- the locks of each open file; /proc/locks names pids that may be gone.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local wait = require"filelocks".flock(world, files, t)
local groups_of = require"sockets".groups_of
local LOCK_EX, F_WRLCK, F_OFD_SETLKW <const> = 2, 1, 38
local FAR <const> = math.maxinteger

-- "lock:\t1: FLOCK  ADVISORY  WRITE 1234 08:02:393 0 EOF"
local function locks_of(files, holder)
  local locks = {}
  for kind, mode, from, to in files:info(holder.pid, holder.fd):gmatch("lock:%s*%d+: (%u+)%s+%u+%s+(%u+) %S+ %S+ (%d+) (%w+)") do
    locks[#locks + 1] = { kind = kind, writes = mode == "WRITE", from = math.tointeger(from), to = math.tointeger(to) or FAR }
  end
  return locks
end

local function conflicts(lock, wanted)
  local is_same_kind = (lock.kind == "FLOCK") == (wanted.kind == "FLOCK")
  return is_same_kind and (lock.writes or wanted.writes) and lock.from <= wanted.to and lock.to >= wanted.from
end

local function wait_for(files, t, fd, wanted)
  local stat, link = files:stat(t.pid, fd), files:link(t.pid, fd) or "?"
  local holders = {}
  for _, holder in ipairs(stat and files:holders_of_file(stat) or {}) do
    local is_own = holder.pid == t.pid and (holder.fd == fd or wanted.kind == "POSIX")
    for _, lock in ipairs(is_own and {} or locks_of(files, holder)) do
      if conflicts(lock, wanted) then
        holders[#holders + 1] = { pid = holder.pid, fd = holder.fd, kind = lock.kind }
        break
      end
    end
  end
  local words = { FLOCK = "flock lock", POSIX = "record lock", OFDLCK = "record lock of an open file" }
  local wait = { kind = "filelock", object = ("%s on %s"):format(words[wanted.kind], link), fd = fd, pid = t.pid, holders = holders,
    lock_kind = wanted.kind, groups = groups_of(holders, t, "holds it") }
  if #holders == 0 then wait.unknown = "who holds the lock on " .. link end
  return wait
end

local function flock(_, files, t)
  return wait_for(files, t, t.args[1], { kind = "FLOCK", writes = t.args[2] & LOCK_EX ~= 0, from = 0, to = FAR })
end

local function fcntl(_, files, t)
  local bytes = look.memory(t.pid, t.args[3], 32) or ""
  if #bytes < 24 then return { kind = "filelock", object = "record lock", unknown = "which lock is wanted" } end
  local kind, whence, _, from, length = string.unpack("<i2i2I4i8i8", bytes)
  -- From the position or the end: we don't know where that is, so any lock may be in the way.
  if whence ~= 0 then from, length = 0, 0 end
  if length < 0 then from, length = from + length, -length end
  return wait_for(files, t, t.args[1], { kind = t.args[2] == F_OFD_SETLKW and "OFDLCK" or "POSIX", writes = kind == F_WRLCK,
    from = from, to = length == 0 and FAR or from + length - 1 })
end

return { flock = flock, fcntl = fcntl, locks_of = locks_of }
