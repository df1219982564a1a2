-- Makes the manual page: puts the option table's own text and the version into docs/moontap.1.in.
-- Run: lua5.4 scripts/manual.lua TEMPLATE VERSION PROGRAM     (PROGRAM prints the options part)
-- Example: lua5.4 scripts/manual.lua docs/moontap.1.in 0.1.0 build/docs/print_options
local template_path, version, program = arg[1], arg[2], arg[3]

local pipe = assert(io.popen("'" .. program:gsub("'", "'\\''") .. "'"))
local options = pipe:read("a")
assert(pipe:close() and #options > 0, "the option table printed nothing")

local file = assert(io.open(template_path))
local page = file:read("a")
file:close()
local parts = { VERSION = version, OPTIONS = (options:gsub("\n$", "")) }
io.write((page:gsub("@(%u+)@", parts)))
