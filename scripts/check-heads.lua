#!/usr/bin/env lua5.4
-- Tells whether every source file begins with a comment that says what it is for.
-- Run: lua5.4 scripts/check-heads.lua     (from the root of the tree)
-- Example of a complaint: scripts/run: no comment at the top
local begins = {                -- by ending of the name; "" for scripts without one
  c = "^/%* %S", h = "^/%* %S", lua = "^%-%- %S", py = '^"""%S', sh = "^# %S", [""] = "^[#-]+ %S",
}

local function first_line(path)
  local file = assert(io.open(path))
  local line = file:read("l") or ""
  if line:find("^#!") then line = file:read("l") or "" end
  file:close()
  return line
end

local n_wrong = 0
local files = assert(io.popen(
  "find core lua scripts stdlib tests examples -type f -not -path '*/__pycache__/*' -not -path '*/seeds/*' | sort"))
for path in files:lines() do
  local name = path:match("[^/]+$")
  local pattern = begins[name:match("%.([^.]*)$") or ""]
  if pattern and name ~= ".luacheckrc" and not first_line(path):find(pattern) then
    n_wrong = n_wrong + 1
    print(path .. ": no comment at the top")
  end
end
files:close()
os.exit(n_wrong == 0)
