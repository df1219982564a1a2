-- The constants and call numbers that a folder of kernel headers defines.
-- How to run: local headers = require "headers"; headers.names(folder), headers.values(...), headers.numbers(folder)
-- Example: headers.numbers("/usr/include")("unistd_64.h").openat == 257
local M = {}

local FOLDERS = { "asm", "asm-generic", "drm", "linux", "misc", "mtd", "rdma", "scsi", "sound", "video", "xen" }
-- What headers lean on without including it; some want the C library's types, some clash with them.
local FIRST = {
    "#include <stddef.h>\n#include <stdint.h>\n#include <linux/types.h>\n",
    "#include <stddef.h>\n#include <stdint.h>\n#include <signal.h>\n#include <sys/socket.h>\n#include <linux/types.h>\n",
}

local function lines_of(command)
    local pipe = assert(io.popen(command))
    local list = {}
    for line in pipe:lines() do list[#list + 1] = line end
    pipe:close()
    return list
end

local function quoted(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

local function text_of(path)
    local file = io.open(path)
    local text = file and file:read("a") or ""
    if file then file:close() end
    return text
end

-- Debian has asm/ in a folder of the machine.
local function roots(folder)
    return { folder, folder .. "/x86_64-linux-gnu" }
end

-- { { header = "linux/fs.h", path = ... } ... }, in the order of their names.
function M.list(folder)
    local list, seen = {}, {}
    for _, root in ipairs(roots(folder)) do
        for _, name in ipairs(FOLDERS) do
            local found = lines_of(("find -L %s -name '*.h' 2>/dev/null | sort"):format(quoted(root .. "/" .. name)))
            for _, path in ipairs(found) do
                local header = path:sub(#root + 2)
                if not seen[header] then list[#list + 1] = { header = header, path = path } end
                seen[header] = true
            end
        end
    end
    return list
end

-- Names that a header may define as numbers: of macros without arguments, and in enums.
function M.names(path)
    local text = text_of(path):gsub("\\\n", " "):gsub("/%*.-%*/", " "):gsub("//[^\n]*", "")
    local names, seen = {}, {}
    local function add(name)
        if not seen[name] then names[#names + 1] = name end
        seen[name] = true
    end
    for name in ("\n" .. text):gmatch("\n[ \t]*#[ \t]*define[ \t]+([%a_][%w_]*)[ \t]+[^\n%s]") do add(name) end
    for body in text:gmatch("enum%s*[%w_]*%s*(%b{})") do
        local plain = ("\n" .. body:sub(2, -2)):gsub("\n[ \t]*#[^\n]*", "")
        for item in plain:gsub("%b()", "0"):gmatch("[^,]+") do
            local name = item:match("^%s*([%a_][%w_]*)")
            if name then add(name) end
        end
    end
    return names
end

-- Each name stands in a line of its own, so that a complaint tells which one is no number.
local function program(first, header, names, skipped)
    local out = { first .. ("#include <%s>\nvoid f(void)\n{\n#line 1\n"):format(header) }
    for i, name in ipairs(names) do
        out[#out + 1] = skipped[i] and "\n" or ('__asm__ volatile("@%d %%c0 %%c1" :: "i"((unsigned)(unsigned long long)(%s)),'
            .. ' "i"((unsigned)((unsigned long long)(%s) >> 32)));\n'):format(i, name, name)
    end
    return table.concat(out) .. "}\n"
end

local function compile(cc, folder, source)
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write(source)
    file:close()
    local includes = {}
    for i, root in ipairs(roots(folder)) do includes[i] = "-I" .. quoted(root) end
    local lines = lines_of(("%s %s -w -x c -S -o - %s 2>&1"):format(cc, table.concat(includes, " "), quoted(path)))
    os.remove(path)
    return lines, path
end

-- What the compiler said: values by name, whether a further name turned out to be no number, and its
-- first complaint.
local function read_answer(lines, path, names, skipped)
    local values, has_skipped, complaint = {}, false, nil
    for _, line in ipairs(lines) do
        local i, low, high = line:match("@(%d+) (%-?%d+) (%-?%d+)")
        if i then values[names[tonumber(i)]] = (tonumber(low) & 0xffffffff) | tonumber(high) << 32 end
        complaint = complaint or line:match("error: .*")
        local wrong = tonumber(line:match("^" .. path:gsub("%p", "%%%0") .. ":(%d+):%d*:? error"))
        if wrong and names[wrong] and not skipped[wrong] then skipped[wrong], has_skipped = true, true end
    end
    return values, has_skipped, complaint
end

-- A complaint about one name may hide those about others: it takes several passes.
local function values_after(first, cc, folder, header, names)
    local skipped = {}
    for _ = 1, 4 do
        local lines, path = compile(cc, folder, program(first, header, names, skipped))
        local values, has_skipped, complaint = read_answer(lines, path, names, skipped)
        if not complaint then return values end
        if not has_skipped then return nil, complaint end
    end
    return {}
end

-- The numbers behind names, { NAME = value }; nil and the compiler's first complaint for a header
-- that can't be compiled alone.
function M.values(cc, folder, header, names)
    local values, why
    for _, first in ipairs(FIRST) do
        local complaint
        values, complaint = values_after(first, cc, folder, header, names)
        if values then return values end
        why = why or complaint
    end
    return nil, why
end

-- Call numbers by name, of asm/unistd_64.h and its like; {} where it is not there.
function M.numbers(folder, name)
    local numbers = {}
    for _, root in ipairs(roots(folder)) do
        for call, number in text_of(root .. "/asm/" .. name):gmatch("#define%s+__NR_([%w_]+)%s+(%d+)") do
            numbers[call] = tonumber(number)
        end
    end
    return numbers
end

return M
