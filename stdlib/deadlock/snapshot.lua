-- What /proc says of processes and threads at one moment; nothing is stopped. proc(5).
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local world = require"snapshot".take(); print(world:process(1).comm)
-- luacheck: no self
local World = {}
World.__index = World

-- "123 (name) S 1 2 3 ...": the name may hold parentheses and blanks itself.
local function parse_stat(text)
  local comm, state, rest = text:match("^%d+ %((.*)%) (%a) (.*)$")
  if not comm then return nil end
  local words = {}
  for word in rest:gmatch("%-?%d+") do
    words[#words + 1] = math.tointeger(word)
    if #words == 19 then break end
  end
  return { comm = comm, state = state, ppid = words[1], group = words[2], session = words[3], started = words[19] }
end

-- The call that a thread waits in, six words, stack pointer and program counter; false: it runs.
local function parse_syscall(text)
  if text:find("^running") then return false end
  local words = {}
  for word in text:gmatch("%S+") do words[#words + 1] = math.tointeger(word) or 0 end
  if #words < 9 then return { nr = -1, args = {}, sp = words[2], pc = words[3] } end
  return { nr = words[1], args = { table.unpack(words, 2, 7) }, sp = words[8], pc = words[9] }
end

local function task_path(t, name) return ("/proc/%d/task/%d/%s"):format(t.pid, t.tid, name) end

local function read_thread(process, tid)
  local t = { tid = tid, pid = process.pid, process = process }
  local stat = parse_stat(look.read(task_path(t, "stat"), 2048) or "")
  if not stat then return nil end
  t.comm, t.state, t.started = stat.comm, stat.state, stat.started
  if t.state == "R" or t.state == "Z" or t.state == "X" then return t end
  local text, why = look.read(task_path(t, "syscall"), 512)
  if not text then
    t.unreadable = why
    return why ~= "ESRCH" and t or nil
  end
  local call = parse_syscall(text)
  if not call then
    t.state = "R"
    return t
  end
  t.nr, t.args, t.sp, t.pc = call.nr, call.args, call.sp, call.pc
  return t
end

-- A line of its status file: voluntary and other switches, signals, who traces it.
function World:status(t, key)
  t.status = t.status or look.read(task_path(t, "status"), 8192) or ""
  return t.status:match("\n" .. key .. ":%s*(%S+)")
end

-- What changes as soon as a thread has run.
function World.switches(t)
  local status = look.read(task_path(t, "status"), 8192) or ""
  return (status:match("\nvoluntary_ctxt_switches:%s*(%d+)") or "gone") .. "+" ..
    (status:match("\nnonvoluntary_ctxt_switches:%s*(%d+)") or "")
end

function World:wchan(t)
  t.wchan = t.wchan or look.read(task_path(t, "wchan"), 256) or ""
  return t.wchan
end

-- The process of that pid, NULL where it is gone: its stat, and its threads once they are asked for.
function World:process(pid)
  local known = self.processes[pid]
  if known ~= nil then return known or nil end
  local stat = parse_stat(look.read(("/proc/%d/stat"):format(pid), 2048) or "")
  if stat then stat.pid = pid end
  self.processes[pid] = stat or false
  return stat
end

function World:threads(process)
  if process.threads then return process.threads end
  process.threads = {}
  for _, name in ipairs(look.list(("/proc/%d/task"):format(process.pid)) or {}) do
    local t = read_thread(process, math.tointeger(name))
    if t then
      process.threads[#process.threads + 1] = t
      self.by_tid[t.tid] = t
    end
  end
  return process.threads
end

-- The thread of that id, wherever it lives.
function World:thread(tid)
  if self.by_tid[tid] then return self.by_tid[tid] end
  local text = look.read(("/proc/%d/status"):format(tid), 8192) or ""
  local process = self:process(math.tointeger(text:match("\nTgid:%s*(%d+)")) or -1)
  if process then self:threads(process) end
  return self.by_tid[tid]
end

-- Pids of all processes.
function World:pids()
  if not self.all then
    self.all = {}
    for _, name in ipairs(look.list("/proc") or {}) do
      self.all[#self.all + 1] = math.tointeger(name)
    end
  end
  return self.all
end

-- pid -> pids of its children.
function World:children(pid)
  if not self.children_of then
    self.children_of = {}
    for _, each in ipairs(self:pids()) do
      local process = self:process(each)
      local list = process and (self.children_of[process.ppid] or {})
      if list then
        list[#list + 1] = each
        self.children_of[process.ppid] = list
      end
    end
  end
  return self.children_of[pid] or {}
end

-- A process and all below it.
function World:tree(pid, into)
  into = into or {}
  if into[pid] then return into end
  into[pid] = true
  for _, child in ipairs(self:children(pid)) do self:tree(child, into) end
  return into
end

function World:exe(process)
  process.exe = process.exe or look.link(("/proc/%d/exe"):format(process.pid)) or ""
  return process.exe
end

-- Memory of a process, as integers; nil where there is none.
function World:number(pid, address, size)
  if address == 0 then return nil end
  local bytes = look.memory(pid, address, size)
  return bytes and #bytes == size and string.unpack("<I" .. size, bytes) or nil
end

function World:u32(pid, address) return self:number(pid, address, 4) end
function World:u64(pid, address) return self:number(pid, address, 8) end

-- The mapping that holds an address: {from, to, is_shared, object, name}.
function World:mapping(process, address)
  if not process.maps then
    process.maps = {}
    local text = look.read(("/proc/%d/maps"):format(process.pid)) or ""
    for from, to, mode, device, inode, name in text:gmatch("(%x+)%-(%x+) (%S+) %x+ (%S+) (%d+) *([^\n]*)") do
      process.maps[#process.maps + 1] = { from = tonumber(from, 16), to = tonumber(to, 16), is_shared = mode:sub(4, 4) == "s",
        object = device .. ":" .. inode, name = name }
    end
  end
  for _, map in ipairs(process.maps) do
    if address >= map.from and address < map.to then return map end
  end
end

-- A name for an address of a process: a symbol, or the kind of memory.
function World:name(pid, address)
  local process = self:process(pid)
  local map = process and self:mapping(process, address)
  local found = look.symbol(pid, address)
  if found and found.symbol then
    return found.offset == 0 and found.symbol or ("%s+%d"):format(found.symbol, found.offset)
  end
  local place = map and (map.name:match("^%[(.-)%]") or map.name:match("([^/]+)$") or "heap") or "memory"
  if map and map.name == "" then place = map.is_shared and "shared memory" or "memory" end
  return ("0x%x in %s"):format(address, place)
end

local function take()
  return setmetatable({ processes = {}, by_tid = {} }, World)
end

return { take = take }
