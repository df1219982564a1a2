-- Runs the tests that each recipe's manifest names, in TAP.
-- Run: lua5.4 tests/lua/recipes.lua MOONTAP FOLDER...
-- Example: lua5.4 tests/lua/recipes.lua build/moontap stdlib
local moontap = arg[1]
local n_run = 0

local function quoted(word) return "'" .. tostring(word):gsub("'", "'\\''") .. "'" end

-- The first statement of a recipe, and nothing after it.
local function manifest_of(path)
  local found
  local world = { recipe = function(manifest) found = manifest; error("enough", 0) end }
  pcall(assert(loadfile(path, "t", world)))
  return found
end

local function command_of(path, test)
  local words = { quoted(moontap), test.verb or "run", quoted(path) }
  for name, value in pairs(test.args or {}) do words[#words + 1] = quoted("--" .. name .. "=" .. tostring(value)) end
  words[#words + 1] = "--"
  for _, word in ipairs(test.run) do words[#words + 1] = quoted(word) end
  return table.concat(words, " ") .. " 2>&1 </dev/null"
end

local function report(is_good, title, output)
  n_run = n_run + 1
  print(("%s %d %s"):format(is_good and "ok" or "not ok", n_run, title))
  if not is_good then print((output:gsub("[^\n]+", "# %0"))) end
end

local function run(path, name, i, test)
  local pipe = assert(io.popen(command_of(path, test)))
  local output = pipe:read("a")
  local _, _, status = pipe:close()
  local is_good = status == (test.exit or 0) and (not test.output or output:find(test.output, 1, true) ~= nil)
  report(is_good, ("%s: test %d"):format(name, i), ("ended with %s\n%s"):format(status, output))
end

local function paths_in(folder)
  local paths = {}
  for path in io.popen("ls " .. quoted(folder) .. "/*.lua"):lines() do paths[#paths + 1] = path end
  return paths
end

for i = 2, #arg do
  for _, path in ipairs(paths_in(arg[i])) do
    local manifest = manifest_of(path)
    local name = path:match("([^/]+)%.lua$")
    report(manifest and manifest.name == name and #(manifest.tests or {}) > 0, name .. ": a manifest with tests", "")
    for k, test in ipairs(manifest and manifest.tests or {}) do run(path, name, k, test) end
  end
end
print("1.." .. n_run)
