-- Makes the reference for scripts, in Markdown: calls, classes, fields, functions, aggregates, recipes. All of it
-- is asked of the program itself: moontap show, help, list and types. The build runs this.
-- Run: lua5.4 scripts/reference.lua MOONTAP FOLDER
-- Example: lua5.4 scripts/reference.lua build/moontap build/docs/reference
local moontap, folder = arg[1], arg[2]

local function quoted(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

local function ask(words)
  local pipe = assert(io.popen(quoted(moontap) .. " " .. words .. " </dev/null"))
  local text = pipe:read "a"
  assert(pipe:close(), "moontap " .. words:sub(1, 60) .. " failed")
  return text
end

local function write(name, lines)
  local file = assert(io.open(folder .. "/" .. name, "w"))
  file:write(table.concat(lines, "\n"), "\n")
  file:close()
end

local function cell(text) return (text:gsub("|", "\\|")) end

local function sorted_keys(map)
  local keys = {}
  for key in pairs(map) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

-- What `moontap types` says, as {class = {fields, methods}, functions in order}. A comment in plain words belongs to
-- what comes next.
local function read_stubs(text)
  local classes, order, functions, calls = {}, {}, {}, {}
  local class, notes, said
  local function begin() notes, said = {}, {} end
  begin()
  for line in text:gmatch "([^\n]*)\n" do
    local name = line:match "^%-%-%-@class ([%w_.]+)"
    local field, rest = line:match "^%-%-%-@field (%S+) (.*)$"
    local owner = line:match "^local ([%w_]+) = {}"
    local signature = line:match "^function ([%w_.:]+%b())"
    if name and name:find "^moontap%.args%." then calls[name:match "[^.]+$"] = true end
    if name then
      class = { name = name, fields = {}, methods = {}, said = said }
      classes[name], order[#order + 1] = class, name
      begin()
    elseif field then
      class.fields[#class.fields + 1] = { name = field, type = rest }
    elseif line:find "^%-%-%-@" then
      notes[#notes + 1] = line:sub(4)
    elseif line:find "^%-%-%-" then
      said[#said + 1] = line:match "^%-%-%-%s*(.*)"
    elseif owner and class then
      class.owner = owner
    elseif signature then
      local entry = { signature = signature, notes = notes, said = said }
      local object = signature:match "^([%w_]+):"
      local list = object and class and class.owner == object and class.methods or functions
      list[#list + 1] = entry
      begin()
    elseif line == "" then
      begin()
    end
  end
  return { classes = classes, order = order, functions = functions, calls = sorted_keys(calls) }
end

local function add_entry(lines, entry)
  lines[#lines + 1] = ("- `%s`%s"):format(entry.signature, #entry.said > 0 and ": " .. table.concat(entry.said, " ") or "")
  for _, note in ipairs(entry.notes) do
    local kind, text = note:match "^@(%a+) (.*)$"
    if kind == "param" then lines[#lines + 1] = "  - takes `" .. text .. "`" end
    if kind == "return" then lines[#lines + 1] = "  - gives `" .. text .. "`" end
    if kind == "overload" and not text:find 'calls: "' then lines[#lines + 1] = "  - also as `" .. text .. "`" end
  end
end

local function add_class(lines, class)
  lines[#lines + 1] = "\n## " .. class.name .. "\n"
  for _, words in ipairs(class.said) do lines[#lines + 1] = words .. "\n" end
  if #class.fields > 0 then lines[#lines + 1] = "| field | type, meaning |\n|---|---|" end
  for _, field in ipairs(class.fields) do lines[#lines + 1] = ("| `%s` | %s |"):format(field.name, cell(field.type)) end
  if #class.methods > 0 then lines[#lines + 1] = "" end
  for _, method in ipairs(class.methods) do add_entry(lines, method) end
end

local aggregates = {}
for name in ("count sum avg min max hist lhist quantile distinct top last"):gmatch "%S+" do aggregates[name] = true end

local function is_of_aggregates(name) return name:find "^moontap%.aggregate" ~= nil end
local function is_of_calls(name) return name:find "^moontap%.args%." or name:find "^moontap%.struct%." end

local function fields_page(stubs)
  local lines = {
    "# Objects and their fields\n",
    "What handlers are given: `e` is a moontap.event, a signal's handler gets a moontap.signal.",
  }
  for _, name in ipairs(stubs.order) do
    local class = stubs.classes[name]
    local has_any = #class.fields + #class.methods > 0
    if has_any and not is_of_calls(name) and not is_of_aggregates(name) then add_class(lines, class) end
  end
  return lines
end

local function functions_page(stubs)
  local lines = { "# Functions\n", "Globals of a script: hooks, verdicts, tests of `where`, modules.\n" }
  for _, entry in ipairs(stubs.functions) do
    if not aggregates[entry.signature:match "^%w+"] then add_entry(lines, entry) end
  end
  return lines
end

local function aggregates_page(stubs)
  local lines = {
    "# Aggregates\n",
    "Each is made by a function that takes options, and is a handler: `after(\"*\", count{by=\"name\"})`.\n",
  }
  for _, entry in ipairs(stubs.functions) do
    if aggregates[entry.signature:match "^%w+"] then add_entry(lines, entry) end
  end
  for _, name in ipairs(stubs.order) do
    if is_of_aggregates(name) then add_class(lines, stubs.classes[name]) end
  end
  return lines
end

local function calls_page(stubs)
  local lines = { "# Calls\n", "Arguments as scripts name them, what they are, and the classes that a call is in.\n" }
  for line in ask("show " .. table.concat(stubs.calls, " ")):gmatch "[^\n]+" do
    local argument, kind = line:match "^  +(a%.%S+)%s+(.*)"
    local struct = line:match "^      (%b{})"
    if line:find "^%S" then lines[#lines + 1] = "\n## " .. line .. "\n"
    elseif argument then lines[#lines + 1] = ("- `%s` %s"):format(argument, kind)
    elseif struct then lines[#lines + 1] = "  `" .. struct .. "`"
    else lines[#lines + 1] = "- " .. line:match "^%s*(.*)" end
  end
  return lines
end

local function classes_page()
  local lines = { "# Classes of calls\n", "As in `after(\"%file\", ...)`; a class that scripts alone know is marked." }
  for line in ask "help classes":gmatch "[^\n]+" do
    if line:find "^%%" then lines[#lines + 1] = "\n## " .. line .. "\n" else lines[#lines + 1] = line:match "^%s*(.*)" end
  end
  return lines
end

-- One process tells of all: the text of each ends with an empty line.
local function recipes_page()
  local lines, names = { "# Recipes\n", "`moontap run NAME [options] -- COMMAND`; `moontap list WORDS` finds them." }, {}
  for name in ask "list":gmatch "([^\n]+)" do names[#names + 1] = name:match "^%S+" end
  table.sort(names)
  local i = 0
  for help in (ask("help " .. table.concat(names, " ")) .. "\n"):gmatch "(.-)\n\n" do
    i = i + 1
    lines[#lines + 1] = ("\n## %s\n\n```text\n%s\n```"):format(names[i], help:match "^[^\n]-: (.*)")
  end
  assert(i == #names, "moontap help told of " .. i .. " recipes, moontap list of " .. #names)
  return lines
end

local function index_page()
  return {
    "# Reference for scripts\n",
    "Made from the program itself when it is built. The guide is docs/scripting.md.\n",
    "- [calls.md](calls.md): every call, with its arguments",
    "- [classes.md](classes.md): the classes of calls",
    "- [fields.md](fields.md): the event, processes, threads, memory, and what they offer",
    "- [functions.md](functions.md): hooks, verdicts, tests of where, modules",
    "- [aggregates.md](aggregates.md): counting, summing, histograms",
    "- [recipes.md](recipes.md): the recipes that come with moontap",
  }
end

local stubs = read_stubs(ask "types")
assert(os.execute("mkdir -p " .. quoted(folder)))
write("index.md", index_page())
write("calls.md", calls_page(stubs))
write("classes.md", classes_page())
write("fields.md", fields_page(stubs))
write("functions.md", functions_page(stubs))
write("aggregates.md", aggregates_page(stubs))
write("recipes.md", recipes_page())
