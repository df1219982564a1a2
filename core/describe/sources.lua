-- Reads what descriptions are made of: calls/*.lua, constants/*.tsv and core/abi/numbers/*.tbl.
-- How to run: local all = require("sources").load { "calls/file.lua", "linux.tsv", "x86_64.tbl" }
-- Example: all.calls.any.close.args[1].name == "fd"; all.numbers.x86_64[3] == "close"
local language = require "language"
local constants_of = require "constants"

local M = {}

-- In the order of their names: a file may use text that one before it defines.
local function by_kind(paths)
    local kinds = { lua = {}, tsv = {}, tbl = {} }
    for _, path in ipairs(paths) do
        local list = kinds[path:match("%.(%w+)$")]
        if not list then error("what is " .. path .. "? .lua, .tsv and .tbl are read", 0) end
        list[#list + 1] = path
    end
    table.sort(kinds.lua)
    return kinds
end

-- Lines "number name" of a machine.
local function read_numbers(paths)
    local numbers = {}
    for _, path in ipairs(paths) do
        local machine, list = path:match("([^/]+)%.tbl$"), {}
        for line in io.lines(path) do
            local number, name = line:match("^(%d+)%s+(%S+)$")
            if number then list[tonumber(number)] = name end
        end
        numbers[machine] = list
    end
    return numbers
end

local function load_descriptions(paths)
    local named, calls, env = language.environment()
    for _, path in ipairs(paths) do
        local chunk, why = loadfile(path, "t", named)
        if not chunk then error(why, 0) end
        chunk()
    end
    return calls, env
end

-- { calls = {any, i386}, env (types by name), constants, numbers = {x86_64, i386} }
function M.load(paths)
    local files = by_kind(paths)
    local calls, env = load_descriptions(files.lua)
    return { calls = calls, env = env, constants = constants_of.load(files.tsv), numbers = read_numbers(files.tbl) }
end

return M
