-- Writes the numbers of all device controls that have names, for controls.c: lines "0x5401,", per machine.
-- How to run: lua5.4 tests/programs/controls.lua ROOT OUTPUT
-- Example: lua5.4 tests/programs/controls.lua . build/tests/programs/controls.inc
local root, output = arg[1], arg[2]
package.path = root .. "/core/describe/?.lua"
local constants_of = require "constants"

local function paths(pattern)
    local list, pipe = {}, assert(io.popen("ls " .. root .. "/core/describe/" .. pattern))
    for path in pipe:lines() do list[#list + 1] = path end
    pipe:close()
    return list
end

local constants = constants_of.load(paths "constants/*.tsv")
local _, _, env = (function()
    local named, calls, env = require("language").environment()
    for _, path in ipairs(paths "calls/*.lua") do assert(loadfile(path, "t", named))() end
    return named, calls, env
end)()

-- Those whose number holds a length or an axis have no names of their own.
local numbers = { {}, {} }
local function add(machine, number)
    if number then numbers[machine][number & 0xffffffff] = true end
end
local function add_made(direction, letter, first, last, size)
    for number = first, last do
        for machine = 1, 2 do add(machine, direction << 30 | size << 16 | letter:byte() << 8 | number) end
    end
end
for _, size in ipairs { 2, 4, 12 } do
    add_made(2, "E", 6, 10, size)
    add_made(2, "E", 0x18, 0x1b, size)
    add_made(2, "E", 0x20, 0x3f, size)
    add_made(3, "H", 6, 7, size)
    add_made(2, "H", 4, 8, size)
    add_made(2, "U", 44, 44, size)
    add_made(2, "j", 0x13, 0x13, size)
end
add_made(2, "E", 0x40, 0x7f, 24)
add_made(1, "E", 0xc0, 0xff, 24)
add_made(1, "k", 0, 0, 64)

local list = env.ioctl_name
while list do
    for _, part in ipairs(list.parts) do
        for _, name in ipairs(constants_of.expand(constants, part.names)) do
            add(1, name[2])
            add(2, name[3])
        end
    end
    list = list.more and (list.more.ref and env[list.more.ref] or list.more)
end

local file = assert(io.open(output, "w"))
for machine, condition in ipairs { "#ifdef __x86_64__", "#else" } do
    local sorted = {}
    for number in pairs(numbers[machine]) do sorted[#sorted + 1] = number end
    table.sort(sorted)
    file:write(condition, "\n")
    for _, number in ipairs(sorted) do file:write(("%#x,\n"):format(number)) end
end
file:write "#endif\n"
file:close()
