-- describe: structs, ioctls and calls of the script's own, in the words of the built-in descriptions.
-- Run: part of every script's world; not a script of its own.
-- Example: describe [[ point = struct { s32 "x", s32 "y" }  ioctl.DRAW { 0x40086401, ptr(point) } ]]
local raw = moontap.describe
local FOLDER = "core/describe/"

-- The compiler's files, in a world of their own.
local world = {
  setmetatable = setmetatable, getmetatable = getmetatable, type = type, tostring = tostring,
  tonumber = tonumber, error = error, assert = assert, pcall = pcall, pairs = pairs, ipairs = ipairs,
  select = select, string = string, table = table, math = math, rawget = rawget, rawset = rawset, next = next,
}
local loaded = {}
function world.require(name)
  if not loaded[name] then
    loaded[name] = raw.chunk(raw.source(FOLDER .. name .. ".lua"), "=<moontap>/" .. name .. ".lua", world)()
  end
  return loaded[name]
end

-- What a first call of describe makes, and later ones add to.
local state

-- The types that a built-in struct's name stands for, as the compiler takes them.
local function built_in_type(index)
  local size, size32, alignment, alignment32 = raw.type(index)
  local row = { "BUILT_IN", "0", "0", size = { size, size32 }, alignment = { alignment, alignment32 }, count = 0 }
  return { kind = "BUILT_IN", index = index, row = row, size = row.size }
end

local constants = setmetatable({}, {
  __index = function(_, name)
    local x86_64, i386 = raw.constant(name)
    return x86_64 and { x86_64, i386 } or nil
  end,
  -- For patterns of names.
  __pairs = function(self)
    local i = -1
    return function()
      i = i + 1
      local name = raw.constant_at(i)
      return name, name and self[name]
    end
  end,
})

local function begin()
  local language, tables = world.require "language", world.require "tables"
  local named, calls, env = language.environment()
  local ioctls = {}
  env.ioctl = setmetatable({}, { __index = function(_, name)
    return function(spec)
      if math.type(spec[1]) ~= "integer" or not language.is_type(spec[2]) then
        error(("ioctl.%s: a number and a type are expected, as in ioctl.%s { 0x40086401, ptr(point) }"):format(name, name), 2)
      end
      ioctls[#ioctls + 1] = { name = name, code = spec[1], type = spec[2] }
    end
  end })
  local function built_in(name)
    local index = raw.struct(name)
    return index > 0 and built_in_type(index) or nil
  end
  state = { named = named, calls = calls, env = env, ioctls = ioctls,
            tables = tables.new(constants, env, raw.sizes(), built_in), call_scope = tables.call_scope }
end

-- "TYPE_SIGNED|TYPE_INLINE" -> the number that C knows it as.
local function value_of(words, prefix)
  if math.type(words) == "integer" then return words end
  local value = 0
  for word in tostring(words):gmatch("[^|]+") do
    local number = tonumber(word) or raw.symbol((prefix or "") .. word)
    if number < 0 then error("describe: no such thing as " .. (prefix or "") .. word, 0) end
    value = value | number
  end
  return value
end

-- Which columns of a table's rows are names, and the prefix that they stand without.
local symbolic = {
  types = { [1] = "TYPE_", [2] = "", [3] = "" }, fields = { [7] = "", [8] = "" },
  parts = { [2] = "PART_", [3] = "STYLE_" }, calls = { [3] = "" }, code = { [1] = "EXPR_" },
  names = {}, choices = {}, big = {},
}

-- The rows since the last time, as numbers; the tables begin anew behind them.
local function take_rows()
  local tables, rows = state.tables, {}
  for name, columns in pairs(symbolic) do
    rows[name] = {}
    for i, row in ipairs(tables[name]) do
      local numbers = {}
      for k, cell in ipairs(row) do numbers[k] = columns[k] and value_of(cell, columns[k]) or cell end
      rows[name][i] = numbers
    end
    tables.base[name] = tables.base[name] + #tables[name]
    tables[name] = {}
  end
  rows.strings = #tables.strings > 0 and table.concat(tables.strings, "\0") .. "\0" or ""
  tables.strings, tables.base.strings, tables.known = {}, tables.string_bytes, {}
  return rows
end

-- ioctl's second argument gets the new names, its third a union whose default is what it was.
local function add_ioctls()
  local tables, env = state.tables, state.env
  if #state.ioctls == 0 then return function() end end
  local op_field, op_type = raw.argument("ioctl", 1)
  local argp_field, argp_type = raw.argument("ioctl", 2)
  local known, unknown = raw.names_behind(op_type)
  local names = {}
  local cases = { sel = "op", default = built_in_type(argp_type) }
  setmetatable(cases.default, getmetatable(env.int))
  for i, ioctl in ipairs(state.ioctls) do
    names[i] = { tables:string(ioctl.name), ioctl.code, ioctl.code }
    cases[tostring(ioctl.code)] = ioctl.type
  end
  local scope = state.call_scope()
  scope[1].op = { op = "WORD", operand = 1, cast = 0x44 }
  local union = tables:type(env.union(cases), scope)
  local part = { ~0, "ENUM", "HEX", #names, tables:rows("names", names), 0 }
  local size = env.uint.size
  local enum = tables:rows("types", { { "NAMES", "0", "0", size[1], size[2], size[1], size[2],
    tables:rows("parts", { part }), 1, known, 0, 0, unknown } })
  local op = tables:rows("types", { { "SPECIAL", "SPECIAL_IOC", "0", size[1], size[2], size[1], size[2],
    0, 0, enum, 0, 0, 0 } })
  state.ioctls = {}
  return function()
    raw.retype(op_field, op)
    raw.retype(argp_field, union)
  end
end

local function add_calls()
  local classes, added = world.require "classes", {}
  for machine, list in pairs(state.calls) do
    for name, spec in pairs(list) do
      if math.type(spec.number) ~= "integer" then error(("call.%s: which number? number = 500"):format(name), 0) end
      local index = state.tables:call(spec, classes.of(spec, state.tables))
      added[#added + 1] = { machine == "any" and 0 or 1, spec.number, index }
      list[name] = nil
    end
  end
  return function()
    for _, call in ipairs(added) do raw.number(table.unpack(call)) end
  end
end

-- Structs are made at once, so that what is wrong with them is told where they stand.
local function add_structs()
  for _, t in pairs(state.env) do
    if type(t) == "table" and t.kind == "STRUCT" and not t.is_made then
      state.tables:type(t, state.call_scope())
      t.is_made = true
    end
  end
end

local function run(what)
  if not state then begin() end
  if type(what) == "string" then
    raw.chunk(what, "=describe", state.named)()
  else
    what(state.named)
  end
  add_structs()
  local finish_calls, finish_ioctls = add_calls(), add_ioctls()
  raw.extend(take_rows())
  finish_calls()
  finish_ioctls()
end

-- describe(text) or describe(function(_ENV) ... end); what is wrong is told at the caller's line.
function describe(what)
  if type(what) ~= "string" and type(what) ~= "function" then
    error("describe: a text or a function(_ENV) is expected", 2)
  end
  local done, why = pcall(run, what)
  if not done then error(why, 2) end
end
