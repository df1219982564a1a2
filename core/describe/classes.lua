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

-- What no description tells: calls that strace counts among a class, or (with !) does not.
local by_hand = {
    desc = "poll ppoll ppoll_time64 bpf io_uring_setup io_uring_enter io_uring_register"
        .. " perf_event_open sendfile sendfile64 socketcall readdir",
    process = "!unshare",
    creds = "prctl",
    clock = "!stime clock_getres clock_getres_time64 clock_adjtime clock_adjtime64",
    signal = "io_uring_enter",
    memory = "io_setup io_destroy io_uring_register break",
    ipc = "ipc",
    network = "getpmsg putpmsg",
    file = "uselib",
}

local bit_of = {}
for i, name in ipairs(classes.names) do bit_of[name] = i - 1 end

-- { class = is_in } of a call, by hand.
local function listed(name)
    local found = {}
    for class, names in pairs(by_hand) do
        for mark, word in names:gmatch("(!?)(%S+)") do
            if word == name then found[class] = mark == "" end
        end
    end
    return found
end

-- What the types tell: FD and DIRFD, taken or given, make "desc", PATH makes "file".
local function derive(spec, tables, add)
    local result = spec.returns and tables:resolve(spec.returns)
    if result and result.style == "FD" then add "desc" end
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
    local function remove(name) bits = bits & ~(1 << bit_of[name]) end
    derive(spec, tables, add)
    for word in (spec.class or ""):gmatch("%S+") do
        local removed = word:match("^!(.+)$")
        if removed then remove(removed) else add(word) end
    end
    if bits & 1 << bit_of.network ~= 0 then remove "desc" end
    for class, is_in in pairs(listed(spec.name)) do
        if is_in then add(class) else remove(class) end
    end
    return bits
end

return classes
