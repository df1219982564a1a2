-- Structs lie as the C compiler lays out the kernel's: size and offset of every field, on both machines.
-- Run: lua5.4 tests/facts/layouts.lua ROOT CC     Example: lua5.4 tests/facts/layouts.lua . gcc
local root, cc = arg[1], arg[2] or "cc"
package.path = root .. "/core/describe/?.lua;" .. root .. "/tests/facts/?.lua"
local all, report = require("facts").load(root), require "report"
local tables = require("tables").new(all.constants, all.env)

local function assertions(row, name, column)
  local lines = {}
  for i = 0, row.count - 1 do
    local field = tables.fields[row[8] + i]
    if field[10] == 0 and field.text:match("^[%a_][%w_]*$") then
      lines[#lines + 1] = ('_Static_assert(__builtin_offsetof(%s, %s) == %d, "%s");'):format(
        name, field.text, field[3 + column], field.text)
    end
  end
  return lines
end

local function compile(text, bits)
  local path = os.tmpname()
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
  local pipe = io.popen(("%s %s -xc -w -fsyntax-only %s 2>&1"):format(cc, bits, path))
  local output = pipe:read "a"
  pipe:close()
  os.remove(path)
  return output
end

local n_unnamed = 0
-- What conditions ask of a call; where fields lie, it does not change.
local asked = { op = "ABI", operand = 0 }
local function check(described, header, name, column)
  local bits = column == 1 and "-m64" or "-m32"
  local _, row = tables:type(all.env[described], { { is_64 = asked, exiting = asked, err = asked } })
  local lines = assertions(row, name, column)
  local n = #lines
  table.insert(lines, 1, ("#include <linux/types.h>\n#include <%s>"):format(header))
  lines[#lines + 1] = ('_Static_assert(sizeof(%s) >= %d, "size");\n'):format(name, row.size[column])
  local output = compile(table.concat(lines, "\n"), bits)
  local _, n_wrong = output:gsub('static assertion failed: "([%w_]+)"', function(field)
    report.check(false, "%s %s: %s is elsewhere", name, bits, field)
  end)
  -- Names that only one of the two has: reserved words, parts of a union.
  local _, n_strange = output:gsub("has no member named", "")
  report.check(not output:find("undefined type") and not output:find("No such file"), "%s %s: %s", name, bits, output)
  report.check(n_strange < n, "%s %s: no field has the header's name", name, bits)
  n_unnamed = n_unnamed + n_strange
  report.passed = report.passed + n - n_wrong - n_strange
end

local n_structs = 0
for line in io.lines(root .. "/tests/facts/structs.txt") do
  local described, header, name, machine = line:match("^([^#\t]+)\t([^\t]+)\t([^\t]+)\t?([^\t]*)$")
  if described then
    n_structs = n_structs + 1
    assert(all.env[described], "no struct is described as " .. described)
    if machine ~= "i386" then check(described, header, name, 1) end
    if machine ~= "x86_64" then check(described, header, name, 2) end
  end
end
print(("%d structs; %d fields have other names in the headers"):format(n_structs, n_unnamed))
report.finish()
