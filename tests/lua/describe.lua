-- The description compiler: expressions, layouts, constants, and the errors that it owes a writer.
-- Run: lua5.4 tests/lua/describe.lua core/describe
-- Example: lua5.4 tests/lua/describe.lua core/describe && echo fine
local folder = arg[1]
package.path = folder .. "/?.lua"
local expression, language = require "expression", require "language"
local tables_of, constants_of = require "tables", require "constants"

local passed, failed = 0, 0
local function test(name, body)
  local done, why = pcall(body)
  if done then passed = passed + 1 else failed = failed + 1 end
  if not done then print(("not ok: %s: %s"):format(name, why)) end
end

local function equal(have, want)
  if have ~= want then error(("have '%s', want '%s'"):format(tostring(have), tostring(want)), 2) end
end

local function fails(pattern, body)
  local done, why = pcall(body)
  if done then error("did not fail", 2) end
  if not tostring(why):find(pattern, 1, true) then error("failed with: " .. tostring(why), 2) end
end

local function code(text, names)
  local words = {}
  local compiled = expression.compile(text, function(name) return (names or {})[name] end)
  for i, step in ipairs(compiled) do words[i] = step[1] .. (step[2] and " " .. step[2] or "") end
  return table.concat(words, ", ")
end

test("precedence is C's", function()
  equal(code "1 + 2 * 3", "NUMBER 1, NUMBER 2, NUMBER 3, MUL, ADD")
  equal(code "1 | 2 & 4 == 4", "NUMBER 1, NUMBER 2, NUMBER 4, NUMBER 4, EQ, BIT_AND, BIT_OR")
  equal(code "(1 + 2) * 3", "NUMBER 1, NUMBER 2, ADD, NUMBER 3, MUL")
  equal(code "1 - 2 - 3", "NUMBER 1, NUMBER 2, SUB, NUMBER 3, SUB")
  equal(code "!1 ? 0x10 : 3", "NUMBER 1, NOT, NUMBER 16, NUMBER 3, CHOOSE")
  equal(code "max(0, min(1, 2, 3) + 4)",
        "NUMBER 0, NUMBER 1, NUMBER 2, MIN, NUMBER 3, MIN, NUMBER 4, ADD, MAX")
end)

test("a name is what the caller says, and * follows a pointer", function()
  local names = { n = { op = "WORD", operand = 2, cast = 0x44, pointee_size = 0x44 } }
  equal(code("n + 1", names), "WORD 2, CAST 68, NUMBER 1, ADD")
  equal(code("*n", names), "WORD 2, DEREF 68")
end)

test("wrong expressions say what is wrong", function()
  fails("nothing is called 'nope'", function() code "nope" end)
  fails("')' is missing", function() code "(1" end)
  fails("')' is missing", function() code "min(1, 2" end)
  fails("ends too early", function() code "1 +" end)
  fails("'2' is too much", function() code "1 2" end)
  fails("more than 32 values", function() code(("1 + ("):rep(32) .. "1" .. (")"):rep(32)) end)
end)

local constants = constants_of.load { folder .. "/constants/linux.tsv", folder .. "/constants/libc.tsv" }

local function struct_of(make)
  local named, _, env = language.environment()
  local tables = tables_of.new(constants, env)
  tables:string ""
  local _, row = tables:type(make(named), {})
  return row, tables
end

local function offsets(row, tables)
  local list = {}
  for i = 0, row.count - 1 do
    local field = tables.fields[row[8] + i]
    list[#list + 1] = ("%s %d/%d"):format(field.text, field[4], field[5])
  end
  return table.concat(list, ", ") .. (": %d/%d"):format(row.size[1], row.size[2])
end

test("structs are laid out as each machine's compiler does", function()
  equal(offsets(struct_of(function(e) return e.struct { e.int "a", e.u64 "b", e.long "c" } end)),
    "a 0/0, b 8/4, c 16/12: 24/16")
  equal(offsets(struct_of(function(e) return e.struct { pack = true, e.u32 "a", e.u64 "b" } end)),
    "a 0/0, b 4/4: 12/12")
  equal(offsets(struct_of(function(e)
    return e.struct { e.u32 "a" :bits(3), e.u32 "b" :bits(30), e.str "c" }
  end)), "a 0/0, b 4/4, c 8/8: 16/12")
  equal(offsets(struct_of(function(e)
    return e.struct { show = "b a", e.u8 "a", e.array(e.u16, 3) "b" }
  end)), "b 2/2, a 0/0: 8/8")
end)

test("what a description names must exist", function()
  fails("no type is called 'nosuch'", function()
    struct_of(function(e) return e.struct { e.nosuch "x" } end)
  end)
  fails("no constant is called 'O_NOSUCH'", function()
    struct_of(function(e) return e.flags "O_NOSUCH" end)
  end)
  fails("show: no field is called 'b'", function()
    struct_of(function(e) return e.struct { show = "b", e.int "a" } end)
  end)
  fails("defined twice", function()
    local named = language.environment()
    named.thing = named.int
    named.thing = named.int
  end)
end)

-- "NAME number" of each name of a type.
local function names_of(make)
  local row, tables = struct_of(function(e) return e.struct { make(e) "x" } end)
  local part, list = tables.parts[tables.types[tables.fields[row[8]][2]][8]], {}
  local text_of = {}
  for text, at in pairs(tables.string_at) do text_of[at] = text end
  for i = part[5], part[5] + part[4] - 1 do
    list[#list + 1] = text_of[tables.names[i][1]] .. " " .. tables.names[i][2]
  end
  return table.concat(list, ", ")
end

test("names stand in text, in a list, or with their numbers", function()
  equal(names_of(function(e) return e.enum "A=1 B=2" end), "A 1, B 2")
  equal(names_of(function(e) return e.enum { B = 2, A = 1 } end), "A 1, B 2")
  equal(names_of(function(e) return e.flags { "A b=4", F_C = 2, F_A = 1 } end), "A b 4, F_A 1, F_C 2")
  equal(names_of(function(e) return e.bits { { enum = { LAST = -1, FIRST = 0 } } } end), "FIRST 0, LAST -1")
end)

test("names that bring nothing are wrong", function()
  fails('"A=1 B=2" or { A = 1, B = 2 } is expected', function() names_of(function(e) return e.enum {} end) end)
  fails('"A=1 B=2" or { A = 1, B = 2 } is expected', function() names_of(function(e) return e.flags(5) end) end)
  fails("names: 'nothing_yet' is none", function() names_of(function(e) return e.enum(e.nothing_yet) end) end)
  fails("entry 1 is no name", function() names_of(function(e) return e.enum { 5 } end) end)
  fails("A is no number", function() names_of(function(e) return e.enum { A = "x" } end) end)
  fails("A is no number", function() names_of(function(e) return e.flags { A = 1.5 } end) end)
  fails("'A=x': x is no number", function() names_of(function(e) return e.enum "A=x" end) end)
  fails("no constant is called 'NOSUCH_*'", function() names_of(function(e) return e.enum "NOSUCH_*" end) end)
end)

-- The rows of a call, whose arguments make(env) gives.
local function call_of(make)
  local named, _, env = language.environment()
  local tables = tables_of.new(constants, env)
  tables:string ""
  tables:call({ name = "made", args = { make(named) } }, 0)
  return tables
end

-- "word name" of each case of an argument's union that has a name, in the order of their words.
local function case_names(tables, i)
  local union, words = tables.types[tables.fields[i][2]], {}
  for k = union[8], union[8] + union[9] - 1 do
    local case = tables.types[tables.choices[k][3]]
    if case[1] == "CASE" then words[#words + 1] = ("%d %s %s"):format(tables.choices[k][1], case[2], case[13]) end
  end
  return table.concat(words, ", ")
end

test("a case of an argument has a name of its own, and the flow of its type", function()
  local tables = call_of(function(e)
    return e.int "op", e.union { sel = "op", ["1"] = e.int "a", ["2"] = e.out(e.ptr(e.int)) "b", ["3"] = e.int, default = e.long } "arg"
  end)
  equal(case_names(tables, 2), ("1 FLOW_IN %d, 2 FLOW_OUT %d"):format(tables.string_at.a, tables.string_at.b))
end)

test("rows of operations are the cases of each argument", function()
  local tables = call_of(function(e)
    return e.int "op", e.per_operation { sel = "op", names = "x y", default = e.xlong,
      ["1"] = { e.int "a" }, ["2"] = { e.int "b", e.int "c" }, ["3"] = { rest = e.xlong, e.int "d" } }
  end)
  local at = tables.string_at
  equal(case_names(tables, 2), ("1 FLOW_IN %d, 2 FLOW_IN %d, 3 FLOW_IN %d"):format(at.a, at.b, at.d))
  equal(case_names(tables, 3), ("2 FLOW_IN %d"):format(at.c))
end)

test("names of cases stand where they mean something", function()
  fails("'a': only a case of an argument has a name of its own", function()
    struct_of(function(e) return e.struct { e.int "op", e.union { sel = "op", ["1"] = e.int "a" } "u" } end)
  end)
  fails("arg: a case is called 'op', as another argument is", function()
    call_of(function(e) return e.int "op", e.union { sel = "op", ["1"] = e.int "op" } "arg" end)
  end)
  fails("'a' is one of several cases, which have a type and a name alone", function()
    call_of(function(e) return e.int "op", e.union { sel = "op", ["1"] = e.int "a" :full() } "arg" end)
  end)
end)

test("patterns of names leave out what they are told to", function()
  local list = constants_of.expand(constants, { "SEEK_*", "!SEEK_MAX", "EXTRA=0x9" })
  local names = {}
  for i, row in ipairs(list) do names[i] = row[1] .. "=" .. row[2] end
  equal(table.concat(names, " "), "SEEK_SET=0 SEEK_CUR=1 SEEK_END=2 SEEK_DATA=3 SEEK_HOLE=4 EXTRA=9")
end)

print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0 and 0 or 1)
