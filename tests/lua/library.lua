-- The string and table functions that scripts have are moontap's own: they must answer as Lua's do.
-- Run: lua5.4 tests/lua/library.lua MOONTAP FOLDER_FOR_OUTPUT
-- Example: lua5.4 tests/lua/library.lua build/moontap /tmp
local texts = {
  "", "a", "aaa", "hello world", "key = value", "  trim me  ", "(a(b)c)", "x=1, y=2,z=3", "THE (quick) fox", "foo.bar.baz",
  "a\0b\0c", "[[x]]", "%d", "2024-01-02", "/usr/lib/x.so.1", "aXbXc", "]]", "a-b", "^x$",
}
local patterns = {
  "", "a", ".", "a*", "a-", "a+", "a?", ".-b", "(.-)b", "^a", "a$", "^$", "%w+", "(%w+)%s*=%s*(%w+)", "^%s*(.-)%s*$", "%b()",
  "%f[%w]%w+", "()", "()a()", "(a)%1", "([^,]*),?", "[a-c]+", "[]]", "[^]]", "[%a_][%w_]*", "%%", "%.", "(.*)/", "(.*)%.",
  "[%z]", "%z", "\0", "[a%-]", "[-a]", "[a-]", "(%d+)-(%d+)-(%d+)", "X(.-)X", "^(.-)$", "$", "x$y", "%$", "^^", "((a)(b))",
  "%f[%z]", "[^%s]+", "%x+", "%p", "(h)(e)(l)(l)(o)", ".-$", "%S+", "a.-c", "[A-Z]+", "%u%l*", "%g+", "%C", "%L+", "[%D]",
}
local malformed = { "(", ")", "[", "[a", "%", "%b", "%bx", "%f", "%fa", "%1", "(%1)", "(a", "a)", "[%", "[^]" }
local lines = {}

local function add(...)
  local words = table.pack(...)
  for i = 1, words.n do words[i] = type(words[i]) == "string" and ("%q"):format(words[i]) or tostring(words[i]) end
  lines[#lines + 1] = table.concat(words, "|")
end

local function add_matches(text, pattern)
  add("find", text, pattern, text:find(pattern))
  add("find from 3", text, pattern, text:find(pattern, 3))
  add("find from the end", text, pattern, text:find(pattern, -2))
  add("find plain", text, pattern, text:find(pattern, 1, true))
  add("match", text, pattern, text:match(pattern))
  for a, b in text:gmatch(pattern) do add("gmatch", text, pattern, a, b) end
  for a, b in text:gmatch(pattern, 3) do add("gmatch from 3", text, pattern, a, b) end
end

local function add_replacements(text, pattern)
  add("gsub", text, pattern, text:gsub(pattern, "<%0>"))
  add("gsub twice", text, pattern, pcall(string.gsub, text, pattern, "<%1%%>", 2))
  add("gsub by table", text, pattern, text:gsub(pattern, { a = "A", hello = 1, foo = false }))
  add("gsub by function", text, pattern, text:gsub(pattern, function(x, y) return y and x end))
end

for _, text in ipairs(texts) do
  for _, pattern in ipairs(patterns) do
    add_matches(text, pattern)
    add_replacements(text, pattern)
  end
end
for _, pattern in ipairs(malformed) do add("malformed", pattern, (pcall(string.find, "aab", pattern))) end

local list = {}
for i = 1, 5 do table.insert(list, i) end
table.insert(list, 1, 0)
table.insert(list, 7, 9)
add("insert", table.concat(list, ","))
add("insert too far", (pcall(table.insert, list, 99, 1)), (pcall(table.insert, list)))
add("remove", table.remove(list), table.remove(list, 1), table.remove(list, 2), table.concat(list, ","))
add("remove from nothing", table.remove({}), table.remove({}, 0), (pcall(table.remove, list, 9)))
add("rep", ("ab"):rep(3, ","), ("ab"):rep(0), ("ab"):rep(-1), ("ab"):rep(2.0), (pcall(string.rep, "ab", 1.5)))
add("concat", table.concat({ 1, 2, 3 }, "-", 2), table.concat({}), (pcall(table.concat, { {} })))
add("move", table.concat(table.move({ 1, 2, 3 }, 2, 3, 1)), table.concat(table.move({ 1, 2, 3 }, 1, 3, 2)))
table.sort(list, function(a, b) return a > b end)
add("sort", table.concat(list, " "), (pcall(table.sort, { 1, "x" })))
add("bytes", ("Ab"):upper(), ("Ab"):lower(), ("abc"):reverse(), ("abc"):sub(-2, 2), utf8.len("\u{e4}b"), utf8.offset("a\u{e4}b", 3))

local text = table.concat(lines, "\n") .. "\n"
local words = rawget(_G, "arg")
if not words then                       -- moontap runs it
  print((text:gsub("\n$", "")))
  return
end

local io = rawget(_G, "io")
local path = words[2] .. "/library.out"
local command = ("'%s' run -o '%s' '%s' -- true"):format(words[1], path, words[0])
local is_good = os.execute(command)
local file = is_good and io.open(path)
local theirs, n = file and file:read "a" or "", 0
local other = theirs:gmatch "([^\n]*)\n"
for line in text:gmatch "([^\n]*)\n" do
  local their_line = other()
  if line ~= their_line then
    n = n + 1
    print("Lua:     " .. line, "\nmoontap: " .. tostring(their_line))
  end
end
print(("%d answers, %d of them differ"):format(#lines, n))
os.exit(n == 0 and #lines > 1000 and is_good)
