-- What the reference tells: every call with a number, every class, every field of the event, every aggregate, every
-- recipe, and no link to a page that is not there. In TAP.
-- Run: lua5.4 tests/lua/reference.lua FOLDER_OF_THE_PAGES ROOT_OF_THE_SOURCE
-- Example: lua5.4 tests/lua/reference.lua build/docs/reference .
local folder, root = arg[1], arg[2]
local n_tests = 0

local function read(path)
  local file = assert(io.open(path))
  local text = file:read "a"
  file:close()
  return text
end

local function lines_of(command)
  local pipe = assert(io.popen(command))
  local lines = {}
  for line in pipe:lines() do lines[#lines + 1] = line end
  pipe:close()
  return lines
end

-- The page holds each of the words, and there are at least so many of them.
local function report(title, page, words, least)
  local text, missing = read(folder .. "/" .. page), {}
  for _, word in ipairs(words) do
    if not text:find(word, 1, true) then missing[#missing + 1] = word end
  end
  n_tests = n_tests + 1
  local is_good = #missing == 0 and #words >= least
  print(("%s %d - %s (%d)"):format(is_good and "ok" or "not ok", n_tests, title, #words))
  if not is_good then print("# missing in " .. page .. ": " .. table.concat(missing, ", ")) end
end

local function each(text, pattern, form)
  local found = {}
  for word in text:gmatch(pattern) do found[#found + 1] = form:format(word) end
  return found
end

local calls = {}
for _, path in ipairs(lines_of("ls '" .. root .. "'/core/abi/numbers/*.tbl")) do
  for line in io.lines(path) do
    local name = line:match "^%d+%s+([%w_]+)" or line:match "^([%w_]+)%s+%d+"
    -- Numbers that no kernel answers any more have no description.
    if name and read(folder .. "/calls.md"):find("\n## " .. name .. "\n", 1, true) then calls[#calls + 1] = "## " .. name end
  end
end
report("calls", "calls.md", calls, 700)
report("arguments and classes of a call", "calls.md", { "## openat\n\n- `a.dirfd` fd\n- `a.pathname` path", "classes: %" }, 2)
local names = read(root .. "/core/describe/classes.lua"):match "classes%.names = (%b{})"
report("classes", "classes.md", each(names, '"%+?([^"]+)"', "## %%%s"), 35)
report("fields of the event", "fields.md", each(read(root .. "/lua/event_fields.c"), '{"([%l_]+)", push_', "| `%s` |"), 20)
report("functions", "functions.md", { "`expect.order(calls, message)`: A violation", "`inject(calls, where, action)`", "`re(words)`" }, 3)
local kinds = "count sum avg min max hist lhist quantile distinct top last"
report("aggregates, with what they do", "aggregates.md", each(kinds, "%S+", "- `%s(options)`: "), 11)
local recipes = lines_of("cd '" .. root .. "/stdlib' && ls -d */ *.lua | sed 's|/$||; s|\\.lua$||'")
report("recipes", "recipes.md", each(table.concat(recipes, "\n"), "[%w-]+", "\n## %s\n"), 25)
report("pages", "index.md", each(table.concat(lines_of("ls '" .. folder .. "' | grep -v index"), "\n"), "%S+", "](%s)"), 6)
print("1.." .. n_tests)
