-- The words in which calls are described: types that are callable to make fields, and their makers.
-- How to run: local language = require "language"; local env, calls = language.environment()
-- Example: call.close { fd "fd" };  point = struct { int "x", int "y" };  ptr(point) "where" :full()
local netlink = require "netlink"

local language = {}

local Type, Field = {}, {}
Type.__index, Field.__index = Type, Field

local function new_type(kind, properties)
    local t = properties or {}
    t.kind = kind
    return setmetatable(t, Type)
end

local function is_type(x) return getmetatable(x) == Type end

local function check_type(x, maker)
    if not is_type(x) then
        error(("%s: a type is expected, got %s '%s'"):format(maker, type(x), tostring(x)), 3)
    end
    return x
end

-- type "name" makes a field; flow wrappers hand their flow on to it.
function Type:__call(name)
    if type(name) ~= "string" then
        error(("nothing called '%s' takes arguments"):format(self.ref or self.kind), 2)
    end
    local field = setmetatable({ name = name, type = self, flow = "IN", flags = {} }, Field)
    if self.kind == "flow" then
        field.type, field.flow, field.exit_type = self.element, self.flow, self.exit_type
    end
    return field
end

local function flag(name)
    return function(self) self.flags[name] = true return self end
end
Field.full, Field.bare, Field.hidden = flag "FULL", flag "BARE", flag "HIDDEN"
Field.spread, Field.nonzero, Field.named = flag "SPREAD", flag "NONZERO", flag "NAMED"
Field.changes, Field.at_end = flag "CHANGES", flag "AT_END"

-- In an inout struct: shown as a => b once the call has succeeded, also where they are equal.
function Field:becomes()
    self.flags.CHANGES, self.flags.NAMED = true, true
    return self
end

function Field:when(expression) self.condition = expression return self end

-- In a struct: stands at the place of the field before it, as in a union of C.
function Field:overlaps() self.is_overlapping = true return self end

-- Which word of the call it is, from 0, where that is not its place in the list; i386 where it differs.
-- "stack" is the stack pointer. Of 8 bytes on i386 the upper half is in the next word, or in `upper`.
function Field:word(x86_64, i386, upper)
    if x86_64 == "stack" then x86_64 = 7 end
    if upper then i386 = i386 | upper + 1 << 8 end
    self.words = { x86_64, i386 or x86_64 }
    return self
end

-- The word a result field of `after` looks at: an argument's name, or "ret".
function Field:of(name) self.source = name return self end

-- Width of a bit field.
function Field:bits(n) self.bit_count = n return self end

local function number(size, properties)
    local t = new_type("NUMBER", { style = "DECIMAL" })
    t.size = type(size) == "table" and size or { size, size }
    for k, v in pairs(properties or {}) do t[k] = v end
    return t
end

local LONG = { 8, 4 }

local function base_types(env)
    for _, bits in ipairs { 8, 16, 32, 64 } do
        env["s" .. bits] = number(bits // 8, { signed = true })
        env["u" .. bits] = number(bits // 8)
        env["x" .. bits] = number(bits // 8, { style = "HEX" })
        env["be" .. bits] = number(bits // 8, { style = bits == 16 and "PORT" or bits == 64 and "BE64" or "BE32", big_endian = true })
    end
    env.int, env.uint, env.xint = env.s32, env.u32, env.x32
    env.long, env.ulong = number(LONG, { signed = true }), number(LONG)
    env.size, env.ssize = env.ulong, env.long
    env.xlong = number(LONG, { style = "HEX" })
    env.addr = number(LONG, { style = "ADDRESS" })
    env.addr64 = number(8, { style = "ADDRESS" })
    for _, name in ipairs { "fd", "dirfd", "pid", "tid", "pgid", "uid" } do
        env[name] = number(4, { style = name:upper(), signed = true })
    end
    env.gid = env.uid
    env.uid16 = number(2, { style = "UID" })
    env.gid16 = env.uid16
    env.omode = number(4, { style = "OCTAL" })
    env.omode16 = number(2, { style = "OCTAL" })
    env.dev = number(4, { style = "DEVICE" })
    env.dev64 = number(8, { style = "DEVICE" })
    env.old_dev = number({ 8, 2 }, { style = "DEVICE" })
    env.inet4 = number(4, { style = "INET4", big_endian = true })
    env.kib = number(LONG, { style = "KIB" })
    env.wait_status = number(4, { style = "WAIT_STATUS" })
    env.time = number(LONG, { style = "TIME", signed = true })
    env.time64 = number(8, { style = "TIME", signed = true })
    env.clock_ticks = number(LONG, { style = "TICKS", signed = true })
    env.syscall_number = number(4, { style = "SYSCALL", signed = true })
    env.bool = number(4, { style = "BOOL" })
    env.none = new_type("NONE")
    env.str = new_type("STRING", { style = "TEXT" })
    env.path = new_type("STRING", { style = "PATH" })
end

-- { A = 1 } as "A=1", in the order of the numbers.
local function numbered(words)
    local names, list = {}, {}
    for name, value in pairs(words) do
        if type(name) == "string" then
            if not math.tointeger(value) then error(("names: %s is no number"):format(name), 0) end
            names[#names + 1] = name
        end
    end
    table.sort(names, function(a, b)
        if words[a] == words[b] then return a < b end
        return math.ult(words[a], words[b])
    end)
    for i, name in ipairs(names) do list[i] = ("%s=%d"):format(name, words[name]) end
    return list
end

-- Names in one string; in a list, where blanks may be part of them; or with their numbers: { A = 1 }.
local function split(words)
    local list = {}
    if type(words) == "string" then
        for word in words:gmatch("%S+") do list[#list + 1] = word end
        return list
    end
    if is_type(words) then error(("names: '%s' is none"):format(words.ref or words.kind), 0) end
    if type(words) ~= "table" or next(words) == nil then
        error('names: "A=1 B=2" or { A = 1, B = 2 } is expected', 0)
    end
    for i, word in ipairs(words) do
        if type(word) ~= "string" then error(("names: entry %d is no name"):format(i), 0) end
        list[i] = word
    end
    for _, word in ipairs(numbered(words)) do list[#list + 1] = word end
    return list
end

local function part(spec)
    if spec.enum then
        return { kind = "ENUM", mask = spec.mask or ~0, names = split(spec.enum), unknown = spec.unknown,
                 style = spec.decimal and "DECIMAL" }
    end
    if spec.flags then return { kind = "FLAGS", mask = spec.mask or ~0, names = split(spec.flags), unknown = spec.unknown } end
    if spec.shift then return { kind = "SHIFTED", mask = spec.mask, text = spec.shift, style = spec.number or "DECIMAL" } end
    return { kind = "NUMBER", mask = spec.mask, style = spec.number, names = {} }
end

local function names_type(parts, options)
    local t = new_type("NAMES", { size = { 4, 4 }, parts = parts })
    for k, v in pairs(options or {}) do t[k] = v end
    return t
end

local function length_type(kind, properties)
    return function(length)
        local t = new_type(kind, { length = length })
        for k, v in pairs(properties) do t[k] = v end
        return t
    end
end

local function fields_of(list, maker)
    local fields = {}
    for i, field in ipairs(list) do
        if getmetatable(field) ~= Field then
            error(("%s: entry %d is no field (type \"name\")"):format(maker, i), 3)
        end
        fields[i] = field
    end
    return fields
end

-- A case of a union: a type, or a field, whose name an argument has then. Nil for what is neither.
local function case_of(case)
    if getmetatable(case) ~= Field then return is_type(case) and case or nil end
    if next(case.flags) or case.condition or case.words then
        error(("union: '%s' is one of several cases, which have a type and a name alone"):format(case.name), 3)
    end
    return new_type("flow", { flow = case.flow, element = case.type, exit_type = case.exit_type, called = case.name })
end

local function makers(env)
    function env.ptr(t) return new_type("POINTER", { element = check_type(t, "ptr") }) end
    -- A pointer that takes 8 bytes on every machine.
    local function changed(t, key, value)
        local copy = {}
        for k, v in pairs(t) do copy[k] = v end
        copy[key] = value
        return setmetatable(copy, Type)
    end
    function env.wide(t) return changed(t, "size", { 8, 8 }) end
    -- In a struct: what such a pointer would lead to begins right here.
    function env.here(t) return new_type("HERE", { element = check_type(t, "here") }) end
    -- A pointer whose brief text is only the address and a count: counted(array(str), "var/vars");
    -- with "" the address alone, which is all that there is for bytes: counted(hexbuf "n", "").
    function env.counted(t, word)
        if t.kind == "BYTES" then return changed(t, "counted", true) end
        return new_type("POINTER", { element = check_type(t, "counted"), counted = true, name = word })
    end
    -- index: names of the places, which are written before the values: [NAME]=5. A length { "n", most = "256" }: of n
    -- that there are said to be no more than 256 are shown.
    function env.array(t, n, index)
        local most = type(n) == "table" and n.most or nil
        return new_type("ARRAY", { element = check_type(t, "array"), length = most and n[1] or n, most = most, index = index })
    end
    -- Values that tell how long they are; the next begins at a multiple of `align`.
    function env.records(t, bytes, stride, align)
        return new_type("RECORDS", { element = check_type(t, "records"), length = bytes, stride = stride, align = align })
    end
    -- Values of which each tells in the field `link` how far on the next begins, or one value without a link.
    -- They lie `from` .. `to` bytes after the start of the struct that has such a field; `count` of them, else up
    -- to one that leads no further. from_first: links count from the first one's start. `misplaced` is the text
    -- for one that does not lie there.
    function env.chain(t, place)
        return new_type("CHAIN", { element = check_type(t, "chain"), whole = env.whole(t, env.literal(place.misplaced)), link = place.link,
                                   from = place.from, to = place.to, count = place.count, from_first = place.from_first })
    end
    function env.struct(list)
        local form = list.moment and "MOMENT" or list.macro and "MACRO" or list.bare and "BARE" or list.list and "LIST"
            or list.ratio and "RATIO" or "BRACES"
        return new_type("STRUCT", { fields = fields_of(list, "struct"), pack = list.pack, show = list.show, bytes = list.bytes,
                                    form = form, name = list.macro, framed = list.list == true or list.ragged,
                                    plain = list.plain, signed = list.signed, commented = list.commented })
    end
    -- A struct of which only `length` bytes are there; below `least` it prints as an address.
    -- Its first `filled` bytes (or "whole") are always shown: zeros stand for those that are not there.
    function env.sized(t, length, least, filled)
        return new_type("SIZED", { element = check_type(t, "sized"), length = length, least = least, filled = filled })
    end
    function env.union(spec)
        local t = new_type("UNION", { selector = spec.sel, cases = {}, default = case_of(spec.default), own = spec.of })
        for name, case in pairs(spec) do
            local type = name ~= "default" and name ~= "of" and case_of(case)
            if type then t.cases[#t.cases + 1] = { name = name, type = type } end
        end
        table.sort(t.cases, function(a, b) return tostring(a.name) < tostring(b.name) end)
        return t
    end
    -- The arguments `names` of a call whose operation `sel` is: for each operation a list of types or fields, as
    -- many as it takes. Those behind them are nothing, or what the list says by `rest`.
    function env.per_operation(spec)
        local fields = {}
        for i, name in ipairs(split(spec.names)) do
            local cases = { sel = spec.sel, default = spec.default }
            for operation, list in pairs(spec) do
                local is_list = type(list) == "table" and getmetatable(list) == nil
                if is_list then cases[operation] = list[i] or list.rest or env.none end
            end
            fields[i] = env.union(cases)(name)
        end
        return table.unpack(fields)
    end
    function env.change(t) return new_type("flow", { flow = "CHANGE", element = check_type(t, "change") }) end
    for name, flow in pairs { out = "OUT", out_always = "OUT_ALWAYS", inout = "INOUT", inout_always = "INOUT_ALWAYS" } do
        env[name] = function(t)
            check_type(t, name)
            return new_type("flow", { flow = flow, element = t })
        end
    end
    for name, flow in pairs { entry_exit = "ENTRY_EXIT", entry_exit_always = "ENTRY_EXIT_ALWAYS" } do
        env[name] = function(a, b)
            return new_type("flow", { flow = flow, element = check_type(a, name), exit_type = check_type(b, name) })
        end
    end
    env.inbuf = length_type("BYTES", { style = "TEXT" })
    local out_bytes = length_type("BYTES", { style = "TEXT", output = true })
    function env.outbuf(length) return env.out(out_bytes(length)) end
    env.hexbuf = length_type("BYTES", { style = "HEX" })
    env.blob = length_type("BYTES", { style = "TEXT", inline = true })
    env.hexblob = length_type("BYTES", { style = "HEX", inline = true })
    -- What is left of a record or sized struct, which goes on for so many bytes in the program.
    function env.hexrest(length) return new_type("BYTES", { style = "HEX", inline = true, length = 0, whole = length }) end
    function env.textrest(length) return new_type("BYTES", { style = "TEXT", inline = true, length = 0, whole = length }) end
    -- Text whose last NUL, if it has one, is not shown.
    env.inbuf_nul = length_type("BYTES", { style = "TEXT", drops_nul = true })
    local out_nul = length_type("BYTES", { style = "TEXT", output = true, drops_nul = true })
    function env.outbuf_nul(length) return env.out(out_nul(length)) end
    -- Text that ends after so many bytes if there is no NUL before.
    env.text_up_to = length_type("STRING", { style = "TEXT" })
    -- Text that is never cut, in a room of so many bytes, of which the last is left for its NUL.
    env.path_up_to = length_type("STRING", { style = "PATH" })
    env.chars = length_type("STRING", { style = "TEXT", inline = true })
    env.pathchars = length_type("STRING", { style = "PATH", inline = true })
    function env.flags(names, options) return names_type({ part { flags = names } }, options) end
    function env.enum(names, options) return names_type({ part { enum = names } }, options) end
    function env.bits(spec)
        local parts = {}
        for i, p in ipairs(spec) do parts[i] = part(p) end
        return names_type(parts, { unknown = spec.unknown, joined = spec.joined, halves = spec.halves, plain = spec.plain,
                                   counted = spec.whole })
    end
    -- The names of one type in the width of another.
    function env.as(t, base) return new_type("AS", { element = check_type(t, "as"), base = check_type(base, "as") }) end
    -- Names that stand in words, whatever -X says: what is said about a result.
    function env.in_words(t) return new_type("AS", { element = check_type(t, "in_words"), in_words = true }) end
    -- A descriptor of another process: of the one whose id the expression gives, or its pidfd.
    function env.fd_of(owner) return number(4, { style = "FD", signed = true, owner = owner }) end
    function env.fd_by_pidfd(owner) return number(4, { style = "FD", signed = true, owner = owner, by_pidfd = true }) end
    -- A number of another style: as(u32, "HEX") would be a second as(), so: styled(u32, "KIB").
    function env.styled(t, style)
        local copy = number(t.size, { signed = t.signed })
        copy.style = style
        return copy
    end
    -- A number in units of 2^bits: what mmap2 is given are pages.
    function env.scaled(t, bits)
        local copy = number(t.size, { signed = t.signed, scale = bits })
        copy.style = t.style
        return copy
    end
    -- Helpers in C: of a word, of memory that a pointer leads to, of bytes within a struct. The last
    -- argument is a length, or { length =, total =, of = type } as core/describe/specials.h says.
    function env.special(helper, length) return new_type("SPECIAL", { helper = helper, size = { 4, 4 }, length = length }) end
    function env.special_at(helper, length) return new_type("SPECIAL", { helper = helper, size = LONG, length = length }) end
    function env.special_in(helper, bytes, alignment, more)
        return new_type("SPECIAL", { helper = helper, inline = true, alignment = alignment, length = more,
                                     size = type(bytes) == "table" and bytes or { bytes, bytes } })
    end
    -- Text that stands for itself: "Timeout".
    -- It may be the word for a value of type t, which -X shows.
    function env.literal(text, t) return new_type("NONE", { name = text, element = t }) end
    -- What is said of the field before it, in a comment behind that.
    function env.remark(text) return new_type("NONE", { name = text, commented = true }) end
end

-- call.NAME { fields...; returns = type, after = {...}, class = "words" } fills calls.any.NAME.
local function collector(calls, column)
    return setmetatable({}, { __index = function(_, name)
        return function(spec)
            calls[column] = calls[column] or {}
            if calls[column][name] then error(("call %s is described twice"):format(name), 2) end
            spec.name = spec.name or name
            spec.args = fields_of(spec, "call." .. name)
            calls[column][name] = spec
        end
    end })
end

-- A fresh _ENV for descriptions, and the calls that they fill: calls.any and calls.i386 by name.
function language.environment()
    local env, calls = {}, { any = {}, i386 = {} }
    base_types(env)
    makers(env)
    netlink.add(env, new_type, check_type)
    env.call, env.i386 = collector(calls, "any"), collector(calls, "i386")
    env.pairs, env.ipairs, env.string, env.table = pairs, ipairs, string, table
    local named = setmetatable({}, {
        -- Order does not matter: a name not known yet is a reference, resolved by the compiler.
        __index = function(_, name)
            local known = env[name]
            if known ~= nil then return known end
            return new_type("REF", { ref = name })
        end,
        __newindex = function(_, name, value)
            if rawget(env, name) ~= nil then error(("'%s' is defined twice"):format(name), 2) end
            if is_type(value) and not value.name then value.name = name end
            env[name] = value
        end,
    })
    return named, calls, env
end

language.is_type = is_type
return language
