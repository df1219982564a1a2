-- Attempts to get out of a script's world or to exhaust it: each must fail with a clean error, and the
-- traced program must end as it would have. In TAP.
-- Run: lua5.4 tests/lua/sandbox.lua MOONTAP [WORDS OF THE TITLE]
-- Example: lua5.4 tests/lua/sandbox.lua build/moontap recursion
local moontap, wanted = arg[1], arg[2] or ""

-- Title, the attempt as it runs in a handler, and what moontap must say; without a pattern the attempt
-- prints "refused" itself, and the script goes on.
local attempts = {
  { "the library io", "local x = _G['io'].open('/etc/passwd')", "io" },
  { "the library debug", "local x = _G['debug'].getregistry()", "debug" },
  { "the library package", "local x = _G['package'].loadlib('libc.so.6', '*')", "package" },
  { "require", "_G['require']('socket')", "require" },
  { "dofile", "_G['dofile']('/etc/passwd')", "dofile" },
  { "loadfile", "_G['loadfile']('/etc/passwd')", "loadfile" },
  { "loadstring", "_G['loadstring']('return 1')", "loadstring" },
  { "the collector", "_G['collectgarbage']('stop')", "collectgarbage" },
  { "os.execute", "os.execute('true')", "execute" },
  { "os.remove", "os.remove('/tmp/moontap-no')", "remove" },
  { "os.rename", "os.rename('/tmp/a', '/tmp/b')", "rename" },
  { "os.exit", "os.exit(0)", "exit" },
  { "os.getenv", "os.getenv('HOME')", "getenv" },
  { "os.tmpname", "os.tmpname()", "tmpname" },
  { "os.setlocale", "os.setlocale('C')", "setlocale" },
  { "string.dump", "string.dump(print)", "dump" },
  { "dump through a method", "local f = (''):dump(print)", "dump" },
  { "bytecode", "local f = load('\\27Lua\\84\\0\\25\\147'); if not f then print 'refused' end" },
  { "bytecode with a mode", "local f = load('\\27Lua', 'x', 'b'); if not f then print 'refused' end" },
  { "a reader function of load", "load(function() return '\\27Lua' end)", "string expected" },
  { "the metatable of strings", "if getmetatable('') == 'string' then print 'refused' end" },
  { "another metatable for strings", "setmetatable('', {})", "table expected" },
  { "string methods swapped by their metatable", "getmetatable('').__index = nil", "" },
  { "the metatable of globals", "setmetatable(_G, nil)", "protected" },
  { "the metatable of an event", "getmetatable(processes()[1]).__gc = print", "" },
  { "a metatable for a process", "setmetatable(processes()[1], {})", "table expected" },
  { "an endless loop", "while true do end", "too long" },
  { "an endless loop in a protected call", "while true do pcall(function() while true do end end) end", "too long" },
  { "an endless loop in a coroutine", "coroutine.wrap(function() while true do end end)()", "too long" },
  { "coroutines around the limit", "while true do coroutine.resume(coroutine.create(function() while true do end end)) end", "too long" },
  { "coroutines that yield without end", "local f = coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end", "too long" },
  { "xpcall with an endless handler", "xpcall(error, function() while true do end end)", "too long" },
  { "an endless close", "do local x <close> = setmetatable({}, {__close = function() while true do end end}) end", "too long" },
  { "an endless sort", "table.sort({3, 1, 2, 5, 4}, function() while true do end end)", "too long" },
  { "endless gsub", "('x'):gsub('x', function() while true do end end)", "too long" },
  { "a memory bomb of strings", "local s = 'x' while true do s = s .. s end", "not enough memory" },
  { "a memory bomb of tables", "local t = {} while true do t = {t, t} t[3] = ('x'):rep(1 << 20) .. #t end", "" },
  { "a bomb that is caught", "local t = {} for i = 1, 1e9 do pcall(function() t[i] = ('x'):rep(1 << 24) .. i end) end", "" },
  { "string.rep", "local s = ('x'):rep(1 << 40)", "" },
  { "string.rep with separators", "local s = ('x'):rep(1 << 31, ('y'):rep(1 << 20))", "" },
  { "table.concat", "local t = setmetatable({}, {__index = function() return ('x'):rep(1 << 20) end, __len = function() return 1 << 30 end}) local s = table.concat(t)", "" },
  { "table.unpack", "local n = select('#', table.unpack({}, 1, 1e8))", "too many results" },
  { "string.format", "local s = ('%99999d'):format(1)", "invalid" },
  { "string.pack", "local s = string.pack('!16i17', 1)", "out of limits" },
  { "a pattern that nests", "local x = ('('):rep(1 << 16):find(('('):rep(1 << 16))", "" },
  { "a pattern that backtracks", "local x = ('a'):rep(30000):find('.-.-.-.-b')", "too long" },
  { "a match that backtracks", "local x = ('a'):rep(30000):match('(a*)(a*)(a*)(a*)b')", "too long" },
  { "gsub that backtracks", "local x = ('a'):rep(30000):gsub('.-.-.-.-b', '')", "too long" },
  { "gmatch that backtracks", "for x in ('a'):rep(30000):gmatch('a*a*a*a*b') do print(x) end", "too long" },
  { "a pattern that backtracks in a protected call", "while true do pcall(string.find, ('a'):rep(30000), '.-.-.-.-b') end", "too long" },
  { "a pattern of many brackets", "local x = ('('):rep(1 << 20):find(('%b()'):rep(50))", "too long" },
  { "a pattern without end", "local x = ('x'):find(('x?'):rep(1 << 20))", "too long" },
  { "a pattern of many choices", "local x = ('x'):rep(300):find(('x?'):rep(300) .. 'y')", "too complex" },
  { "string.rep of nothing", "local x = (''):rep(1 << 60)", "too long" },
  { "table.move", "table.move({}, 1, 1 << 60, 2)", "too long" },
  { "table.insert far away", "table.insert(setmetatable({}, {__len = function() return 1 << 60 end}), 1, 'x')", "too long" },
  { "table.remove far away", "table.remove(setmetatable({}, {__len = function() return 1 << 60 end}), 1)", "too long" },
  { "table.concat of what is not there", "local x = table.concat(setmetatable({}, {__index = setmetatable({}, {__index = table.concat})}), '', 1, 1 << 60)", "too long" },
  { "table.sort of what is not there", "table.sort(setmetatable({}, {__len = function() return 1 << 30 end}), rawequal)", "__len" },
  { "string.upper of much, often", "local s = ('x'):rep(1 << 26) while true do s:upper() end", "too long" },
  { "utf8.len of much, often", "local s = ('x'):rep(1 << 26) while true do utf8.len(s) end", "too long" },
  { "a regular expression that backtracks", "local x = re('(a+)+$'):test(('a'):rep(1 << 12) .. 'b') print 'refused'" },
  { "deep recursion", "local function f() return 1 + f() end f()", "stack overflow" },
  { "deep recursion of pcall", "local function f() return pcall(f) end f() print 'refused'" },
  { "recursion in C", "local t = {} t.__index = function(_, k) return t[k .. 'x'] end setmetatable(t, t) local x = t.a", "" },
  { "nested coroutines", "local function f() coroutine.wrap(f)() end f()", "C stack overflow" },
  { "deep recursion of tostring", "local t = setmetatable({}, {__tostring = function(s) return tostring(s) end}) local x = tostring(t)", "" },
  { "a chunk that nests", "local f = load(('('):rep(1 << 16)) if not f then print 'refused' end" },
  { "finalisers", "setmetatable({}, {__gc = function() while true do end end})", "finalisers" },
  { "ffi without permission", "_G['ffi'].load('libc.so.6')", "permission 'ffi'", recipe = true },
  { "ffi in a script without a recipe", "ffi.load('libc.so.6')", "permission 'ffi'" },
  { "the tracer's own memory", "ffi.string(4096)", "permission 'ffi'" },
  { "a buffer of the tracer", "ffi.buffer(16)", "permission 'ffi'" },
  { "io.open", "io.open('/etc/passwd')", "permission 'files'" },
  { "io.popen", "io.popen('true')", "permission 'exec'" },
  { "io.lines in a recipe", "for l in io.lines('/etc/passwd') do print(l) end", "permission 'files'", recipe = true },
  { "memory without permission", "local m = processes()[1].mem", "permission 'memory'", recipe = true },
  { "the metatable of a file", "getmetatable(io).__index = print", "" },
  { "memory read without end", "local s = processes()[1].mem:read(4096, 1 << 40)", "from 0 to" },
  { "memory of no address", "if processes()[1].mem:read(-1, 16) == nil then print 'refused' end" },
  { "a string of memory without end", "local s = processes()[1].mem:cstr(4096, 1 << 40)", "from 1 to" },
  { "memory without end", "local a = processes()[1].mem:alloc(1 << 40)", "" },
  { "a struct that is none", "local s = processes()[1].mem:struct('no_such', 4096)", "no struct" },
  { "replacement that nests", "local x = re'a':gsub(('a'):rep(1 << 20), function() while true do end end)", "too long" },
  { "a regular expression run without end", "local r, s = re'x', ('a'):rep(1 << 24) while true do r:test(s) end", "too long" },
  { "a regular expression as a metatable", "getmetatable(re'x').__gc = nil", "" },
  { "an address that is none", "if net.parse(('1'):rep(1 << 20)) == nil then print 'refused' end" },
  { "an address of a huge network", "net.contains('10.0.0.0/99999999999999999999', '10.0.0.1')", "no network" },
  { "a symbol of no process", "sym.find(1, {pid = 1})", "not traced" },
  { "coroutine.close around the limit", "local c = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() while true do end end}) coroutine.yield() end) coroutine.resume(c) while true do coroutine.close(c) end", "too long" },
  { "a loop in a wrapped generator", "for x in coroutine.wrap(function() while true do coroutine.yield(1) end end) do end", "too long" },
  { "a signal without permission", "processes()[1]:send 'SIGKILL'", "permission 'signal'", recipe = true },
  { "a pause without permission", "processes()[1]:pause()", "permission 'control'", recipe = true },
  { "an event kept past its handler", "local kept = saved.e", "event is over" },
  { "json that nests", "json.decode(('['):rep(1 << 16))", "" },
  { "a table in itself as json", "local t = {} t.t = t json.encode(t)", "too deep" },
}

local function quoted(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

local function script_of(attempt)
  local head = attempt.recipe and 'recipe { api = 1, name = "sly", summary = "Says that it only looks" }\n' or ""
  if attempt[2]:find "saved" then
    return head .. "local saved = {} before('openat', {nth=1}, function(e) saved.e = e end)"
      .. "on.exit(function(e) saved.e = nil end) before('exit_group', function() local kept = saved end)"
      .. "every('1ms', function() if saved.e then local x = saved.e.name end end)"
  end
  return head .. "on.start(function() " .. attempt[2] .. " end)"
end

-- Memory is bounded from outside too, should a limit fail; sanitizers need more room than that.
local LIMIT = "ulimit -v 4000000; "
if not os.execute(LIMIT .. quoted(moontap) .. " -V >/dev/null 2>&1") then LIMIT = "" end

-- Both outputs, and the exit status (128 and more: a signal).
local function run(attempt)
  local command = LIMIT .. "exec timeout -s KILL 40 %s eval %s -- sh -c 'sleep 0.02; echo sur\"\"vived' 2>&1 </dev/null"
  local pipe = assert(io.popen(command:format(quoted(moontap), quoted(script_of(attempt)))))
  local output = pipe:read("a")
  local _, how, status = pipe:close()
  return output, how == "exit" and status or 128 + status
end

local function complaint(attempt, output, status)
  if not output:find("survived", 1, true) then return "the program did not run to its end" end
  if not attempt[3] then
    if status ~= 0 or not output:find("refused", 1, true) then return "was not refused" end
  elseif status ~= 3 then
    return "ended with " .. status
  elseif not output:find(attempt[3], 1, true) or not output:find("INCOMPLETE", 1, true) then
    return "does not say what was wrong"
  end
end

local n_run = 0
for _, attempt in ipairs(attempts) do
  if attempt[1]:find(wanted, 1, true) then
    n_run = n_run + 1
    local output, status = run(attempt)
    local wrong = complaint(attempt, output, status)
    print(("%s %d %s"):format(wrong and "not ok" or "ok", n_run, attempt[1]))
    if wrong then print("# " .. wrong .. "\n" .. (output:sub(1, 1500):gsub("[^\n]+", "# %0"))) end
  end
end
print("1.." .. n_run)
