-- Which locks threads wait for, who holds them, for how long, and from where: contention, before it is a deadlock.
-- Run: moontap run lock-waits [--than=TIME] [--top=N] -- COMMAND; or -p PID
-- Example: moontap run lock-waits -p 4711
recipe {
  api = 1, name = "lock-waits", summary = "Show for which locks threads wait, who holds them and how long", tags = { "hang", "time", "performance" },
  permissions = { "memory" },
  -- luacheck: no max line length
  example = "moontap run lock-waits --than=200ms -- /usr/bin/python3 -c 'import ctypes as c, threading as t, time; l = c.CDLL(None); m = c.create_string_buffer(40); f = lambda: (l.pthread_mutex_lock(m), time.sleep(.5), l.pthread_mutex_unlock(m)); [t.Thread(target=f).start() for _ in \"ab\"]'",
  output = [[
time waited for locks
         sum  lock            waiter         holder         where
     499.6ms  0x7f1b63a91950  python3[7388]  python3[7387]  /usr/lib/x86_64-linux-gnu/libffi.so.8.1.2
longest wait
         max  lock
     499.6ms  0x7f1b63a91950
]],
  args = {
    than = { type = "duration", default = "100us", help = "waits that take less don't count" },
    top = { type = "integer", default = 20, help = "rows to show, 0: all" },
  },
  tests = {
    { args = { than = "200ms" }, run = { "/usr/bin/python3", "-c", [[
import ctypes, threading, time
libc, mutex = ctypes.CDLL(None), ctypes.create_string_buffer(40)
def hold():
    libc.pthread_mutex_lock(mutex)
    time.sleep(.5)
    libc.pthread_mutex_unlock(mutex)
for _ in range(2): threading.Thread(target=hold).start()
]] }, exit = 0, output = "]  python3[" },
  },
}

local WAIT, LOCK_PI, WAIT_BITSET, LOCK_PI2 <const> = 0, 6, 9, 13
local TID_MASK <const> = 0x3fffffff

local waits = sum { of = "duration", by = { "lock", "waiter", "holder", "where" }, top = args.top, title = "time waited for locks" }
local longest = max { of = "duration", by = { "lock" }, top = args.top, title = "longest wait" }

local function name_of_thread(pid, tid)
  local comm = look.read(("/proc/%d/task/%d/comm"):format(pid, tid), 64)
  return comm and ("%s[%d]"):format(comm:gsub("\n", ""), tid)
end

-- The holder's name, read as the wait begins: at its end that thread may be gone. The owner's thread id
-- stands at +8 in a mutex that has one, in the word itself where the kernel hands it over.
local function holder_of(pid, address, op)
  local bytes = look.memory(pid, address, 20)
  if not bytes or #bytes < 20 then return nil end
  local word, _, owner, users, kind = string.unpack("<I4I4I4I4I4", bytes)
  if op == LOCK_PI or op == LOCK_PI2 then return name_of_thread(pid, word & TID_MASK) end
  if owner == 0 or owner > 1 << 22 or users == 0 or kind > 0x3ff then return nil end
  return name_of_thread(pid, owner)
end

local function name_of(pid, address)
  local found = look.symbol(pid, address)
  if not found or not found.symbol then return ("0x%x"):format(address) end
  return found.offset == 0 and found.symbol or ("%s+%d"):format(found.symbol, found.offset)
end

-- The first function that is not the C library's.
local function caller(stack)
  for line in stack:gmatch("[^\n]+") do
    local object, symbol = line:match("> (%S-)%(([^)+]*)")
    if object and not object:find("/libc[.-]") and not object:find("libpthread") then return symbol ~= "" and symbol or object end
  end
  return "?"
end

-- Waits on other words are for conditions and the ends of threads.
local function is_lock(word, value)
  local op = word & 0x7f
  local is_robust = value & 0x80000000 ~= 0
  return op == LOCK_PI or op == LOCK_PI2 or (op == WAIT and (value == 2 or is_robust)) or (op == WAIT_BITSET and (value == 2 or value == 3))
end

before("futex", function(e, a)
  local op = a[2] & 0x7f
  if not is_lock(a[2], a[3] or 0) then return end
  local address = a[1]
  e.data.address = address
  e.data.holder = holder_of(e.pid, address, op)
  e.data.where = caller(e:stack(12))
end)

after("futex", { slower = args.than }, function(e)
  if not e.data.address then return end
  local lock = name_of(e.pid, e.data.address)
  waits:add(lock, ("%s[%d]"):format(e.comm, e.tid), e.data.holder or "not told", e.data.where, e.duration)
  longest:add(lock, e.duration)
end)
