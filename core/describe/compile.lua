-- The description compiler: calls/*.lua, constants/*.tsv and core/abi/numbers/*.tbl -> C tables.
-- How to run: lua5.4 core/describe/compile.lua OUT.c FILE...
-- Example: lua5.4 core/describe/compile.lua tables.c core/describe/calls/*.lua core/abi/numbers/*.tbl
local here = arg[0]:match("^(.*)/") or "."
package.path = here .. "/?.lua"
local language, tables_of = require "language", require "tables"
local constants_of, classes, emit = require "constants", require "classes", require "emit"

local MACHINES = { "x86_64", "i386" }

local function by_kind(paths)
    local kinds = { lua = {}, tsv = {}, tbl = {} }
    for _, path in ipairs(paths) do
        local list = kinds[path:match("%.(%w+)$")]
        if not list then error("what is " .. path .. "? .lua, .tsv and .tbl are read", 0) end
        list[#list + 1] = path
    end
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

local function sorted_names(list)
    local names = {}
    for name in pairs(list) do names[#names + 1] = name end
    table.sort(names)
    return names
end

-- A number without a description is a call of six raw words.
local function raw_call(env, name)
    local spec = { name = name, args = {} }
    for i = 1, 6 do spec.args[i] = env.xlong("arg" .. i) end
    return spec
end

local function compile_calls(described, numbers, tables, env)
    local indices = { {}, {} }
    local function compile(spec)
        local done, result = pcall(function() return tables:call(spec, classes.of(spec, tables)) end)
        if not done then error(("call %s: %s"):format(spec.name, result), 0) end
        return result
    end
    local shared = {}
    for i, machine in ipairs(MACHINES) do
        local own = i == 2 and described.i386 or {}
        for _, name in ipairs(sorted_names(described.any)) do shared[name] = shared[name] or false end
        for number, name in pairs(numbers[machine]) do
            if own[name] then
                indices[i][number] = compile(own[name])
            else
                shared[name] = shared[name] or compile(described.any[name] or raw_call(env, name))
                indices[i][number] = shared[name]
            end
        end
    end
    for name, index in pairs(shared) do
        if not index then error(("call %s is described, but no machine has a number for it"):format(name), 0) end
    end
    return indices
end

local function main(out, ...)
    local files = by_kind { ... }
    local constants = constants_of.load(files.tsv)
    local described, env = load_descriptions(files.lua)
    local tables = tables_of.new(constants, env)
    tables:string("")
    local numbers = compile_calls(described, read_numbers(files.tbl), tables, env)
    emit.write(out, tables, numbers, classes.names)
end

local done, why = pcall(main, table.unpack(arg))
if not done then
    io.stderr:write("compile.lua: ", tostring(why), "\n")
    os.exit(1)
end
