#!/usr/bin/env lua5.4
-- Tells whether C files are as clang-format would have them; the column of comments is free.
-- Run: scripts/check-format.lua [--fix] [FILE...]     (without files: all that git knows)
-- Example: scripts/check-format.lua --fix core/trace/tracer.c
local fixes = arg[1] == "--fix"
if fixes then table.remove(arg, 1) end

local function lines_of(command)
  local pipe = assert(io.popen(command))
  local lines = {}
  for line in pipe:lines() do lines[#lines + 1] = line end
  return lines, pipe:close()
end

local function quoted(word)
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- A line without what the author may choose: the space before a comment at its end.
local function squeezed(line)
  return (line:gsub("(%S)%s+(/%*.*%*/%s*)$", "%1 %2"))
end

-- What the file should be: clang-format's lines, the author's where only such space differs.
local function wanted_lines(have, formatted)
  local own = {}
  for _, line in ipairs(have) do
    own[squeezed(line)] = line
  end
  local wanted = {}
  for i, line in ipairs(formatted) do
    wanted[i] = own[squeezed(line)] or line
  end
  return wanted
end

local function first_difference(have, formatted)
  for i = 1, math.max(#have, #formatted) do
    if squeezed(have[i] or "\n") ~= squeezed(formatted[i] or "\n") then return i end
  end
end

local function write_lines(path, lines)
  local file = assert(io.open(path, "w"))
  file:write(table.concat(lines, "\n"), "\n")
  file:close()
end

local files = arg
if #files == 0 then
  files = lines_of("git ls-files --cached --others --exclude-standard '*.c' '*.h'")
end
if #files == 0 then
  print("no files: not in a git work tree?")
  os.exit(77)
end

local n_wrong = 0
for _, path in ipairs(files) do
  local have = lines_of("cat " .. quoted(path))
  local formatted, ok = lines_of("clang-format --style=file " .. quoted(path))
  assert(ok, "clang-format failed")
  local at = first_difference(have, formatted)
  if at and fixes then
    write_lines(path, wanted_lines(have, formatted))
  elseif at then
    n_wrong = n_wrong + 1
    local is, should_be = have[at] or "(end)", formatted[at] or "(end)"
    print(("%s:%d: %s\n    want: %s"):format(path, at, is, should_be))
  end
  for i, line in ipairs(have) do
    if utf8.len(line) and utf8.len(line) > 100 then
      n_wrong = n_wrong + 1
      print(("%s:%d: longer than 100 columns"):format(path, i))
    end
  end
end
os.exit(n_wrong == 0)
