-- Look-ups of files that did nothing: repeats, failures, search paths that are walked again and again.
-- Run: moontap run redundant [--latency=TIME] [--top=N] -- COMMAND
-- Example: moontap run redundant --latency=1ms -- python3 -c 'import json'
recipe {
  api = 1, name = "redundant", summary = "Find look-ups of files that are repeated or in vain, and what they cost",
  tags = { "file", "performance", "lookup", "look-up", "search path", "redundancy", "startup" },
  example = "moontap run redundant --top=3 -- env LD_LIBRARY_PATH=/srv:/opt ls -d /",
  output = [[
72 look-ups: 52 failed (72 %), 13 repeated (18 %); they took 1.745ms
at 1ms each: 72ms; without repeats 59ms, without failures 20ms, without both 16ms

by process                                                    lookups   failed repeated
ls[30543]                                                          65       50       13
env[30543]                                                          7        2        0

by caller, of those that failed or repeat                     lookups   failed repeated
ls: the loader                                                     51       47       13
...
repeated most                                                 lookups   failed repeated
/etc/ld.so.cache                                                    4        0        2
...
directories that never had what was asked for                 lookups   failed repeated
/opt                                                                6        6        1
/srv                                                                6        6        1
...
search path of 4 directories, in this order; a search asks 2.5 of them:
    1. /srv                                                          2 times, nothing used from it
    2. /opt                                                          2 times, nothing used from it
    3. /lib/x86_64-linux-gnu                                         4 times
...
advice:
  - 40 look-ups of libraries fail: shorten LD_LIBRARY_PATH, or use an RPATH or ld.so.conf
  - 23 directories never had what was asked for: take them out of the search path
]],
  args = {
    latency = { type = "duration", default = "1ms", help = "what a look-up costs on the disk to think of" },
    top = { type = "integer", default = 10, help = "rows of each table" },
    under = { type = "path", help = "only files below this directory" },
    json = { type = "boolean", help = "the numbers as one record instead of text" },
  },
  tests = {
    { args = {}, run = { "sh", "-c", "test -e /no/1; test -e /no/1; test -e /no/1" }, exit = 1, output = "/no  " },
    { args = { under = "/no" }, run = { "sh", "-c", "test -e /no/1; test -e /no/1; :" }, exit = 0, output = "2 look-ups: 2 failed (100 %), 1 repeated (50 %)" },
    { args = {}, run = { "env", "LD_LIBRARY_PATH=/srv:/opt", "cat", "/dev/null" }, exit = 0, output = "cat: the loader" },
    { args = {}, run = { "env", "PATH=/no/a:/no/b:/no/c", "/bin/sh", "-c", "x; y; z" }, exit = 127,
      output = "search path of 3 directories, in this order; a search asks 3.0 of them:\n    1. /no/a" },
    { args = {}, run = { "env", "LD_LIBRARY_PATH=/no/a:/no/b", "cat", "/dev/null" }, exit = 0, output = "LD_LIBRARY_PATH" },
  },
}

local MOST_KEYS, MOST_PLACES, MOST_STACKS, STACKS_AT_ONCE = 200000, 50000, 1500, 300
local total = { lookups = 0, failed = 0, repeated = 0, needed = 0, duration = 0 }
local by_process, by_caller, by_dir, by_path, n_keys = {}, {}, {}, {}, 0
local seen = per.process(function() return { n = 0 } end)
local last_of = per.process(function() return {} end)
local next_of, places, n_places, used = {}, {}, 0, {}
local n_redundant, n_stacks = 0, 0
local walks = {}               -- by the place where they begin: how many, and how many places they asked
local misses = { library = 0, program = 0, locale = 0, module = 0, compiled = 0, cache = 0 }

-- Past so many keys, new ones are counted together.
local function counter(counters, key)
  local found = counters[key]
  if found then return found end
  n_keys = n_keys + 1
  if n_keys > MOST_KEYS then key = "(other)" end
  found = counters[key] or { key = key, lookups = 0, failed = 0, repeated = 0 }
  counters[key] = found
  return found
end

local function visit(place)
  if not places[place] then
    if n_places >= MOST_PLACES then return end
    n_places, places[place] = n_places + 1, 0
  end
  places[place] = places[place] + 1
end

local function link(from, to)
  if not places[from] then return end
  local followers = next_of[from] or {}
  next_of[from], followers[to] = followers, (followers[to] or 0) + 1
end

-- A search path is a list of directories in which one name is looked for, or that are looked at themselves,
-- one after the other, in the same order again and again.
local function walk(e, place, name)
  local own = last_of(e)
  if own.place == place and own.name == name then return end
  local goes_on = own.place and own.name == name and own.place ~= place
  if goes_on and not own.is_walk then
    visit(own.place)
    own.walks = walks[own.place] or { n = 0, n_asked = 0 }
    walks[own.place] = own.walks
    own.walks.n, own.walks.n_asked = own.walks.n + 1, own.walks.n_asked + 1
  end
  if goes_on then
    own.walks.n_asked = own.walks.n_asked + 1
    link(own.place, place)
    visit(place)
  end
  own.is_walk, own.place, own.name = goes_on, place, name
end

local stats = { stat = "statbuf", lstat = "statbuf", newfstatat = "statbuf", stat64 = "statbuf", fstatat64 = "statbuf", statx = "statxbuf" }

local function is_directory(e, a)
  if e.failed or not stats[e.name] then return false end
  local answer = a[stats[e.name] ]
  local mode = type(answer) == "table" and (answer.st_mode or answer.stx_mode) or 0
  return mode & 0xf000 == S_IFDIR
end

local function classify(e, path)
  local name, is_python = path:match "[^/]*$", e.comm:find "^python"
  if e.name:find "^exec" then misses.program = misses.program + 1
  elseif path:find "/__pycache__" and e.err ~= "ENOENT" then misses.cache = misses.cache + 1
  elseif path:find "/__pycache__" then misses.compiled = misses.compiled + 1
  elseif is_python and (name:find "^__init__%." or name:find "%.cpython%-" or name:find "%.abi3%.so$" or name:find "%.py[cdo]?$") then
    misses.module = misses.module + 1
  elseif name:find "%.so[.%d]*$" or path:find "/glibc%-hwcaps" or path:find "/tls" then misses.library = misses.library + 1
  elseif path:find "/locale/" then misses.locale = misses.locale + 1 end
end

-- " > /usr/bin/git(main+0x14) [0x55]" -> "git: main", of the first frame that is neither the C library nor the loader.
local function caller_of(e)
  local object
  for frame in e:stack(10):gmatch "[^\n]+" do
    local file, symbol = frame:match "^ > (.-)%((.-)%)"
    local name = (file or ""):match "[^/]*$"
    if not name:find "^libc%." and not name:find "^ld%-" and not name:find "^libpthread" and name ~= "" then
      object = object or name
      if name ~= object then break end
      symbol = symbol:match "^([^@]+).*%+0x%x+$"
      if symbol then return object .. ": " .. symbol end
    end
  end
  return object or "the loader"
end

-- Stacks are dear: of the first redundant look-ups, then of every tenth, up to a limit.
local function note_caller(e, failed, again)
  n_redundant = n_redundant + 1
  if n_stacks >= MOST_STACKS or n_stacks > STACKS_AT_ONCE and n_redundant % 10 > 0 then return end
  n_stacks = n_stacks + 1
  local row = counter(by_caller, e.comm .. ": " .. caller_of(e))
  row.lookups, row.failed, row.repeated = row.lookups + 1, row.failed + failed, row.repeated + again
end

-- The same call with the same path and the same answer, in one process.
local function is_again(e, path)
  local own, key = seen(e), e.name .. "\0" .. path .. "\0" .. (e.err or "")
  if own[key] then return 1 end
  if own.n < MOST_KEYS then own.n, own[key] = own.n + 1, true end
  return 0
end

local function use(path)
  local dir = path:match "^(.*)/"
  while dir and not used[dir] do
    used[dir] = true
    dir = dir:match "^(.*)/"
  end
end

local function note(e, a, path)
  local dir, name = path:match "^(.*)/([^/]*)$"
  dir = dir == "" and "/" or dir or path
  local again, failed = is_again(e, path), e.failed and 1 or 0
  for _, row in ipairs { total, counter(by_process, ("%s[%d]"):format(e.comm, e.pid)), counter(by_dir, dir), counter(by_path, path) } do
    row.lookups, row.failed, row.repeated = row.lookups + 1, row.failed + failed, row.repeated + again
  end
  if failed == 0 and again == 0 then total.needed = total.needed + 1 end
  if failed + again > 0 then note_caller(e, failed, again) end
  total.duration = total.duration + e.duration
  if is_directory(e, a) then walk(e, path, nil) else walk(e, dir, name) end
  if e.failed then classify(e, path) else use(path) end
end

after("%file", { under = args.under }, function(e, a)
  if e.path then note(e, a, e.path) end
end)

local function sorted(rows, field)
  local list = {}
  for _, row in pairs(rows) do
    if row[field] > 0 then list[#list + 1] = row end
  end
  table.sort(list, function(a, b)
    if a[field] ~= b[field] then return a[field] > b[field] end
    return a.key < b.key
  end)
  return list
end

-- The place that comes behind this one most often, if not seldom.
local function follower(place)
  local best
  for other, n in pairs(next_of[place] or {}) do
    if 3 * n >= places[place] and (not best or n > next_of[place][best] or n == next_of[place][best] and other < best) then best = other end
  end
  return best
end

local function chain_from(start)
  local chain, inside = {}, {}
  local place = start
  while place and not inside[place] and places[place] > 1 do
    chain[#chain + 1], inside[place] = place, true
    place = follower(place)
  end
  return chain
end

-- "/a", "/a/b", "/a/b/c": one path that is resolved, no search.
local function is_descent(chain)
  for i = 2, #chain do
    if chain[i]:sub(1, #chain[i - 1] + 1) ~= chain[i - 1] .. "/" then return false end
  end
  return true
end

-- The longest chain of places that were visited more than once: from one that follows none, or, where it ends
-- as it begins, from the one that is visited most.
local function search_path()
  local starts, has_leader, best = {}, {}, {}
  for place, n in pairs(places) do
    if n > 1 then
      starts[#starts + 1] = place
      has_leader[follower(place) or ""] = true
    end
  end
  table.sort(starts, function(a, b)
    if (has_leader[a] or false) ~= (has_leader[b] or false) then return not has_leader[a] end
    if places[a] ~= places[b] then return places[a] > places[b] end
    return a < b
  end)
  local inside = {}
  for _, start in ipairs(starts) do
    local chain = inside[start] and {} or chain_from(start)
    for _, place in ipairs(chain) do inside[place] = true end
    if #chain > #best and not is_descent(chain) then best = chain end
  end
  return #best > 2 and best or {}
end

local function never_hit()
  local dirs = {}
  for _, row in ipairs(sorted(by_dir, "failed")) do
    if row.failed == row.lookups and not used[row.key] and not row.key:find "/__pycache__" then dirs[#dirs + 1] = row end
  end
  return dirs
end

local function share(n) return total.lookups > 0 and math.floor(100 * n / total.lookups + 0.5) or 0 end

local function show_rows(title, rows)
  if #rows == 0 then return end
  print(("\n%-60s %8s %8s %8s"):format(title, "lookups", "failed", "repeated"))
  for i = 1, math.min(#rows, args.top) do
    print(("%-60s %8d %8d %8d"):format(rows[i].key, rows[i].lookups, rows[i].failed, rows[i].repeated))
  end
  if #rows > args.top then print(("... %d more"):format(#rows - args.top)) end
end

local function show_chain(chain)
  if #chain == 0 then return end
  local n_vain, n, n_asked = 0, 0, 0
  for _, place in ipairs(chain) do
    n, n_asked = n + (walks[place] or { n = 0 }).n, n_asked + (walks[place] or { n_asked = 0 }).n_asked
  end
  print(("\nsearch path of %d directories, in this order; a search asks %.1f of them:"):format(#chain, n_asked / math.max(1, n)))
  for i, place in ipairs(chain) do
    local is_vain = not used[place]
    n_vain = n_vain + (is_vain and 1 or 0)
    if i <= args.top then
      print(("  %3d. %-54s %8d times%s"):format(i, place, places[place], is_vain and ", nothing used from it" or ""))
    end
  end
  if #chain > args.top then print(("  ... %d more"):format(#chain - args.top)) end
  print(("  nothing is used from %d of them"):format(n_vain))
end

local function advise(chain, vain)
  local said = {}
  local function say(when, text, n)
    if when then said[#said + 1] = n and text:format(n) or text end
  end
  say(misses.library > 5, "%d look-ups of libraries fail: shorten LD_LIBRARY_PATH, or use an RPATH or ld.so.conf", misses.library)
  say(misses.program > 2, "%d look-ups of programs fail: give whole paths, or put their directory first in PATH", misses.program)
  say(misses.locale > 2, "%d look-ups of translations fail: LC_ALL=C asks for none", misses.locale)
  say(misses.cache > 0, "python can't write __pycache__ and compiles each time: make it writable, or compile once")
  say(misses.compiled > 10, "python finds no compiled file for %d modules: run python3 -m compileall on them once", misses.compiled)
  say(misses.module > 20, "%d look-ups of python's modules fail: put the directories that have them first", misses.module)
  say(#chain > 5 and share(total.repeated) > 30,
    "%d directories are searched for each name: join them in one directory of links (for python, in one zip), or put those that hit first", #chain)
  say(#vain > 2, "%d directories never had what was asked for: take them out of the search path", #vain)
  say(#said == 0 and share(total.repeated) > 50, "most look-ups repeat one with the same answer: keep the answers")
  if #said > 0 then print "\nadvice:" end
  for _, text in ipairs(said) do print("  - " .. text) end
end

on.finish(function()
  if args.json then return emit(total) end
  local chain, vain = search_path(), never_hit()
  print(("%d look-ups: %d failed (%d %%), %d repeated (%d %%); they took %s"):format(
    total.lookups, total.failed, share(total.failed), total.repeated, share(total.repeated), fmt.duration(total.duration)))
  print(("at %s each: %s; without repeats %s, without failures %s, without both %s"):format(
    fmt.duration(args.latency), fmt.duration(args.latency * total.lookups),
    fmt.duration(args.latency * (total.lookups - total.repeated)),
    fmt.duration(args.latency * (total.lookups - total.failed)), fmt.duration(args.latency * total.needed)))
  show_rows("by process", sorted(by_process, "lookups"))
  show_rows(n_stacks < n_redundant and ("by caller (%d of %d that failed or repeat)"):format(n_stacks, n_redundant)
    or "by caller, of those that failed or repeat", sorted(by_caller, "lookups"))
  show_rows("repeated most", sorted(by_path, "repeated"))
  show_rows("directories that never had what was asked for", vain)
  show_chain(chain)
  advise(chain, vain)
end)
