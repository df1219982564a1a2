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

repeated most                                                 lookups   failed repeated
/etc/ld.so.cache                                                    4        0        2
...
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
    { args = {}, run = { "env", "LD_LIBRARY_PATH=/no/a:/no/b", "cat", "/dev/null" }, exit = 0, output = "LD_LIBRARY_PATH" },
  },
}

local MOST_PLACES = 50000
local total = { lookups = 0, failed = 0, repeated = 0, needed = 0, duration = 0 }
local by_process, by_dir, by_path = {}, {}, {}
local seen = per.process(function() return {} end)
local last_place = per.process(function() return {} end)
local next_of, places, n_places, used = {}, {}, 0, {}
local misses = { library = 0, program = 0, locale = 0, module = 0, cache = 0 }

local function counter(counters, key)
  local found = counters[key] or { key = key, lookups = 0, failed = 0, repeated = 0 }
  counters[key] = found
  return found
end

-- A search path is a list of directories that are asked one after the other, often.
local function walk(e, place)
  local own = last_place(e)
  local before_it = own.place
  if before_it == place then return end
  own.place = place
  if not places[place] then
    if n_places >= MOST_PLACES then return end
    n_places, places[place] = n_places + 1, 0
  end
  places[place] = places[place] + 1
  if not before_it or not places[before_it] then return end
  local followers = next_of[before_it] or {}
  next_of[before_it] = followers
  followers[place] = (followers[place] or 0) + 1
end

local function classify(e, path)
  local name = path:match "[^/]*$"
  if e.name:find "^exec" then misses.program = misses.program + 1
  elseif name:find "%.so[.%d]*$" or path:find "/glibc%-hwcaps" or path:find "/tls/" then misses.library = misses.library + 1
  elseif path:find "/locale/" then misses.locale = misses.locale + 1
  elseif path:find "__pycache__" and (e.err == "EROFS" or e.err == "EACCES") then misses.cache = misses.cache + 1
  elseif name:find "%.py[cdo]?$" or e.comm:find "^python" then misses.module = misses.module + 1 end
end

local function note(e, path, answer)
  local dir = path:match "^(.+)/[^/]*$" or "/"
  local key = e.name .. "\0" .. path .. "\0" .. answer
  local again = seen(e)[key] and 1 or 0
  local failed = e.failed and 1 or 0
  seen(e)[key] = true
  for _, row in ipairs { total, counter(by_process, ("%s[%d]"):format(e.comm, e.pid)), counter(by_dir, dir), counter(by_path, path) } do
    row.lookups, row.failed, row.repeated = row.lookups + 1, row.failed + failed, row.repeated + again
  end
  if failed == 0 and again == 0 then total.needed = total.needed + 1 end
  total.duration = total.duration + e.duration
  walk(e, e.failed and dir or path)
  if e.failed then classify(e, path) end
  if not e.failed and (e.name == "openat" or e.name == "execve") then used[path] = true end
end

after("%file", { under = args.under }, function(e)
  if e.path then note(e, e.path, e.err or "found") end
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

-- The follower of a place, if it comes behind at least half of its visits.
local function follower(place)
  local best
  for other, n in pairs(next_of[place] or {}) do
    if 2 * n >= places[place] and (not best or n > next_of[place][best]) then best = other end
  end
  return best
end

local function chain_from(start)
  local chain, inside = {}, {}
  local place = start
  while place and not inside[place] do
    chain[#chain + 1], inside[place] = place, true
    place = follower(place)
  end
  return chain
end

-- The longest chain of places that were visited more than twice.
local function search_path()
  local best = {}
  local has_leader = {}
  for place in pairs(places) do
    local behind = follower(place)
    if behind and places[place] > 2 then has_leader[behind] = true end
  end
  for place, n in pairs(places) do
    if n > 2 and not has_leader[place] then
      local chain = chain_from(place)
      if #chain > #best then best = chain end
    end
  end
  return #best > 2 and best or {}
end

local function is_used(dir)
  for path in pairs(used) do
    if path:sub(1, #dir + 1) == dir .. "/" then return true end
  end
  return false
end

local function never_hit()
  local dirs = {}
  for _, row in ipairs(sorted(by_dir, "failed")) do
    if row.failed == row.lookups and not is_used(row.key) then dirs[#dirs + 1] = row end
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
end

local function show_chain(chain)
  if #chain == 0 then return end
  local n_vain = 0
  print(("\nsearch path of %d places, in this order:"):format(#chain))
  for i, place in ipairs(chain) do
    local is_vain = not is_used(place)
    n_vain = n_vain + (is_vain and 1 or 0)
    if i <= args.top then
      print(("  %3d. %-54s %8d times%s"):format(i, place, places[place], is_vain and ", nothing used from it" or ""))
    end
  end
  print(("  nothing is used from %d of them"):format(n_vain))
end

local function advise(chain, vain)
  local said = {}
  local function say(when, text) if when then said[#said + 1] = text end end
  say(misses.library > 5, ("%d look-ups of libraries fail: shorten LD_LIBRARY_PATH, or use an RPATH or ld.so.conf"):format(misses.library))
  say(misses.program > 2, ("%d look-ups of programs fail: give whole paths, or put their directory first in PATH"):format(misses.program))
  say(misses.locale > 2, ("%d look-ups of translations fail: LC_ALL=C asks for none"):format(misses.locale))
  say(misses.cache > 0, "python can't write __pycache__ and compiles each time: make it writable, or compile once")
  say(#chain > 5 and share(total.repeated) > 30,
    ("%d places are searched for each name: join them in one directory of links, or put those that hit first"):format(#chain))
  say(#vain > 2, ("%d directories never had what was asked for: take them out of the search path"):format(#vain))
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
  show_rows("repeated most", sorted(by_path, "repeated"))
  show_rows("directories that never had what was asked for", vain)
  show_chain(chain)
  advise(chain, vain)
end)
