-- Calls and types as the language made them -> flat tables of records that refer to each other by index.
-- How to run: local tables = require("tables").new(constants, names_of_types); tables:call(spec, machine)
-- Example: tables:type(env.ptr(env.int), scope) -> 17, the same index for the same type
local expression = require "expression"
local constants_of = require "constants"
local types = require "types"

local Tables = {}
Tables.__index = Tables

local make, row_of, pointee_size = types.make, types.row_of, types.pointee_size
local ABSENT, LONG = types.ABSENT, types.LONG

-- base: rows that other tables hold already, by table, and bytes of strings; built_in(name): a type
-- of theirs, { kind = "BUILT_IN", index =, row = }, or nil.
local function new(constants, env, base, built_in)
    local none = setmetatable({}, { __index = function() return 0 end })
    base = base or none
    return setmetatable({
        constants = constants, env = env, base = base, built_in = built_in or function() end,
        strings = {}, string_bytes = base.strings, string_at = {},
        types = {}, fields = {}, parts = {}, names = {}, choices = {}, code = {}, big = {},
        calls = {}, known = {}, all_names = {},
    }, Tables)
end

-- The row of an index.
function Tables:at(where, index) return self[where][index - self.base[where]] end

function Tables:string(text)
    if not text then return 0 end
    if not self.string_at[text] then
        self.string_at[text] = self.string_bytes
        self.strings[#self.strings + 1] = text
        self.string_bytes = self.string_bytes + #text + 1
    end
    return self.string_at[text]
end

-- Adds a run of rows to a table unless the same run is there; returns the index of its first.
-- Index 0 is "none", so rows begin at 1.
function Tables:rows(where, rows)
    if #rows == 0 then return 0 end
    local keys = {}
    for i, row in ipairs(rows) do keys[i] = table.concat(row, ",") end
    local key = where .. ":" .. table.concat(keys, ";")
    if not self.known[key] then
        local list = self[where]
        self.known[key] = self.base[where] + #list + 1
        for _, row in ipairs(rows) do list[#list + 1] = row end
    end
    return self.known[key]
end

-- scope: list of frames, outermost first; a frame maps a name to { op, operand, ... }.
function Tables:expression(text, scope)
    if text == nil then return 0 end
    local function resolve(name)
        for depth = #scope, 1, -1 do
            local found = scope[depth][name]
            if found then
                if found.op ~= "FIELD" then return found end
                return { op = "FIELD", operand = (#scope - depth) << 16 | found.operand,
                         pointee_size = found.pointee_size }
            end
        end
        local values = self.constants[name]
        if values and values[1] then return { op = "NUMBER", operand = values[1] } end
    end
    local rows = {}
    for _, step in ipairs(expression.compile(text, resolve)) do
        local op, operand = step[1], step[2] or 0
        if op == "NUMBER" and (operand < 0 or operand >= 1 << 24) then
            op, operand = "BIG", self:rows("big", { { operand } })
        end
        rows[#rows + 1] = { op, operand }
    end
    rows[#rows + 1] = { "END", 0 }
    return self:rows("code", rows)
end

-- Rows in the order of the low 32 bits of one column, under a mask; those alike stay as they stood.
function Tables.order(_, rows, column, mask)
    local keys, place = {}, {}
    for i, row in ipairs(rows) do keys[row], place[row] = row[column] & mask & 0xffffffff, i end
    table.sort(rows, function(a, b)
        if keys[a] ~= keys[b] then return keys[a] < keys[b] end
        return place[a] < place[b]
    end)
end

-- The names of no bits at all come first: who looks for one need not go through the others.
local function put_zeros_first(rows)
    local zeros, others = {}, {}
    for _, row in ipairs(rows) do
        local list = (row[2] == 0 or row[3] == 0) and zeros or others
        list[#list + 1] = row
    end
    return table.move(others, 1, #others, #zeros + 1, zeros)
end

function Tables:part(part)
    if part.kind == "SHIFTED" then
        return { part.mask, "SHIFTED", part.style, 0, self:string(part.text), 0 }, {}
    end
    local rows, words = {}, {}
    for _, name in ipairs(constants_of.expand(self.constants, part.names)) do
        rows[#rows + 1] = { self:string(name[1]), name[2] or ABSENT, name[3] or ABSENT }
        words[#words + 1] = name[1]
        self.all_names[name[1]] = { name[2] or name[3], name[3] or name[2] }
    end
    if part.kind == "ENUM" then self:order(rows, 2, part.mask) end
    if part.kind == "FLAGS" then rows = put_zeros_first(rows) end
    return { part.mask, part.kind, part.style or "HEX", #rows, self:rows("names", rows),
             self:string(part.unknown) }, words
end

function Tables:resolve(t, depth)
    depth = depth or 0
    if t.kind == "REF" then
        local found = self.env[t.ref] or self.built_in(t.ref)
        if not found then error(("no type is called '%s'"):format(t.ref), 0) end
        if depth > 20 then error(("type '%s' refers to itself"):format(t.ref), 0) end
        return self:resolve(found, depth + 1)
    elseif t.kind == "AS" then
        local copy = {}
        for k, v in pairs(self:resolve(t.element, depth + 1)) do copy[k] = v end
        copy.in_words = copy.in_words or t.in_words
        if not t.base then return copy end
        local base = self:resolve(t.base)
        copy.size, copy.signed, copy.big_endian = base.size, base.signed, base.big_endian
        return copy
    end
    return t
end

function Tables:type(t, scope, depth)
    depth = (depth or 0) + 1
    if depth > 40 then error("types are nested too deeply; does one refer to itself?", 0) end
    t = self:resolve(t)
    if not make[t.kind] then error(("'%s' can't stand here"):format(t.kind), 0) end
    local row, final = make[t.kind](self, t, scope, depth)
    if type(row) == "number" then return row, final end
    local index = self:rows("types", { row })
    return index, self:at("types", index)
end

function Tables:field_row(field, type_index, exit_type, offsets, bit_first, scope)
    local words = {}
    for name in pairs(field.flags) do words[#words + 1] = "FIELD_" .. name end
    table.sort(words)
    return { self:string(field.name), type_index, self:expression(field.condition, scope), offsets[1], offsets[2],
             exit_type, "FLOW_" .. field.flow, #words > 0 and table.concat(words, "|") or "0",
             bit_first or 0, field.bit_count or 0, text = field.name }
end

local function cast_of(row)
    local is_signed = row[3]:find("SIGNED", 1, true) and 1 or 0
    return row.size[1] | row.size[2] << 4 | is_signed << 8
end

-- An argument that takes 8 bytes takes two words of a 32-bit machine.
local function arg_words(args, rows)
    local words, next_word = {}, { 0, 0 }
    for i, field in ipairs(args) do
        words[i] = field.words or { next_word[1], next_word[2] }
        next_word[1] = next_word[1] + 1
        next_word[2] = next_word[2] + (rows[i].size[2] == 8 and 2 or 1)
    end
    return words
end

local function is_scalar(t) return t.kind == "NUMBER" or t.kind == "NAMES" end

-- What an argument is as a number in expressions, whatever else its word holds: also one that is written as a macro of its
-- parts, and of a union (an ioctl's number) its default.
local function number_of(self, t)
    t = self:resolve(t)
    if is_scalar(t) or t.kind == "STRUCT" then return t end
    local default = t.kind == "UNION" and t.default and self:resolve(t.default)
    return default and default.kind == "SPECIAL" and default or nil
end

-- The cases that an argument may be are told that they are such; their names must not be taken.
local function mark_cases(self, field, t, taken)
    t = self:resolve(t)
    if t.kind == "UNION" then
        for _, case in ipairs(t.cases) do mark_cases(self, field, case.type, taken) end
        if t.default then mark_cases(self, field, t.default, taken) end
    elseif t.kind == "flow" then
        t.is_of_argument = true
        if t.called and t.called ~= field.name and taken[t.called] then
            error(("%s: a case is called '%s', as another argument is"):format(field.name, t.called), 0)
        end
        mark_cases(self, field, t.element, taken)
    end
end

function Tables:args(list, scope)
    local index, exits, measured = {}, {}, {}
    for i, field in ipairs(list) do
        scope[1][field.name] = { op = "WORD", operand = i - 1, pointee_size = pointee_size(self, field.type) }
        local t = number_of(self, field.type)
        if t then
            local _, row = self:type(t, scope)
            scope[1][field.name].cast = cast_of(row)
        end
    end
    for i, field in ipairs(list) do
        mark_cases(self, field, field.type, scope[1])
        if field.flow == "CHANGE" then
            local element = self:type(field.type, scope)
            local row = row_of({ kind = "CHANGE" }, { size = LONG, element = element })
            index[i] = self:rows("types", { row })
            measured[i] = row
            field.flow = "INOUT"
        else
            index[i], measured[i] = self:type(field.type, scope)
        end
        exits[i] = field.exit_type and self:type(field.exit_type, scope) or 0
    end
    local words, rows = arg_words(list, measured), {}
    for i, field in ipairs(list) do
        rows[i] = self:field_row(field, index[i], exits[i], words[i], 0, scope)
    end
    return self:rows("fields", rows), #rows, words
end

local function after_fields(self, spec, scope, words)
    if not spec.after then return 0 end
    local rows = {}
    for i, field in ipairs(spec.after) do
        local word = { 6, 6 }
        if field.source ~= "ret" then
            for n, arg in ipairs(spec.args) do
                if arg.name == field.source then word = words[n] end
            end
        end
        rows[i] = self:field_row(field, self:type(field.type, scope), 0, word, 0, scope)
    end
    local row = row_of({ kind = "STRUCT" }, { first = self:rows("fields", rows), count = #rows })
    return self:rows("types", { row })
end

-- What an expression of a call may name before its arguments do.
local function call_scope()
    return { {
        ret = { op = "RESULT", operand = 0 }, err = { op = "ERROR", operand = 0 },
        exiting = { op = "EXITING", operand = 0 }, brief = { op = "BRIEF", operand = 0 }, there = { op = "THERE", operand = 0 },
        left = { op = "LEFT", operand = 0 }, is_64 = { op = "ABI", operand = 0 },
    } }
end

function Tables:call(spec, classes)
    local scope = call_scope()
    local first, count, words = self:args(spec.args, scope)
    local result = self:type(spec.returns or self.env.long, scope)
    local flags = {}
    if spec.never_fails then flags[#flags + 1] = "CALL_NEVER_FAILS" end
    if spec.never_returns then flags[#flags + 1] = "CALL_NEVER_RETURNS" end
    if spec.acts_and_fails then flags[#flags + 1] = "CALL_ACTS_AND_FAILS" end
    if spec.fails_unchanged then flags[#flags + 1] = "CALL_FAILS_UNCHANGED" end
    local calls = self.calls
    calls[#calls + 1] = { self:string(spec.name), count, #flags > 0 and table.concat(flags, "|") or "0",
                          first, result, after_fields(self, spec, scope, words), classes }
    return self.base.calls + #calls
end

return { new = new, call_scope = call_scope }
