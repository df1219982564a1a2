-- Every call of every machine is described, with as many arguments as the kernel's prototype has and
-- pointers where it has pointers.
-- Run: lua5.4 tests/facts/calls.lua ROOT     Example: lua5.4 tests/facts/calls.lua .
local root = arg[1]
package.path = root .. "/core/describe/?.lua;" .. root .. "/tests/facts/?.lua"
local all, report = require("facts").load(root), require "report"
local tables = require("tables").new(all.constants, all.env)

-- Calls whose rows differ from the prototype by design, each with the reason.
local differs = {}
for line in io.lines(root .. "/tests/facts/prototypes_differ.txt") do
  local name, why = line:match("^(%S+)%s+(.+)$")
  if name and name ~= "#" then differs[name] = why end
end

local is_dead = {}
for line in io.lines(root .. "/tests/facts/calls_dead.txt") do
  is_dead[line] = true
end

local function live_names(machine)
  local names = {}
  for _, name in pairs(all.numbers[machine]) do
    if not is_dead[name] then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

local n_live = {}
for _, machine in ipairs { "x86_64", "i386" } do
  n_live[machine] = 0
  for _, name in ipairs(live_names(machine)) do
    n_live[machine] = n_live[machine] + 1
    local described = all.calls.any[name] or (machine == "i386" and all.calls.i386[name])
    report.check(described, "%s: call %s has no description", machine, name)
  end
end

local function is_pointer(t)
  t = tables:resolve(t)
  if t.kind == "flow" then return is_pointer(t.element) end
  if t.kind == "UNION" then return true end      -- may be either; the cases are tried live
  if t.kind == "SPECIAL" then return t.size[1] == 8 end
  return t.kind == "POINTER" or t.kind == "STRING" or t.kind == "BYTES" or t.style == "ADDRESS"
end

local function arguments(text)
  local list = {}
  for argument in text:gmatch("[^,]+") do list[#list + 1] = argument end
  return list
end

-- Words of a call by position: print order may differ from register order.
local function by_word(spec)
  local list, highest = {}, 0
  for i, field in ipairs(spec.args) do
    local word = field.words and field.words[1] or i - 1
    list[word + 1] = field
    highest = math.max(highest, word + 1)
  end
  return list, highest
end

local function compare(name, prototype)
  local spec = all.calls.any[name]
  if not spec or differs[name] then return end
  local wanted, fields, count = arguments(prototype), by_word(spec)
  report.check(count == #wanted, "%s: %d arguments are described, the kernel has %d", name, count, #wanted)
  for i, text in ipairs(wanted) do
    local is_wanted = text:find("*", 1, true) ~= nil or text:find("cap_user_", 1, true) ~= nil
    local field = fields[i]
    if field and is_wanted then
      report.check(is_pointer(field.type), "%s: argument %s is no pointer, the kernel has '%s'", name, field.name, text)
    end
  end
end

local n_prototypes = 0
for line in io.lines(root .. "/tests/facts/prototypes.txt") do
  local name, list = line:match("^([%w_]+)%((.*)%)$")
  if name then
    n_prototypes = n_prototypes + 1
    compare(name, list)
  end
end
print(("%d calls of x86_64, %d of i386, %d prototypes"):format(n_live.x86_64, n_live.i386, n_prototypes))
report.finish()
