-- Prototypes of system calls that a kernel's BTF holds (Documentation/bpf/btf.rst).
-- How to run: local prototypes = require("btf").prototypes("/sys/kernel/btf/vmlinux")
-- Example: prototypes.close == { { type = "unsigned int", name = "fd" } }, or false: without arguments' names
local M = {}

local INT, PTR, ARRAY, STRUCT, UNION, ENUM, FUNC, FUNC_PROTO = 1, 2, 3, 4, 5, 6, 12, 13
local VAR, DATASEC, DECL_TAG, ENUM64 = 14, 15, 17, 19
local KEYWORDS = { [STRUCT] = "struct ", [UNION] = "union ", [ENUM] = "enum ", [ENUM64] = "enum " }
local QUALIFIERS = { [10] = "const ", [9] = "volatile ", [11] = "", [18] = "" }
-- Bytes behind a type's head: so many, and so many for each of its members.
local BEHIND = { [INT] = { 4, 0 }, [ARRAY] = { 12, 0 }, [STRUCT] = { 0, 12 }, [UNION] = { 0, 12 }, [ENUM] = { 0, 8 },
                 [FUNC_PROTO] = { 0, 8 }, [VAR] = { 4, 0 }, [DATASEC] = { 0, 12 }, [DECL_TAG] = { 4, 0 }, [ENUM64] = { 0, 12 } }

local function read_types(bytes)
    local magic, _, _, head, types_at, types_length, strings_at = string.unpack("<I2BBI4I4I4I4", bytes)
    if magic ~= 0xeb9f then error("this is not BTF", 0) end
    local types, at = {}, head + types_at + 1
    local stop = at + types_length
    while at < stop do
        local name, info, of = string.unpack("<I4I4I4", bytes, at)
        local kind, count = info >> 24 & 0x1f, info & 0xffff
        types[#types + 1] = { name = string.unpack("z", bytes, head + strings_at + name + 1), kind = kind,
                              of = of, count = count, at = at + 12 }
        local behind = BEHIND[kind] or { 0, 0 }
        at = at + 12 + behind[1] + count * behind[2]
    end
    return types, function(offset) return string.unpack("z", bytes, head + strings_at + offset + 1) end
end

local function type_text(types, index, depth)
    local t = types[index]
    if not t or depth > 20 then return "void" end
    if t.kind == PTR then return type_text(types, t.of, depth + 1):gsub("%s*$", "") .. " *" end
    if QUALIFIERS[t.kind] then return QUALIFIERS[t.kind] .. type_text(types, t.of, depth + 1) end
    return (KEYWORDS[t.kind] or "") .. t.name
end

local function arguments(bytes, types, string_at, prototype)
    local list = {}
    for i = 0, prototype.count - 1 do
        local name, index = string.unpack("<I4I4", bytes, prototype.at + 8 * i)
        list[#list + 1] = { name = string_at(name), type = type_text(types, index, 0) }
    end
    return list
end

-- By name of call; false for a call whose arguments the compiler has folded away.
function M.prototypes(path)
    local file = io.open(path, "rb")
    if not file then return {} end
    local bytes = file:read("a")
    file:close()
    local types, string_at = read_types(bytes)
    local found = {}
    for _, t in ipairs(types) do
        local call = t.kind == FUNC and t.name:match("^__x64_sys_([%w_]+)$")
        if call then found[call] = found[call] or false end
        call = t.kind == FUNC and t.name:match("^__do_sys_([%w_]+)$")
        if call then found[call] = arguments(bytes, types, string_at, types[t.of]) end
    end
    return found
end

return M
