-- Tests scripts/import-kernel on headers and BTF made for it: what is new is proposed, what is known is not.
-- Run: lua5.4 tests/facts/import.lua SOURCES [CC]
-- Example of a complaint: import: a new call lacks: call.brandnew { fd "fd" }
local root, cc = arg[1], arg[2] or "cc"
local folder = os.tmpname()
os.remove(folder)

local function write(name, text)
    local path = folder .. "/" .. name
    os.execute(("mkdir -p '%s'"):format(path:match("^(.*)/")))
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
end

-- BTF of __x64_sys_brandnew and __do_sys_brandnew(unsigned int fd, const struct timespec *when).
local function btf()
    local strings, at = { "\0" }, {}
    local length = 1
    for _, text in ipairs { "unsigned int", "timespec", "fd", "when", "__x64_sys_brandnew", "__do_sys_brandnew" } do
        at[text], strings[#strings + 1], length = length, text .. "\0", length + #text + 1
    end
    local function head(name, kind, count, of) return string.pack("<I4I4I4", at[name] or 0, kind << 24 | count, of) end
    local types = table.concat {
        head("unsigned int", 1, 0, 4), string.pack("<I4", 32),           -- 1
        head("timespec", 4, 0, 16),                                       -- 2
        head(nil, 10, 0, 2),                                              -- 3 const
        head(nil, 2, 0, 3),                                               -- 4 pointer
        head(nil, 13, 2, 0), string.pack("<I4I4I4I4", at.fd, 1, at.when, 4), -- 5
        head("__do_sys_brandnew", 12, 0, 5), head("__x64_sys_brandnew", 12, 0, 5),
    }
    return string.pack("<I2BBI4I4I4I4I4", 0xeb9f, 1, 0, 24, 0, #types, #types, length) .. types .. table.concat(strings)
end

write("asm/unistd_64.h", "#define __NR_read 0\n#define __NR_brandnew 999\n")
write("linux/fcntl.h", "#define AT_FDCWD -100\n#define AT_BRANDNEW 0x80\n#define AT_NO_NUMBER \"text\"\n"
    .. "enum kinds { AT_FIRST, AT_SECOND = 0x100000000, };\n")
write("linux/types.h", "")
write("linux/unheard.h", "#define UNHEARD 1\n")
write("btf", btf())

local pipe = assert(io.popen(("CC='%s' '%s/scripts/import-kernel' '%s' '%s/btf' 2>&1"):format(cc, root, folder, folder)))
local said = pipe:read("a")
pipe:close()
os.execute(("rm -r '%s'"):format(folder))

local n_wrong = 0
local function expect(what, line, is_there)
    if (said:find(line, 1, true) ~= nil) ~= is_there then
        n_wrong = n_wrong + 1
        print(("import: %s %s: %s"):format(what, is_there and "lacks" or "has", line))
    end
end
expect("a new number", "\n999 brandnew\n", true)
expect("a new call", 'call.brandnew { fd "fd", ptr(timespec) "when" }  -- (unsigned int fd, const struct timespec * when)', true)
expect("a new macro", "linux/fcntl.h\tAT_BRANDNEW\t0x80\t=\t=\n", true)
expect("a new name of an enum", "linux/fcntl.h\tAT_SECOND\t0x100000000\t", true)
expect("a header of no row", "no row is of these headers: linux/unheard.h", true)
for _, known in ipairs { "0 read", "AT_FDCWD", "AT_NO_NUMBER", "UNHEARD\t" } do
    expect("what is known, or no number,", known, false)
end
if n_wrong > 0 then print(said) end
os.exit(n_wrong == 0)
