-- Rows as core/describe and core/abi/numbers have them, for a person to read and to complete.
-- How to run: local rows = require "rows"; rows.call(name, arguments, knows), rows.constant(header, name, v64, v32)
-- Example: rows.call("close", { { type = "unsigned int", name = "fd" } }, env) -> 'call.close { fd "fd" }'
local M = {}

-- { pattern of the name, pattern of the type, row }; the first that fits is taken.
local SHAPES = {
    { "^dfd$", "int$", "dirfd" }, { "dirfd$", "int$", "dirfd" }, { "fd$", "int$", "fd" },
    { "path", "^const char %*$", "path" }, { "file", "^const char %*$", "path" },
    { "", "^const char %*$", "str" }, { "", "pid_t$", "pid" }, { "", "uid_t$", "uid" }, { "", "gid_t$", "gid" },
    { "", "umode_t$", "umode" }, { "", "loff_t$", "off" }, { "", "^size_t$", "size" },
    { "", "^unsigned int$", "uint" }, { "", "^int$", "int" }, { "", "^u32$", "u32" }, { "", "^u64$", "u64" },
    { "", "^long$", "long" }, { "", "%*$", "addr" },
}

local function pointer(argument, knows)
    local const, struct = argument.type:match("^(c?o?n?s?t? ?)struct ([%w_]+) %*$")
    if not struct or not knows(struct) then return nil end
    return const ~= "" and ("ptr(%s)"):format(struct) or ("out(ptr(%s))"):format(struct)
end

local function shape(argument, knows)
    local found = pointer(argument, knows)
    for _, row in ipairs(SHAPES) do
        if found then return found end
        if argument.name:find(row[1]) and argument.type:find(row[2]) then found = row[3] end
    end
    return found or "ulong"
end

function M.call(name, arguments, knows)
    if not arguments then
        return ("call.%s { }  -- nothing here tells its arguments; the manual page does"):format(name)
    end
    local fields, prototype = {}, {}
    for i, argument in ipairs(arguments) do
        fields[i] = ('%s "%s"'):format(shape(argument, knows), argument.name)
        prototype[i] = argument.type .. " " .. argument.name
    end
    return ("call.%s { %s }  -- (%s)"):format(name, table.concat(fields, ", "), table.concat(prototype, ", "))
end

-- A value that one machine has not is empty; "=" is as on x86_64. Of arm64 no header here tells.
function M.constant(header, name, value, value_32)
    local second = value_32 == nil and "" or value_32 == value and "=" or ("0x%x"):format(value_32 & 0xffffffff)
    return ("%s\t%s\t%s\t%s\t="):format(header, name, value and ("0x%x"):format(value) or "", second)
end

return M
