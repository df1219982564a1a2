-- Classes of calls: strace's own (%file ...), and with a leading + those that scripts mean (%open ...).
-- How to run: local classes = require "classes"; classes.of(spec, tables) -> bits
-- Example: a call with a path argument is in "file"; class = "network" names one by hand
local classes = {}

-- The bit of a class is its place here.
classes.names = {
    "file", "desc", "process", "network", "signal", "ipc", "memory", "creds", "clock", "pure",
    "stat", "lstat", "fstat", "statfs", "fstatfs", "%stat", "%statfs",
    "+open", "+read", "+write", "+stat", "+sync", "+connect", "+exec", "+fork", "+wait", "+sleep",
    "+poll", "+lock", "+unlink", "+rename", "+mount", "+close", "+dup", "+mmap", "+accept", "+send", "+recv",
    "+namespace",
}

local bit_of = {}
for i, name in ipairs(classes.names) do bit_of[name] = i - 1 end

-- What the arguments' types tell: FD and DIRFD make "desc", PATH makes "file".
local function derive(spec, tables, add)
    for _, field in ipairs(spec.args) do
        local t = tables:resolve(field.type)
        if t.style == "FD" or t.style == "DIRFD" then add "desc" end
        if t.kind == "STRING" and t.style == "PATH" then add "file" end
    end
end

function classes.of(spec, tables)
    local bits = 0
    local function add(name)
        if not bit_of[name] then error(("no class is called '%s'"):format(name), 0) end
        bits = bits | 1 << bit_of[name]
    end
    derive(spec, tables, add)
    for word in (spec.class or ""):gmatch("%S+") do
        local removed = word:match("^!(.+)$")
        if removed then bits = bits & ~(1 << bit_of[removed]) else add(word) end
    end
    return bits
end

return classes
