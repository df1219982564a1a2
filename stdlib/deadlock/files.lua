-- Which processes hold which open file: both ends of pipes, sockets, queues, locks.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: for _, holder in ipairs(files:holders("pipe:[123]")) do print(holder.pid, holder.fd) end
-- luacheck: no self
local Files = {}
Files.__index = Files

local S_IFMT, S_IFIFO <const> = 0xf000, 0x1000
local READS, WRITES, CLOEXEC = { [0] = true, [2] = true }, { [1] = true, [2] = true }, 524288 -- 02000000

local function fd_path(pid, fd) return ("/proc/%d/fd/%d"):format(pid, fd) end

-- The lines of /proc/PID/fdinfo/FD.
function Files:info(pid, fd)
  local key = pid .. "/" .. fd
  if self.infos[key] == nil then self.infos[key] = look.read(("/proc/%d/fdinfo/%d"):format(pid, fd)) or false end
  return self.infos[key] or ""
end

-- reads, writes, whether exec closes it.
function Files:mode(pid, fd)
  local flags = tonumber(self:info(pid, fd):match("flags:%s*(%d+)") or "0", 8)
  return READS[flags & 3] or false, WRITES[flags & 3] or false, flags & CLOEXEC ~= 0
end

-- All descriptors of all processes by what their link says; who could not be read.
function Files:index()
  if self.by_link then return self.by_link end
  self.by_link, self.unreadable = {}, {}
  for _, pid in ipairs(self.world:pids()) do
    local names, why = look.list(("/proc/%d/fd"):format(pid))
    if not names and why ~= "ESRCH" and why ~= "ENOENT" then self.unreadable[#self.unreadable + 1] = pid end
    for _, name in ipairs(names or {}) do
      local fd = math.tointeger(name)
      local link = look.link(fd_path(pid, fd))
      if link then
        local list = self.by_link[link] or {}
        self.by_link[link] = list
        list[#list + 1] = { pid = pid, fd = fd, link = link }
      end
    end
  end
  return self.by_link
end

-- Whether somebody whom we may not look at could hold what a process holds: its kin.
function Files:hides_holders(process)
  self:index()
  for _, pid in ipairs(self.unreadable) do
    local other = self.world:process(pid)
    if other and other.session == process.session then return pid end
  end
end

function Files:link(pid, fd) return look.link(fd_path(pid, fd)) end

function Files:stat(pid, fd) return look.stat(fd_path(pid, fd)) end

function Files:is_fifo(pid, fd)
  local stat = self:stat(pid, fd)
  return stat ~= nil and stat.mode & S_IFMT == S_IFIFO
end

function Files:holders(link) return self:index()[link] or {} end

-- Those of a named file, whatever its name is to them.
function Files:holders_of_file(stat)
  if not self.by_inode then
    self.by_inode = {}
    for link, list in pairs(self:index()) do
      local first = link:find("^/") and look.stat(fd_path(list[1].pid, list[1].fd))
      if first then
        local key = first.dev .. ":" .. first.ino
        self.by_inode[key] = self.by_inode[key] or {}
        table.move(list, 1, #list, #self.by_inode[key] + 1, self.by_inode[key])
      end
    end
  end
  return self.by_inode[stat.dev .. ":" .. stat.ino] or {}
end

-- Those of them that can write, or read.
function Files:that(holders, wants)
  local found = {}
  for _, holder in ipairs(holders) do
    local reads, writes, is_cloexec = self:mode(holder.pid, holder.fd)
    if (wants == "write" and writes) or (wants == "read" and reads) or not wants then
      found[#found + 1] = { pid = holder.pid, fd = holder.fd, link = holder.link, is_cloexec = is_cloexec }
    end
  end
  return found
end

-- The unix sockets of this machine by inode.
function Files:sockets()
  self.unix = self.unix or look.sockets() or {}
  return self.unix
end

-- An IPv4 address that an IPv6 socket talks to reads as IPv4.
local function plain(address) return (address:gsub("^0000000000000000FFFF0000", "")) end

local function parse_tcp(text, into)
  for here, there, state, inode in text:gmatch("%d+: (%x+:%x+) (%x+:%x+) (%x%x) %S+ %S+ %S+%s+%d+%s+%d+ (%d+)") do
    into[#into + 1] = { here = plain(here), there = plain(there), state = tonumber(state, 16), inode = math.tointeger(inode) }
  end
  return into
end

-- The TCP sockets that a process's network has: {here, there, state, inode} in the kernel's hex.
function Files:tcp(pid)
  local network = look.link(("/proc/%d/ns/net"):format(pid)) or ""
  if not self.tcp_of[network] then
    local list = parse_tcp(look.read(("/proc/%d/net/tcp"):format(pid)) or "", {})
    self.tcp_of[network] = parse_tcp(look.read(("/proc/%d/net/tcp6"):format(pid)) or "", list)
  end
  return self.tcp_of[network]
end

-- What a descriptor's state is now: bytes queued, room, whether poll would wake.
function Files:facts(pid, fd) return look.descriptor(pid, fd) or {} end

local function open(world)
  return setmetatable({ world = world, infos = {}, tcp_of = {} }, Files)
end

return { open = open }
