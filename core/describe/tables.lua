-- Types as the language made them -> flat tables of records that refer to each other by index.
-- How to run: local tables = require("tables").new(constants, names_of_types); tables:call(spec, machine)
-- Example: tables:type(env.ptr(env.int), scope) -> 17, the same index for the same type
local expression = require "expression"
local layout = require "layout"
local constants_of = require "constants"

local Tables = {}
Tables.__index = Tables

local LONG = { 8, 4 }
local ABSENT = 0x7ab5e4708badf00d  -- a name that the machine has not

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

local function common_prefix(names)
    if #names == 0 then return "???" end
    local prefix = names[1]:match("^(.*_)") or ""
    for _, name in ipairs(names) do
        while prefix ~= "" and name:sub(1, #prefix) ~= prefix do
            prefix = prefix:sub(1, -2):match("^(.*_)") or ""
        end
    end
    return prefix .. "???"
end

function Tables:part(part)
    if part.kind == "SHIFTED" then
        return { part.mask, "SHIFTED", "DECIMAL", 0, self:string(part.text), 0 }, {}
    end
    local rows, words = {}, {}
    for _, name in ipairs(constants_of.expand(self.constants, part.names)) do
        rows[#rows + 1] = { self:string(name[1]), name[2] or ABSENT, name[3] or ABSENT }
        words[#words + 1] = name[1]
        self.all_names[name[1]] = { name[2] or name[3], name[3] or name[2] }
    end
    return { part.mask, part.kind, part.style or "HEX", #rows, self:rows("names", rows),
             self:string(part.unknown) }, words
end

local make = {}

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

local function flag_words(list)
    local words = {}
    for _, pair in ipairs(list) do
        if pair[1] then words[#words + 1] = "TYPE_" .. pair[2] end
    end
    return #words > 0 and table.concat(words, "|") or "0"
end

-- The row of a type. Its size and alignment are also kept in row.size, row.alignment for layout.
local function row_of(t, r)
    local size = r.size or { 0, 0 }
    local alignment = r.alignment or layout.number_alignment(size)
    local flags = flag_words {
        { t.signed, "SIGNED" }, { t.big_endian, "BIG_ENDIAN" }, { t.joined, "JOINS_NAMES" },
        { t.inline, "INLINE" }, { t.counted, "COUNTED" }, { t.output, "OUTPUT" }, { t.plain, "HEX_REST" },
        { t.commented, "COMMENTED" }, { t.single, "SINGLE" }, { t.in_words, "IN_WORDS" }, { t.halves, "HALVES" },
        { t.by_pidfd, "BY_PIDFD" },
    }
    return { t.kind, r.style or "0", flags, size[1], size[2], alignment[1], alignment[2],
             r.first or 0, r.count or 0, r.element or 0, r.length or 0, r.selector or 0, r.name or 0,
             size = size, alignment = alignment }
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

function make.BUILT_IN(_, t) return t.index, t.row end

function make.NONE(self, t, scope, depth)
    return row_of(t, { name = self:string(t.name ~= "none" and t.name or nil),
                       element = t.element and self:type(t.element, scope, depth) or 0 })
end

function make.NUMBER(self, t, scope)
    return row_of(t, { size = t.size, style = "STYLE_" .. t.style, count = t.scale,
                       length = self:expression(t.owner, scope) })
end

function make.NAMES(self, t, scope, depth)
    local rows, words = {}, {}
    for i, part in ipairs(t.parts) do
        local row, names = self:part(part)
        rows[i] = row
        table.move(names, 1, #names, #words + 1, words)
    end
    return row_of(t, { size = t.size, first = self:rows("parts", rows), count = #rows,
                       element = t.more and self:type(t.more, scope, depth) or 0, name = self:string(t.unknown or common_prefix(words)) })
end

local function constant_length(self, t)
    local length = tonumber(t.length) or (self.constants[t.length] or {})[1]
    if not length then error(("'%s' must be a number where it lies in a struct"):format(t.length), 0) end
    return length
end

local function bytes_like(self, t, scope)
    local n = t.inline and constant_length(self, t)
    return row_of(t, { size = t.inline and { n, n } or t.size or LONG, alignment = t.inline and { 1, 1 } or nil,
                       style = "STRING_" .. t.style, length = self:expression(t.length, scope) })
end
make.STRING, make.BYTES = bytes_like, bytes_like

function make.POINTER(self, t, scope, depth)
    return row_of(t, { size = t.size or LONG, element = self:type(t.element, scope, depth),
                       name = t.counted and self:string(t.name) })
end

function make.HERE(self, t, scope, depth)
    local _, row = self:type(t.element, scope, depth)
    local copy = { table.unpack(row) }
    copy[3] = row[3] == "0" and "TYPE_HERE" or row[3] .. "|TYPE_HERE"
    copy[4], copy[5], copy[6], copy[7] = 0, 0, 1, 1
    copy.size, copy.alignment = { 0, 0 }, { 1, 1 }
    return copy
end

-- out(...) and its like within a union: the flow is known only once the case is chosen.
function make.flow(self, t, scope, depth)
    local element, row = self:type(t.element, scope, depth)
    local flow = t.flow
    if flow == "CHANGE" then
        element = self:rows("types", { row_of({ kind = "CHANGE" }, { size = LONG, element = element }) })
        flow = "INOUT"
    end
    return row_of({ kind = "FLOW" }, { style = "FLOW_" .. flow, size = row.size, alignment = row.alignment,
                                       element = element,
                                       selector = t.exit_type and self:type(t.exit_type, scope, depth) })
end

function make.ARRAY(self, t, scope, depth)
    local element, row = self:type(t.element, scope, depth)
    local n = tonumber(t.length) or (self.constants[t.length] or {})[1] or 0
    return row_of(t, { size = { n * row.size[1], n * row.size[2] }, alignment = row.alignment,
                       element = element, length = self:expression(t.length, scope) })
end

function make.RECORDS(self, t, scope, depth)
    local element, row = self:type(t.element, scope, depth)
    local stride
    for i = 0, row.count - 1 do
        if self:at("fields", row[8] + i).text == t.stride then stride = i end
    end
    if not stride then error(("records: no field is called '%s'"):format(t.stride), 0) end
    return row_of(t, { element = element, length = self:expression(t.length, scope), selector = stride, count = t.align })
end

function make.SPECIAL(self, t, scope, depth)
    local length, of, total = t.length, nil, nil
    if type(length) == "table" then length, of, total = t.length.length, t.length.of, t.length.total end
    return row_of(t, { size = t.size, alignment = t.inline and { t.alignment or 4, t.alignment or 4 } or nil,
                       style = "SPECIAL_" .. t.helper:upper(), length = self:expression(length, scope),
                       selector = self:expression(total, scope),
                       element = of and self:type(of, scope, depth) or 0 })
end

-- The selector of a union with `of` is made of the fields of that struct, which lies at its place.
function Tables:own_scope(t, scope, depth)
    if not t.own then return scope, 0 end
    local inner, frame = { table.unpack(scope) }, {}
    for i, field in ipairs(self:resolve(t.own).fields) do
        frame[field.name] = { op = "FIELD", operand = i - 1 }
    end
    inner[#inner + 1] = frame
    return inner, (self:type(t.own, scope, depth))
end

function make.UNION(self, t, scope, depth)
    local inner, own = self:own_scope(t, scope, depth)
    local rows, size, alignment = {}, { 0, 0 }, { 1, 1 }
    local function measure(case)
        local index, row = self:type(case, scope, depth)
        for i = 1, 2 do
            size[i] = math.max(size[i], row.size[i])
            alignment[i] = math.max(alignment[i], row.alignment[i])
        end
        return index
    end
    for _, case in ipairs(t.cases) do
        local index = measure(case.type)
        for word in tostring(case.name):gmatch("%S+") do
            local n = math.tointeger(tonumber(word))
            local values = n and { n, n } or self.constants[word]
            if not values then error(("union: no constant is called '%s'"):format(word), 0) end
            rows[#rows + 1] = { values[1] or ABSENT, values[2] or ABSENT, index }
        end
    end
    local default = t.default and measure(t.default) or 0
    return row_of(t, { size = size, alignment = alignment, first = self:rows("choices", rows), count = #rows,
                       element = default, selector = self:expression(t.selector, inner), length = own })
end

-- The part of a struct that is there is `length` bytes, for { sized } of open_how and its like.
function make.SIZED(self, t, scope, depth)
    local _, row = self:type(t.element, scope, depth)
    local copy = {}
    for k, v in pairs(row) do copy[k] = v end
    copy[11] = self:expression(t.length, scope)
    copy[10], copy[12] = t.filled or 0, t.least or 0
    return copy
end

-- The number that a value begins with: itself, or the first field of a struct.
local function first_number(self, t)
    t = self:resolve(t)
    if t.kind == "SIZED" then return first_number(self, t.element) end
    if t.kind == "UNION" and t.default then return first_number(self, t.default) end
    if t.kind == "STRUCT" then return first_number(self, t.fields[1].type) end
    return t
end

local function pointee_size(self, t)
    t = self:resolve(t)
    if t.kind == "flow" then t = self:resolve(t.element) end
    if t.kind == "UNION" then
        for _, case in ipairs(t.cases) do
            local size = pointee_size(self, case.type)
            if size then return size end
        end
    end
    if t.kind ~= "POINTER" then return nil end
    local target = first_number(self, t.element)
    return target.size and (target.size[1] | target.size[2] << 4) or nil
end

local function print_order(fields, show)
    if not show then return fields end
    local order, by_name = {}, {}
    for _, field in ipairs(fields) do by_name[field.name] = field end
    for name in show:gmatch("%S+") do
        if not by_name[name] then error(("show: no field is called '%s'"):format(name), 0) end
        order[#order + 1] = by_name[name]
        by_name[name] = nil
    end
    for _, field in ipairs(fields) do
        if by_name[field.name] then
            field.flags.HIDDEN = true
            order[#order + 1] = field
        end
    end
    return order
end

function Tables:field_row(field, type_index, exit_type, offsets, bit_first, scope)
    local words = {}
    for name in pairs(field.flags) do words[#words + 1] = "FIELD_" .. name end
    table.sort(words)
    return { self:string(field.name), type_index, self:expression(field.condition, scope), offsets[1], offsets[2],
             exit_type, "FLOW_" .. field.flow, #words > 0 and table.concat(words, "|") or "0",
             bit_first or 0, field.bit_count or 0, text = field.name }
end

function make.STRUCT(self, t, scope, depth)
    local frame, inner = {}, { table.unpack(scope) }
    inner[#inner + 1] = frame
    local order = print_order(t.fields, t.show)
    for i, field in ipairs(order) do
        frame[field.name] = { op = "FIELD", operand = i - 1, pointee_size = pointee_size(self, field.type) }
    end
    local index, measured = {}, {}
    for _, field in ipairs(t.fields) do
        index[field], measured[field] = self:type(field.type, inner, depth)
    end
    local place = layout.struct(t.fields, function(field)
        return measured[field].size, measured[field].alignment
    end, t.pack)
    local offset, first_bit = {}, {}
    for n, field in ipairs(t.fields) do
        offset[field] = { place.offsets[1][n], place.offsets[2][n] }
        first_bit[field] = place.bit_first[n]
    end
    local rows = {}
    for i, field in ipairs(order) do
        rows[i] = self:field_row(field, index[field], 0, offset[field], first_bit[field], inner)
    end
    local row = row_of(t, { size = place.size, alignment = place.alignment, style = "FORM_" .. t.form,
                            first = self:rows("fields", rows), count = #rows, name = self:string(t.name) })
    row.count = #rows
    return row
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

function Tables:args(list, scope)
    local index, exits, measured = {}, {}, {}
    for i, field in ipairs(list) do
        scope[1][field.name] = { op = "WORD", operand = i - 1, pointee_size = pointee_size(self, field.type) }
        local t = self:resolve(field.type)
        if is_scalar(t) then
            local _, row = self:type(t, scope)
            scope[1][field.name].cast = cast_of(row)
        end
    end
    for i, field in ipairs(list) do
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
        exiting = { op = "EXITING", operand = 0 }, there = { op = "THERE", operand = 0 },
        is_64 = { op = "ABI", operand = 0 },
    } }
end

function Tables:call(spec, classes)
    local scope = call_scope()
    local first, count, words = self:args(spec.args, scope)
    local result = self:type(spec.returns or self.env.long, scope)
    local flags = {}
    if spec.never_fails then flags[#flags + 1] = "CALL_NEVER_FAILS" end
    if spec.never_returns then flags[#flags + 1] = "CALL_NEVER_RETURNS" end
    local calls = self.calls
    calls[#calls + 1] = { self:string(spec.name), count, #flags > 0 and table.concat(flags, "|") or "0",
                          first, result, after_fields(self, spec, scope, words), classes }
    return self.base.calls + #calls
end

return { new = new, call_scope = call_scope }
