-- The files that a command may change: a fresh copy of them for each run, and what a run changed in it.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: local state = require "sweep.state".new({ "/work/data" }, folder)
local host = require "host"

local state = {}
state.__index = state

-- overlay: the kernel's overlayfs; bind: copies under the own names; copy: copies elsewhere, whose names the
-- command is given instead.
local WAYS = { "overlay", "bind", "copy" }

local function is_below(path, folder) return path == folder or path:sub(1, #folder + 1) == folder .. "/" or folder == "/" end

-- One state in this process's own world. true, or nil and why not.
local function mount(way, path, place, world)
  if way == "overlay" and host.kind(path) == "dir" then
    host.make_folder(place .. "/upper")
    host.make_folder(place .. "/work")
    return host.mount_overlay(path, place .. "/upper", place .. "/work", world)
  end
  host.make_folder(place)
  local done, why = host.copy(path, place .. "/copy")
  if not done then return nil, why end
  return host.mount_bind(place .. "/copy", path)
end

-- Makes the copies for a run in that folder, in a process of its own, which is in the same current folder afterwards.
-- true, or nil and why not.
function state:set_up(folder)
  if self.way == "copy" then return self:set_up_elsewhere(folder) end
  local memory = folder .. "/memory"
  local world, why = host.leave()
  if not world then return nil, why end
  host.make_folder(memory)
  local done
  done, why = host.mount_memory(memory)
  for i, path in ipairs(self.paths) do
    if done then done, why = mount(self.way, path, memory .. "/" .. i, world) end
  end
  if not done then return nil, why end
  return host.enter(self.current)
end

-- The name that a path has in a run.
function state:place_of(path, folder)
  if self.way ~= "copy" then return path end
  for i, own in ipairs(self.paths) do
    if is_below(path, own) then return ("%s/memory/%d/copy%s"):format(folder, i, path:sub(#own + 1)) end
  end
  return path
end

function state:set_up_elsewhere(folder)
  host.remove(folder .. "/memory")
  for i, path in ipairs(self.paths) do
    host.make_folder(folder .. "/memory/" .. i)
    local done, why = host.copy(path, ("%s/memory/%d/copy"):format(folder, i))
    if not done then return nil, why end
  end
  return host.enter(self:place_of(self.current, folder))
end

-- The command's words as a run gets them.
function state:words(words, folder)
  local given = {}
  for i, word in ipairs(words) do
    given[i] = self.way == "copy" and word:sub(1, 1) == "/" and self:place_of(word, folder) or word
  end
  return given
end

-- A path of a run by the name that the user knows it by.
function state:name_of(path, folder)
  local i, rest = path:sub(#folder + 1):match("^/memory/(%d+)/copy(.*)$")
  if self.way ~= "copy" or not i or path:sub(1, #folder) ~= folder then return path end
  return self.paths[tonumber(i)] .. rest
end

local function join(folder, name) return name == "" and folder or (folder == "/" and "/" or folder .. "/") .. name end

-- What was below a folder that is no longer, or that another folder took the place of.
local function add_gone(folder, into)
  for name in pairs(host.walk(folder)) do
    local path = join(folder, name)
    into[path] = into[path] or "gone"
  end
end

-- What an overlay's upper folder says: names and what they are now, "gone" for what was removed.
function state:read_upper(names, path, into)
  local replaced = {}
  for name, now in pairs(names) do
    local full = join(path, name)
    into[full] = now:gsub(" opaque$", "")
    if self.old[full]:find("^dir") and (now:find(" opaque$") or not now:find("^dir")) then replaced[#replaced + 1] = full end
  end
  for _, folder in ipairs(replaced) do add_gone(folder, into) end
end

local function read_copy(names, path, into)
  for name, now in pairs(names) do into[join(path, name)] = now end
  if host.kind(path) == "dir" then add_gone(path, into) end
end

-- In a run's own world: what is in its copies now, for changes() outside of it.
function state:collect(folder)
  local all = {}
  for i in ipairs(self.paths) do
    local place = folder .. "/memory/" .. i
    local is_upper = host.kind(place .. "/upper") ~= nil
    all[i] = { is_upper = is_upper, names = host.walk(place .. (is_upper and "/upper" or "/copy")) }
  end
  return all
end

-- All that differs from the state before: {path = what it is now}.
function state:changes(collected)
  local now = {}
  for i, path in ipairs(self.paths) do
    if collected[i].is_upper then
      self:read_upper(collected[i].names, path, now)
    else
      read_copy(collected[i].names, path, now)
    end
  end
  for path, words in pairs(now) do
    if words == self.old[path] then now[path] = nil end
  end
  return now
end

-- What files were before any run, found out when first asked for: {path = words}, "gone" for what was not there.
local function before()
  return setmetatable({}, { __index = function(self, path)
    self[path] = host.describe(path) or "gone"
    return self[path]
  end })
end

-- Whether a way works here: a run that does nothing.
local function is_possible(self, way, folder)
  local try = setmetatable({ paths = self.paths, current = self.current, way = way }, state)
  local pid = host.fork(function()
    return try:set_up(folder) and 0 or 1
  end)
  local _, ended = host.wait(60)
  if way == "copy" then host.remove(folder .. "/memory") end
  return pid and ended.status == 0
end

-- The states of some paths. folder: where runs may keep things, in none of them. nil and why not.
function state.new(paths, current, folder)
  local self = setmetatable({ paths = {}, current = current, old = before() }, state)
  for i, path in ipairs(paths) do
    local real, why = host.absolute(path)
    if not real then return nil, why end
    if host.kind(real) == "file" then real = real:match("^(.+)/[^/]*$") or "/" end     -- it may be replaced by another
    if is_below(folder, real) then return nil, ("%s holds %s, where runs are kept: set TMPDIR to another place"):format(real, folder) end
    self.paths[i] = real
  end
  for _, way in ipairs(WAYS) do
    host.make_folder(folder .. "/try")
    if is_possible(self, way, folder .. "/try") then
      self.way = way
      return self
    end
  end
  return nil, "no copy of the state can be made in " .. folder
end

-- Whether a path belongs to what is copied.
function state:holds(path)
  for _, own in ipairs(self.paths) do
    if is_below(path, own) then return true end
  end
  return false
end

return state
