-- The description compiler: calls/*.lua, constants/*.tsv and core/abi/numbers/*.tbl -> C tables.
-- How to run: lua5.4 core/describe/compile.lua OUT.c FILE...
-- Example: lua5.4 core/describe/compile.lua tables.c core/describe/calls/*.lua core/abi/numbers/*.tbl
local here = arg[0]:match("^(.*)/") or "."
package.path = here .. "/?.lua"
local sources, tables_of = require "sources", require "tables"
local classes, emit = require "classes", require "emit"

local MACHINES = { "x86_64", "i386" }

-- Types that no argument leads to, by name: describe_type_named finds them.
local FOUND_ELSEWHERE = { "kvm_run" }

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

-- The enumerators of the headers, in order.
local function enumerators()
    local names = {}
    for _, header in ipairs { "describe.h", "specials.h" } do
        for line in io.lines(here .. "/" .. header) do
            local name = line:match("^    ([A-Z]+_[A-Z0-9_]+)[ ,]")
            if name and not name:find("_COUNT$") then names[#names + 1] = name end
        end
    end
    return names
end

local function main(out, ...)
    local all = sources.load { ... }
    local tables = tables_of.new(all.constants, all.env)
    tables:string("")
    local indices = compile_calls(all.calls, all.numbers, tables, all.env)
    for _, name in ipairs(FOUND_ELSEWHERE) do
        tables:type(all.env[name], tables_of.call_scope())
    end
    emit.write(out, tables, indices, classes.names, enumerators())
end

local done, why = pcall(main, table.unpack(arg))
if not done then
    io.stderr:write("compile.lua: ", tostring(why), "\n")
    os.exit(1)
end
