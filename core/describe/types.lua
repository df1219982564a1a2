-- The kinds of types: a type as the language made it -> its row, with the rows it refers to.
-- How to run: local types = require("types"); types.make[t.kind](tables, t, scope, depth) -> row [or index, row]
-- Example: types.make.NUMBER(tables, env.int, scope) -> { "NUMBER", "0", ..., size = { 4, 4 } }
local layout = require "layout"

local LONG = { 8, 4 }
local ABSENT = 0x7ab5e4708badf00d  -- a name that the machine has not

local make = {}

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
        { t.commented, "COMMENTED" }, { t.in_words, "IN_WORDS" }, { t.halves, "HALVES" },
        { t.set, "SPACED" }, { t.by_pidfd, "BY_PIDFD" }, { t.drops_nul, "DROPS_NUL" }, { t.framed, "FRAMED" }, { t.chained, "CHAINED" },
    }
    return { t.kind, r.style or "0", flags, size[1], size[2], alignment[1], alignment[2],
             r.first or 0, r.count or 0, r.element or 0, r.length or 0, r.selector or 0, r.name or 0,
             size = size, alignment = alignment }
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
                       style = "STRING_" .. t.style, length = self:expression(t.whole or t.length, scope) })
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

-- out(...) and its like within a union, and cases with names: known only once the case is chosen.
function make.flow(self, t, scope, depth)
    if t.called and not t.is_of_argument then
        error(("'%s': only a case of an argument has a name of its own"):format(t.called), 0)
    end
    local element, row = self:type(t.element, scope, depth)
    local flow = t.flow
    if flow == "CHANGE" then
        element = self:rows("types", { row_of({ kind = "CHANGE" }, { size = LONG, element = element }) })
        flow = "INOUT"
    end
    return row_of({ kind = "CASE" }, { style = "FLOW_" .. flow, size = row.size, alignment = row.alignment,
                                       element = element, name = self:string(t.called),
                                       selector = t.exit_type and self:type(t.exit_type, scope, depth) })
end

function make.ARRAY(self, t, scope, depth)
    local element, row = self:type(t.element, scope, depth)
    local n = tonumber(t.length) or (self.constants[t.length] or {})[1] or 0
    return row_of(t, { size = { n * row.size[1], n * row.size[2] }, alignment = row.alignment,
                       element = element, length = self:expression(t.length, scope),
                       selector = t.index and self:type(t.index, scope, depth), first = self:expression(t.most, scope) })
end

-- The place of a field among those of a struct's row.
local function index_of(self, row, name)
    for i = 0, row.count - 1 do
        if self:at("fields", row[8] + i).text == name then return i end
    end
    error(("records: no field is called '%s'"):format(name), 0)
end

function make.RECORDS(self, t, scope, depth)
    local element, row = self:type(t.element, scope, depth)
    local stride = index_of(self, row, t.stride)
    return row_of(t, { style = t.by_name and "RECORDS_BY_NAME" or "RECORDS_IN_ORDER",
                       element = element, length = self:expression(t.length, scope), selector = stride, count = t.align,
                       first = self:expression(t.skip, scope),
                       alignment = t.inline and { t.align, t.align } or nil })
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
local function own_scope(self, t, scope, depth)
    if not t.own then return scope, 0 end
    local inner, frame = { table.unpack(scope) }, {}
    for i, field in ipairs(self:resolve(t.own).fields) do
        frame[field.name] = { op = "FIELD", operand = i - 1 }
    end
    inner[#inner + 1] = frame
    return inner, (self:type(t.own, scope, depth))
end

function make.UNION(self, t, scope, depth)
    local inner, own = own_scope(self, t, scope, depth)
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
            local n = math.tointeger(tonumber(word:match "=(.+)$" or word))
            local values = n and { n, n } or self.constants[word]
            if not values then error(("union: no constant is called '%s'"):format(word), 0) end
            rows[#rows + 1] = { values[1] or ABSENT, values[2] or ABSENT, index }
        end
    end
    self:order(rows, 1, -1)
    local default = t.default and measure(t.default) or 0
    return row_of(t, { size = size, alignment = alignment, first = self:rows("choices", rows), count = #rows,
                       element = default, selector = self:expression(t.selector, inner), length = own })
end

function make.CHAIN(self, t, scope, depth)
    local _, row = self:type(t.element, scope, depth)
    return row_of({ kind = "RECORDS", inline = true, chained = true }, {
        style = t.from_first and "RECORDS_FROM_FIRST" or "RECORDS_IN_ORDER",
        element = self:type(t.whole, scope, depth), length = self:expression(t.to, scope),
        first = self:expression(t.from, scope), count = self:expression(t.count, scope), alignment = { 1, 1 },
        selector = t.link and index_of(self, row, t.link) + 1 })
end

-- A union that looks at nothing but how many bytes there are at its place.
function make.WHOLE(self, t, scope, depth)
    local index, row = self:type(t.element, scope, depth)
    if row.size[1] == 0 or row[1] == "UNION" then return index, row end
    local short = self:type(t.short, scope, depth)
    local enough = ("left >= (is_64 ? %d : %d)"):format(row.size[1], row.size[2])
    return row_of({ kind = "UNION" }, { size = row.size, alignment = row.alignment, count = 1, element = short, length = index,
                                        first = self:rows("choices", { { 1, 1, index } }),
                                        selector = self:expression(enough, scope) })
end

-- The part of a struct that is there is `length` bytes, for { sized } of open_how and its like.
function make.SIZED(self, t, scope, depth)
    local _, row = self:type(t.element, scope, depth)
    local copy = {}
    for k, v in pairs(row) do copy[k] = v end
    copy[11] = self:expression(t.length, scope)
    copy[10], copy[12] = t.filled == "whole" and row.size[1] or t.filled or 0, t.least or 0
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
    for i = 1, 2 do place.size[i] = math.max(place.size[i], type(t.bytes) == "table" and t.bytes[i] or t.bytes or 0) end
    local row = row_of(t, { size = place.size, alignment = place.alignment, style = "FORM_" .. t.form,
                            first = self:rows("fields", rows), count = #rows, name = self:string(t.name) })
    row.count = #rows
    return row
end

return { make = make, row_of = row_of, pointee_size = pointee_size, ABSENT = ABSENT, LONG = LONG }
