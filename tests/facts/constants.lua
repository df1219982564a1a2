-- Constants agree with the headers that are installed: a _Static_assert each, where the header has it.
-- Run: lua5.4 tests/facts/constants.lua ROOT CC     Example: lua5.4 tests/facts/constants.lua . gcc
local root, cc = arg[1], arg[2] or "cc"
package.path = root .. "/core/describe/?.lua;" .. root .. "/tests/facts/?.lua"
local report = require "report"

local all = require("facts").load(root)
local tables = require("tables").new(all.constants, all.env)
for _, list in pairs(all.calls) do
  for _, spec in pairs(list) do tables:call(spec, 0) end
end

-- The constants that descriptions name, by header.
local function by_header(path)
  local headers, order = {}, {}
  for line in io.lines(path) do
    local header, name, x86_64, i386 = line:match("^([^#\t]+)\t([^\t]+)\t([^\t]*)\t([^\t]*)")
    if header and tables.all_names[name] then
      if not headers[header] then
        headers[header] = {}
        order[#order + 1] = header
      end
      table.insert(headers[header], { name, x86_64, i386 == "=" and x86_64 or i386 })
    end
  end
  return headers, order
end

-- One C file: every constant of a header that the header of this machine has.
local function source(header, rows, column)
  local lines = { "#include <linux/types.h>", ("#if __has_include(<%s>)"):format(header), ("#include <%s>"):format(header) }
  for _, row in ipairs(rows) do
    if row[column] ~= "" then
      lines[#lines + 1] = ("#ifdef %s"):format(row[1])
      lines[#lines + 1] = ('_Static_assert((unsigned)(%s) == (unsigned)%sULL, "%s");'):format(row[1], row[column], row[1])
      lines[#lines + 1] = "#endif"
    end
  end
  lines[#lines + 1] = "#endif\n"
  return table.concat(lines, "\n")
end

local function compile(path, options)
  local pipe = io.popen(("%s %s -xc -w %s 2>&1"):format(cc, options, path))
  local output = pipe:read "a"
  pipe:close()
  return output
end

local function check(header, rows, bits, column)
  local path = os.tmpname()
  local file = assert(io.open(path, "w"))
  file:write(source(header, rows, column))
  file:close()
  local _, n_asserted = compile(path, bits .. " -E"):gsub("_Static_assert", "")
  local n_wrong = 0
  for name in compile(path, bits .. " -fsyntax-only"):gmatch('static assertion failed: "([%w_]+)"') do
    n_wrong = n_wrong + 1
    report.check(false, "%s: %s is not what the installed header says", header, name)
  end
  report.passed = report.passed + n_asserted - n_wrong
  os.remove(path)
end

local headers, order = by_header(root .. "/core/describe/constants/linux.tsv")
for _, header in ipairs(order) do
  check(header, headers[header], "-m64", 2)
  check(header, headers[header], "-m32", 3)
end
print(("%d headers"):format(#order))
report.finish()
