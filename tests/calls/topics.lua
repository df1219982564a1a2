-- Lists each call that has a description, and the file that describes it first.
-- Run: lua5.4 tests/calls/topics.lua ROOT
-- Example of a line: openat file
local root = arg[1] or "."
package.path = root .. "/core/describe/?.lua"
local named, calls = require("language").environment()

local pipe = assert(io.popen(("find '%s/core/describe/calls' -name '*.lua' | sort"):format(root)))
local seen = {}
for path in pipe:lines() do
  assert(loadfile(path, "t", named))()
  for _, machine in ipairs { "any", "i386" } do
    for name in pairs(calls[machine]) do
      if not seen[name] then print(name, path:match("([^/]+)%.lua$")) end
      seen[name] = true
    end
  end
end
pipe:close()
