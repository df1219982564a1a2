#!/usr/bin/env lua5.4
-- Tells whether every file includes only what its floor may know: arrows point down, no circles.
-- Run: lua5.4 scripts/check-layers.lua     (from the root of the tree)
-- Example of a complaint: core/decode/text.c:3: decode may not include core/report/text.h
local floors = {                -- lowest first; what a floor may know hands on what it knows itself
  { "base" },
  { "describe" },
  { "abi" },
  { "tracee", "abi", "base" },
  { "look", "base" },
  { "decode", "describe", "tracee", "base" },
  { "event", "decode" },
  { "filter", "decode", "describe", "base" },
  { "report", "event", "filter", "base" },
  { "inject", "event", "filter", "base" },
  { "trace", "event", "filter" },
  { "lua", "event", "decode", "filter", "describe", "base", "report", "inject", "look" },
  { "cli", "base", "describe", "abi", "tracee", "look", "decode", "event", "filter", "report",
    "inject", "trace", "lua" },
}

-- may[floor][other]: other may be included, itself or through one that is. A row that names a
-- later one would be the beginning of a circle.
local may = {}
for _, row in ipairs(floors) do
  local own = { [row[1]] = true }
  for i = 2, #row do
    assert(may[row[i]], ("%s stands above %s"):format(row[i], row[1]))
    for other in pairs(may[row[i]]) do own[other] = true end
  end
  may[row[1]] = own
end

local function floor_of(path)
  return path:match("^core/([%w_]+)/") or path:match("^(lua)/")
end

local n_wrong, n_files = 0, 0
local function complain(path, line, what, ...)
  n_wrong = n_wrong + 1
  print(("%s:%d: " .. what):format(path, line, ...))
end

local function check_include(path, line_number, name)
  local floor, other = floor_of(path), floor_of(name)
  if name:find("..", 1, true) or not name:find("/", 1, true) then
    complain(path, line_number, '"%s" is not a full path', name)
  elseif not other then
    complain(path, line_number, '"%s" is on no floor', name)
  elseif not may[floor][other] then
    complain(path, line_number, "%s may not include %s", floor, name)
  end
end

local function check_file(path)
  if not may[floor_of(path) or ""] then
    return complain(path, 1, "stands on no floor that this script knows")
  end
  n_files = n_files + 1
  local line_number = 0
  for line in io.lines(path) do
    line_number = line_number + 1
    local name = line:match('^%s*#%s*include%s+"([^"]+)"')
    if name then check_include(path, line_number, name) end
  end
end

local files = assert(io.popen("find core lua -name '*.[ch]' | sort"))
for path in files:lines() do check_file(path) end
files:close()
if n_files == 0 then
  print("no files here: run it from the root of the tree")
end
os.exit(n_wrong == 0 and n_files > 0)
