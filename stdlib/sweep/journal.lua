-- What an interrupted sweep had done, kept in a file of the user's until it is complete.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: local journal = require "sweep.journal".open(key); journal:add(record); journal:remove()
local host = require "host"

local journal = {}
journal.__index = journal

local function folder()
  local home = os.getenv "XDG_STATE_HOME"
  if home and home ~= "" then return home .. "/moontap" end
  home = os.getenv "HOME"
  return home and home .. "/.local/state/moontap"
end

local function read(path, done)
  local file, n = io.open(path), 0
  for line in file and file:lines() or function() end do
    local is_row, row = pcall(json.decode, line)
    if is_row and type(row) == "table" and row.id then
      for name, value in pairs(row) do
        if value == json.null then row[name] = nil end
      end
      done[row.id], n = row, n + 1
    end
  end
  if file then file:close() end
  return n
end

-- key: what makes two sweeps the same.
function journal.open(key)
  local self = setmetatable({ done = {}, n_done = 0 }, journal)
  local place = folder()
  if not place or not host.make_folder(place) then return self end
  self.path = ("%s/sweep-%s"):format(place, host.hash(key))
  self.n_done = read(self.path, self.done)
  self.file = io.open(self.path, "a")
  return self
end

function journal:add(record)
  if not self.file then return end
  self.file:write(json.encode(record), "\n")
  self.file:flush()
end

function journal:close()
  if self.file then self.file:close() end
end

function journal:remove()
  self:close()
  if self.path then os.remove(self.path) end
end

return journal
