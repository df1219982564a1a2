-- Repairs of several steps, in the program's own memory and threads: see remedies.lua for what they are for.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID --resolve=ID --yes
-- Example: require"repairs".clear_lock(t, address)
local O_WRONLY, O_CLOEXEC <const> = 1, 524288
local AT_FDCWD <const> = -100
local OWNER_DIED <const> = 0x40000000

-- The other end of a pipe is held open by a number that exec or close may still be applied to: it stays in
-- use, and leads to /dev/null.
local function close_end(t, fd)
  local null, why = control.call(t.tid, "openat", AT_FDCWD, "/dev/null", O_WRONLY, 0)
  if not null then return nil, why end
  local done
  done, why = control.call(t.tid, "dup3", null, fd, O_CLOEXEC)
  control.call(t.tid, "close", null)
  return done, why
end

-- Words of memory, and then the waiter looks at them again.
local function rewrite(t, address, bytes)
  local n, why = control.write(t.pid, address, bytes)
  if not n then return nil, why end
  return control.bounce(t.tid)
end

-- lock, count, owner, users of a pthread_mutex_t
local function clear_lock(t, address) return rewrite(t, address, ("\0"):rep(16)) end

local function mark_owner_dead(t, address) return rewrite(t, address, ("<I4"):pack(OWNER_DIED)) end

-- lock, count and owner of an _IO_lock_t
local function free_file_lock(t, address) return rewrite(t, address, ("\0"):rep(16)) end

-- Where a function of our C library stands in a process that uses the same one.
local function find_function(t, name)
  local path, offset, bytes = control.library(name)
  if not path then return nil end
  local maps = look.read(("/proc/%d/maps"):format(t.pid)) or ""
  for from, at, file in maps:gmatch("(%x+)%-%x+ %S+ (%x+) %S+ %d+ *([^\n]*)") do
    if tonumber(at, 16) == 0 and file:match("[^/]+$") == path:match("[^/]+$") then
      local address = tonumber(from, 16) + offset
      if look.memory(t.pid, address, #bytes) == bytes then return address end
    end
  end
end

local function invoke(t, name, word)
  local address = find_function(t, name)
  if not address then return nil, "ENOSYS: it does not use the C library that moontap knows" end
  return control.invoke(t.tid, address, word)
end

-- A path as the process sees it.
local function path_of(t, path)
  if path:find("^/") then return ("/proc/%d/root%s"):format(t.pid, path) end
  return ("/proc/%d/cwd/%s"):format(t.pid, path)
end

return { close_end = close_end, clear_lock = clear_lock, mark_owner_dead = mark_owner_dead, free_file_lock = free_file_lock, invoke = invoke,
  path_of = path_of }
