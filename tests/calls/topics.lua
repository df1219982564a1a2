-- Prints the calls that the kernel has and the file that describes each: "NAME TOPIC", "-" where none does.
-- How to run: lua5.4 tests/calls/topics.lua ROOT
-- Example: lua5.4 tests/calls/topics.lua . | grep -c " socket$"
local root = arg[1] or "."
package.path = root .. "/core/describe/?.lua"
local language = require "language"

local function names_in(pattern)
    local pipe = assert(io.popen(pattern))
    local paths = {}
    for path in pipe:lines() do paths[#paths + 1] = path end
    pipe:close()
    return paths
end

-- A name stands in the list of calls once the file that describes it has run.
local named, calls = language.environment()
local topic_of = {}
for _, path in ipairs(names_in("ls '" .. root .. "'/core/describe/calls/*.lua")) do
    assert(loadfile(path, "t", named))()
    for _, list in pairs(calls) do
        for name in pairs(list) do topic_of[name] = topic_of[name] or path:match("([^/]+)%.lua$") end
    end
end

local is_known = {}
for _, path in ipairs(names_in("ls '" .. root .. "'/core/abi/numbers/*.tbl")) do
    for line in io.lines(path) do
        local name = line:match("^%d+%s+(%S+)$")
        -- Some descriptions are of one way to make a call: it prints under the call's own name.
        if name and not name:find "_block$" and name ~= "ipc_semctl" then is_known[name] = true end
    end
end
local names = {}
for name in pairs(is_known) do names[#names + 1] = name end
table.sort(names)
for _, name in ipairs(names) do print(name, topic_of[name] or "-") end
