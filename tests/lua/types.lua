-- What `moontap types` prints is Lua, and names every call with its arguments, every global of scripts, every
-- field and method of their objects, and every constant. In TAP.
-- Run: lua5.4 tests/lua/types.lua MOONTAP ROOT_OF_THE_SOURCE
-- Example: lua5.4 tests/lua/types.lua build/moontap .
local moontap, root = arg[1], arg[2]

local function output_of(command)
  local pipe = assert(io.popen(("'%s' %s 2>&1 </dev/null"):format(moontap, command)))
  local text = pipe:read "a"
  pipe:close()
  return text
end

local stubs = output_of "types"
local n_tests = 0

-- Prints what is missing, if anything is.
local function report(title, missing)
  n_tests = n_tests + 1
  print(("%s %d - %s"):format(#missing == 0 and "ok" or "not ok", n_tests, title))
  for i = 1, math.min(#missing, 20) do print("# missing: " .. missing[i]) end
end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch "[^\n]+" do lines[line] = true end
  return lines
end
local lines = lines_of(stubs)

-- Every name that is set at the top level, functions of tables too.
local names = {}
for name in stubs:gmatch "\nfunction ([%w_.:]+)%(" do names[name] = true end
for name in stubs:gmatch "\n([%a_][%w_]*) = " do names[name] = true end

local chunk, why = load(stubs, "=types", "t", {})
report("the stubs are Lua", chunk and {} or { why })

local missing = {}
local n_calls = 0
for number_table in io.popen("ls '" .. root .. "'/core/abi/numbers/*.tbl"):lines() do
  for line in io.lines(number_table) do
    local name = line:match "^%d+%s+([%w_]+)" or line:match "^([%w_]+)%s+%d+"
    if name then
      n_calls = n_calls + 1
      local is_known = lines["---@class moontap.args." .. name] or output_of("show " .. name):find "no call"
      if not is_known then missing[#missing + 1] = name end
    end
  end
end
report(("every call has a class, and there are some (%d)"):format(n_calls), n_calls > 500 and missing or { "calls" })

missing = {}
for _, call in ipairs { "openat", "read", "clone3", "ioctl", "futex", "epoll_wait", "sendmsg", "io_uring_setup" } do
  local class = stubs:match("\n%-%-%-@class moontap.args." .. call .. "\n(.-)\n\n")
  for argument in output_of("show " .. call):gmatch "\n  a%.([%w_]+)" do
    if not class or not class:find("@field " .. argument .. " ", 1, true) then missing[#missing + 1] = call .. "." .. argument end
  end
end
report("every argument is a field", missing)

-- Of Lua's own world editors know already.
missing = {}
local own = "for k, v in pairs(_G) do print(k) if type(v) == 'table' and k ~= '_G' then "
  .. "for n in pairs(v) do print(k .. '.' .. n) end end end"
for name in output_of("eval \"" .. own .. "\" -- true"):gmatch "([%w_.]+)\n" do
  local outer, inner = name:match "^([%w_]+)%.?(.*)$"
  local is_luas = _G[outer] ~= nil and (inner == "" or type(_G[outer]) == "table")
  local is_named = names[name] or stubs:find("\n  " .. inner .. " = moment", 1, true)
    or stubs:find("[ ,{]" .. inner .. " = ", 1)
  if not is_luas and not is_named then missing[#missing + 1] = name end
end
report("every global has its stub", missing)

missing = {}
local objects = { event = "event_fields event_object", signal = "signal_object", process = "process_object",
  thread = "thread_object", memory = "memory_object", buffer = "buffer_object" }
for object, files in pairs(objects) do
  for file in files:gmatch "%S+" do
    local source = io.open(("%s/lua/%s.c"):format(root, file)):read "a"
    for name, value in source:gmatch '{"([%w_]+)",%s*([%w_]+)[,}]' do
      local is_field = stubs:find("@field " .. name .. " ", 1, true)
      if value:find "^push_" and file ~= "memory_object" and not is_field then missing[#missing + 1] = object .. "." .. name end
      if not value:find "^push_" and not names[object .. ":" .. name] then missing[#missing + 1] = object .. ":" .. name end
    end
  end
end
report("every field and method of objects", missing)

missing = {}
local n_constants = 0
for line in io.lines(root .. "/core/describe/constants/linux.tsv") do
  local name, value = line:match "^%S+\t([%a_][%w_]*)\t(%S+)"
  n_constants = n_constants + (name and 1 or 0)
  if name and value ~= "" and not names[name] then missing[#missing + 1] = name end
end
report("every constant has its name", n_constants > 20000 and missing or { "constants" })
print("1.." .. n_tests)
