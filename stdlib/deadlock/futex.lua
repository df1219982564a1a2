-- What a thread that waits in futex(2) waits for: glibc's locks by their layout in memory (glibc 2.36 on
-- x86-64: pthreadtypes.h, struct_mutex.h, struct_rwlock.h, thread-shared-types.h; TCB: nptl/descr.h).
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local wait = require"futex".wait(world, t, {op=0, address=a, value=2, is_private=true})
local ROBUST, INHERITS, TID_MASK <const> = 16, 32, 0x3fffffff
local LARGEST_TID <const> = 1 << 22
local TCB_TID <const> = 720
local FUTEX <const> = 202
local MOST_WAITERS <const> = 100000
local kinds = { [0] = "mutex", "recursive mutex", "error-checking mutex", "adaptive mutex" }

-- A pthread_mutex_t at an address, nil if it can't be one.
local function read_mutex(world, pid, address)
  local bytes = look.memory(pid, address, 40)
  if not bytes or #bytes < 40 then return nil end
  local lock, count, owner, users, kind, spins, elision, previous, next_one = string.unpack("<I4I4I4I4I4i2i2I8I8", bytes)
  local is_robust = kind & ROBUST ~= 0
  local is_plausible = kind <= 0x3ff and owner <= LARGEST_TID and users < MOST_WAITERS and count < MOST_WAITERS
    and elision >= 0 and spins >= -1 and (is_robust or (previous == 0 and next_one == 0))
  if not is_plausible then return nil end
  return { address = address, lock = lock, owner = owner, kind = kind, users = users, count = count, is_robust = is_robust,
    inherits = kind & INHERITS ~= 0, is_shared = kind & 128 ~= 0, words = (is_robust and "robust " or "") ..
      (kind & INHERITS ~= 0 and "priority-inheriting " or "") .. kinds[kind & 3], world = world }
end

-- Threads that share the memory of a futex: of the process, and of all that map the same object.
local function sharers(world, t, futex)
  local map = not futex.is_private and world:mapping(t.process, futex.address)
  local groups = { { pid = t.pid, except = t.tid } }
  if not map or not map.is_shared then return groups, false end
  for _, pid in ipairs(world:pids()) do
    local process = pid ~= t.pid and world:process(pid)
    if process then
      world:mapping(process, 0)
      for _, other in ipairs(process.maps) do
        if other.is_shared and other.object == map.object then
          groups[#groups + 1] = { pid = pid, by = "maps the same memory" }
          break
        end
      end
    end
  end
  return groups, true, map
end

-- The wait for something that has an owner.
local function owned(world, t, futex, object)
  local wait = { kind = "lock", object = object.words .. " " .. world:name(t.pid, object.address), lock = object,
    owner = object.owner, address = object.address, futex = futex }
  local holder = world:thread(object.owner)
  local map = world:mapping(t.process, futex.address)
  local is_copy = futex.is_private or (map and not map.is_shared)
  local is_ours = holder and (holder.pid == t.pid or not is_copy)
  if is_ours and holder.state ~= "Z" and holder.state ~= "X" then
    wait.groups = { { tid = holder.tid, by = "owns it" } }
  elseif is_ours and holder.state == "Z" and holder.pid ~= t.pid then
    wait.groups, wait.orphan = {}, "gone"
  else
    wait.groups, wait.orphan = {}, holder and holder.pid ~= t.pid and "fork" or "gone"
    if is_copy and not holder and #world:threads(t.process) == 1 and object.owner == t.process.ppid then wait.orphan = "fork" end
  end
  return wait
end

-- The wait for something that anybody who shares the memory may give.
local function anonymous(world, t, futex, kind, words, address)
  local groups, is_shared, map = sharers(world, t, futex)
  local wait = { kind = kind, object = words .. " " .. world:name(t.pid, address or futex.address), groups = groups,
    address = address or futex.address, futex = futex, by_signal = kind == "semaphore" }
  if is_shared and #groups == 1 and map.name:find("^/") and not map.name:find("%(deleted%)") and kind ~= "lock" then
    wait.outside = "a process that opens " .. map.name
  end
  return wait
end

local function file_lock(world, t, futex)
  local owner = world:u64(t.pid, futex.address + 8)
  local tid = owner and owner > 4096 and world:u32(t.pid, owner + TCB_TID)
  local holder = tid and tid > 0 and tid <= TID_MASK and world:thread(tid)
  if not holder then return nil end
  return owned(world, t, futex, { words = "lock of a stdio file", address = futex.address, owner = tid, is_file = true })
end

-- The owner of the priority-inheriting mutex that a thread waits for in the kernel.
local function inherited_owner(world, t)
  local op = t.nr == FUTEX and t.args[2] & 0x7f
  return (op == 6 or op == 13) and (world:u32(t.pid, t.args[1]) or 0) & TID_MASK or nil
end

-- The kernel refused a priority-inheriting mutex because its owner waits for us; glibc then sleeps for ever on
-- a word of its own stack, above a copy of the thread's id. Which mutex it was is not kept: it is one of
-- those whose owners wait for us, or one of our own.
local function parked(world, t, futex)
  if world:u32(t.pid, futex.address - 8) ~= t.tid or futex.address < t.sp or futex.address > t.sp + 4096 then return nil end
  local groups, owners = {}, {}
  for _, other in ipairs(world:threads(t.process)) do owners[other.tid] = inherited_owner(world, other) end
  for tid in pairs(owners) do
    local at, n = tid, 0
    while at and at ~= t.tid and n < 1000 do at, n = owners[at], n + 1 end
    if at == t.tid then groups[#groups + 1] = { tid = tid, by = "owns it, and waits for this thread" } end
  end
  local owner = #groups == 1 and groups[1].tid or #groups == 0 and t.tid or nil
  if #groups == 0 then groups[1] = { tid = t.tid, by = "owns it" } end
  return { kind = "lock", object = "priority-inheriting mutex, which the kernel refused (EDEADLK)", owner = owner, groups = groups,
    lock = { inherits = true, words = "priority-inheriting mutex" }, futex = futex }
end

local function condition(world, t, futex)
  local group = futex.address % 8 == 0 and 0 or 1
  local base = futex.address - 40 - 4 * group
  local bytes = look.memory(t.pid, base, 48)
  if not bytes or #bytes < 48 or base % 8 ~= 0 then return nil end
  local sequence, start, references0, references1, _, _, _, waiters = string.unpack("<I8I8I4I4I4I4I4I4", bytes)
  local references = group == 0 and references0 or references1
  local n = waiters >> 3
  if n < 1 or n > MOST_WAITERS or references >> 1 < 1 or references >> 1 > n or sequence >> 1 < start >> 1 then return nil end
  return anonymous(world, t, futex, "condition", "condition", base)
end

local function semaphore(world, t, futex)
  local value, n = world:u32(t.pid, futex.address), world:u32(t.pid, futex.address + 4)
  if value ~= 0 or not n or n < 1 or n > MOST_WAITERS or futex.address % 8 ~= 0 then return nil end
  return anonymous(world, t, futex, "semaphore", "semaphore")
end

local function barrier(world, t, futex)
  local base = futex.address - 4
  local bytes = look.memory(t.pid, base, 20)
  if not bytes or #bytes < 20 then return nil end
  local arrived, round, wanted, shared = string.unpack("<I4I4I4I4", bytes)
  local n = arrived - round
  if round ~= futex.value or wanted < 2 or wanted > MOST_WAITERS or n < 1 or n >= wanted or shared & ~128 ~= 0 then return nil end
  local wait = anonymous(world, t, futex, "barrier", "barrier", base)
  wait.object = ("%s, where %d of %d have come"):format(wait.object, n, wanted)
  return wait
end

local function rwlock(world, t, futex)
  local base = futex.address - (futex.address % 8 == 0 and 8 or 12)
  local bytes = look.memory(t.pid, base, 56)
  if not bytes or #bytes < 56 then return nil end
  local readers, writers, _, _, pad, _, writer, shared = string.unpack("<I4I4I4I4I4I4I4I4", bytes)
  if readers >> 3 > MOST_WAITERS or writers > MOST_WAITERS or pad ~= 0 or writer > LARGEST_TID or shared > 1 then return nil end
  if readers >> 3 == 0 and writer == 0 then return nil end
  local object = { words = "read-write lock", address = base, owner = writer, is_rwlock = true }
  if writer ~= 0 then return owned(world, t, futex, object) end
  local wait = anonymous(world, t, futex, "lock", "read-write lock", base)
  wait.object = ("%s, which %d readers hold"):format(wait.object, readers >> 3)
  wait.lock = object
  return wait
end

local function joined(world, t, futex)
  local other = futex.value > 0 and futex.value <= TID_MASK and world:thread(futex.value)
  if not other or other.pid ~= t.pid or world:u32(t.pid, futex.address) ~= futex.value then return nil end
  return { kind = "join", object = ("end of thread %d"):format(other.tid), owner = other.tid, is_join = true,
    groups = { { tid = other.tid, by = "has to end" } } }
end

-- A mutex, or a lock inside of glibc that keeps no owner.
local function locked(world, t, futex)
  local mutex = read_mutex(world, t.pid, futex.address)
  if mutex and mutex.owner ~= 0 and mutex.users > 0 then
    if mutex.is_robust then mutex.owner = mutex.lock & TID_MASK end
    return owned(world, t, futex, mutex)
  end
  return anonymous(world, t, futex, "lock", "lock that names no owner")
end

local function inheriting(world, t, futex)
  local mutex = read_mutex(world, t.pid, futex.address) or { address = futex.address, words = "priority-inheriting mutex" }
  mutex.owner = (world:u32(t.pid, futex.address) or 0) & TID_MASK
  mutex.inherits = true
  return owned(world, t, futex, mutex)
end

local function robust(world, t, futex)
  local mutex = read_mutex(world, t.pid, futex.address)
  if not mutex or not mutex.is_robust or futex.is_bitset then return nil end
  mutex.owner = mutex.lock & TID_MASK
  return mutex.owner ~= 0 and futex.value & TID_MASK == mutex.owner and owned(world, t, futex, mutex) or nil
end

-- Not of glibc, whose waits on a bit set go by the real-time clock: Rust's standard library and the like.
local function foreign(world, t, futex)
  return anonymous(world, t, futex, futex.value == 2 and "lock" or "futex", futex.value == 2 and "lock (of Rust or the like)" or "futex")
end

-- futex: {address, value, is_private, is_bitset, is_inheriting, is_foreign}
local function wait(world, t, futex)
  if futex.is_foreign then return foreign(world, t, futex) end
  if futex.is_inheriting then return inheriting(world, t, futex) end
  local found = joined(world, t, futex) or robust(world, t, futex)
  if found then return found end
  if futex.value == 0 then
    found = condition(world, t, futex) or parked(world, t, futex) or semaphore(world, t, futex) or barrier(world, t, futex)
  elseif futex.value == 2 or futex.value == 3 then
    found = (futex.is_bitset and rwlock(world, t, futex)) or file_lock(world, t, futex) or locked(world, t, futex)
  end
  return found or barrier(world, t, futex) or anonymous(world, t, futex, "futex", "futex")
end

return { wait = wait, read_mutex = read_mutex }
