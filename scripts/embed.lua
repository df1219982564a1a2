-- Writes Lua files into one C source, as the byte arrays that lua/embedded.h declares.
-- Run: lua5.4 scripts/embed.lua OUT.c SOURCE_ROOT FILE...
-- Example: lua5.4 scripts/embed.lua embedded.c . stdlib/count.lua
local out_path, root = arg[1], arg[2]:gsub("/*$", "/")

local function read_file(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

-- Sixteen bytes a line, a NUL at the end.
local function c_array(bytes)
  local lines = {}
  for at = 1, #bytes, 16 do
    lines[#lines + 1] = bytes:sub(at, at + 15):gsub(".", function(byte)
      return ("%d,"):format(byte:byte())
    end)
  end
  lines[#lines + 1] = "0"
  return table.concat(lines, "\n")
end

local files = {}
for i = 3, #arg do
  local name = arg[i]
  if name:sub(1, #root) == root then name = name:sub(#root + 1) end
  files[#files + 1] = { name = name:gsub("^%./", ""), path = arg[i] }
end
table.sort(files, function(a, b) return a.name < b.name end)

local out = assert(io.open(out_path, "w"))
out:write('#include "lua/embedded.h"\n')
for i, file in ipairs(files) do
  file.bytes = read_file(file.path)
  out:write(("static const unsigned char file_%d[] = {\n%s\n};\n"):format(i, c_array(file.bytes)))
end
out:write("const struct embedded_file embedded_files[] = {\n")
for i, file in ipairs(files) do
  out:write(('    {"%s", (const char *)file_%d, %d},\n'):format(file.name, i, #file.bytes))
end
out:write("    {0, 0, 0},\n};\n")
out:close()
