-- Constants by name and machine, read from the tables under constants/.
-- How to run: local constants = require("constants").load { "core/describe/constants/linux.tsv" }
-- Example: constants.O_CREAT -> { 64, 64 }  (x86_64, i386; false where the machine has none)
local M = {}

local function number(text)
    if text == "" then return false end
    return math.tointeger(tonumber(text)) or false
end

-- Columns: header, name, x86_64, i386, arm64; "=" is the value of x86_64.
local function read_table(path, constants)
    for line in io.lines(path) do
        local name, x86_64, i386 = line:match("^[^#\t]*\t([^\t]+)\t([^\t]*)\t([^\t]*)")
        if name then
            local value = number(x86_64)
            constants[name] = { value, i386 == "=" and value or number(i386) }
        end
    end
end

function M.load(paths)
    local constants = {}
    for _, path in ipairs(paths) do read_table(path, constants) end
    return constants
end

-- All names in their order, of each table of constants: patterns are many, and the names 40,000.
local sorted = setmetatable({}, { __mode = "k" })

local function names_of(constants)
    if not sorted[constants] then
        local names = {}
        for name in pairs(constants) do names[#names + 1] = name end
        table.sort(names)
        sorted[constants] = names
    end
    return sorted[constants]
end

-- The place of the first name that is not below text.
local function first_from(names, text)
    local low, high = 1, #names + 1
    while low < high do
        local middle = (low + high) // 2
        if names[middle] < text then low = middle + 1 else high = middle end
    end
    return low
end

-- The names of a list: NAME, NAME@64 (on x86_64 alone), NAME=value (not in the kernel's headers), NAME@64=value, NAME@32=value,
-- PREFIX* (all of them), !NAME or !PREFIX* (none of those that a pattern brought). Returns
-- { {name, x86_64, i386}... } in the order of the list; the names of a pattern sorted by value.
local function matching(constants, glob)
    local found, pattern, start = {}, "^" .. glob:gsub("%*", ".*") .. "$", glob:match("^[^*]*")
    local names = names_of(constants)
    for i = first_from(names, start), #names do
        local name, values = names[i], constants[names[i]]
        if name:sub(1, #start) ~= start then break end
        if name:find(pattern) and values[1] then found[#found + 1] = { name, values[1], values[2] } end
    end
    table.sort(found, function(a, b)
        if a[2] ~= b[2] then return math.ult(a[2], b[2]) end
        return a[1] < b[1]
    end)
    return found
end

-- With a value it is a name of its own: "!PR_TAGGED_ADDR_ENABLE=0".
local function leaves_out(word) return word:find "^![^=]*$" ~= nil end

local function excluded(words)
    local out = {}
    for _, word in ipairs(words) do
        if leaves_out(word) then out[#out + 1] = "^" .. word:sub(2):gsub("%*", ".*") .. "$" end
    end
    return function(name)
        for _, pattern in ipairs(out) do
            if name:find(pattern) then return true end
        end
        return false
    end
end

local function one(constants, word)
    local name, text = word:match("^([^=]+)=(.+)$")
    if name then
        local value = number(text)
        if not value then error(("'%s': %s is no number"):format(word, text), 0) end
        local plain, only = name:match "^(.+)@(%d+)$"
        return { plain or name, only ~= "32" and value, only ~= "64" and value }
    end
    local only = word:match "^(.+)@64$"
    local values = constants[only or word]
    if not values then error(("no constant is called '%s'"):format(word), 0) end
    return { only or word, values[1], not only and values[2] }
end

function M.expand(constants, words)
    local list, is_excluded = {}, excluded(words)
    for _, word in ipairs(words) do
        local is_pattern = word:find("*", 1, true) and not word:find("=", 1, true)
        if is_pattern and not leaves_out(word) then
            local found = matching(constants, word)
            if #found == 0 then error(("no constant is called '%s'"):format(word), 0) end
            for _, name in ipairs(found) do
                if not is_excluded(name[1]) then list[#list + 1] = name end
            end
        elseif not leaves_out(word) then
            list[#list + 1] = one(constants, word)
        end
    end
    return list
end

return M
