-- From two recorded runs to numbered points: which call of which thread is to fail, and how.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: local points, left_out = require "sweep.plan".make(first, second, options)
local faults, host = require "sweep.faults", require "host"

local plan = {}

-- What every program does before and beside its own work: loading libraries, locales, name services.
local NOISE_PATHS = {
  "^/etc/ld%.so", "%.so$", "%.so%.[%d.]+$", "/locale/", "/locales?$", "/gconv/", "^/etc/nsswitch%.conf$", "^/usr/share/zoneinfo/",
  "^/etc/localtime$", "^/proc/filesystems$", "^/proc/self/maps$", "/locale%.alias$", "^/etc/selinux/", "/charset%.alias$",
}
local NOISE_NAMES = { "setlocale", "_nl_", "bindtextdomain", "__libc_early_init", "__libc_setup_tls", "_dl_", "__gconv", "iconv_open",
  "__libc_init_first", "__nscd", "nscd_", "__nss", "_nss_", "getpw", "getgr" }

-- "object(symbol+0x1) [0x2]" -> its parts; one line of a stack.
local function read_frame(line)
  local object, symbol, address = line:match("^ > (.-)%(([^)]*)%) %[(0x%x+)%]")
  return object and { object = object, symbol = symbol, address = address }
end

function plan.frames(stack)
  local frames = {}
  for line in (stack or ""):gmatch("[^\n]+") do frames[#frames + 1] = read_frame(line) end
  return frames
end

local function is_library(object) return object:find("/libc%.so") or object:find("/libc%-") or object:find("/libpthread") end
local function is_loader(object) return object:find("/ld%-[^/]*$") or object:find("/ld%-linux") end

-- Whether a call is the loader's or the locale's, not the program's own.
function plan.is_noise(call)
  for _, pattern in ipairs(NOISE_PATHS) do
    if call.path and call.path:find(pattern) then return true end
  end
  for _, frame in ipairs(plan.frames(call.stack)) do
    if is_loader(frame.object) then return true end
    for _, name in ipairs(NOISE_NAMES) do
      if frame.symbol:sub(1, #name) == name then return true end
    end
    if not is_library(frame.object) then return false end
  end
  return false
end

local function group_of(call) return ("%s\0%s\0%s"):format(call.name, call.comm, call.kind or "") end

-- Numbers the calls: which of its name and thread name it is, which of those on its kind of descriptor, and which of
-- those about its file.
local function number_calls(rows)
  local groups, seen = {}, {}
  local function count(...)
    local key = table.concat({ ... }, "\0")
    seen[key] = (seen[key] or 0) + 1
    return seen[key]
  end
  for _, call in ipairs(rows) do
    if call.name then
      local group = group_of(call)
      groups[group] = groups[group] or {}
      table.insert(groups[group], call)
      call.nth, call.kind_nth = count("any", call.name, call.comm), count("kind", group)
      call.path_nth = count("path", group, call.path or "")
    end
  end
  return groups
end

-- Marks the calls about files that their program has written to before.
local function mark_written(rows)
  local written = {}
  for _, call in ipairs(rows) do
    local key = call.name and ("%s\0%s"):format(call.comm, call.path or "")
    if key and call.kind == "file" and call.changes and call.name:find "write" then written[key] = true end
    call.was_written = key and written[key] or false
  end
end

-- Paths that differ in one part are the same with another random name.
local function is_same_path(a, b)
  if a == b then return true, true end
  if not a or not b then return false end
  if a:find("^%a+:%[") and b:find("^%a+:%[") then return true, false end
  local n_different, next_part = 0, b:gmatch("[^/]+")
  for part in a:gmatch("[^/]+") do
    local other = next_part()
    if not other then return false end
    if part ~= other then n_different = n_different + 1 end
  end
  return next_part() == nil and n_different <= 1, false
end

-- Marks the calls that both runs made in the same order; how many are left out for that.
local function compare(first, second)
  local n_different = 0
  for group, calls in pairs(first) do
    local others, is_equal = second[group] or {}, true
    for i, call in ipairs(calls) do
      local is_same, is_exact = false, false
      if others[i] then is_same, is_exact = is_same_path(call.path, others[i].path) end
      is_equal = is_equal and is_same
      call.is_stable, call.has_stable_path = is_equal, is_exact and call.path ~= nil and call.path:sub(1, 1) == "/"
      if not is_equal then n_different = n_different + 1 end
    end
  end
  return n_different
end

local function stack_key(call)
  local parts = {}
  for i, frame in ipairs(plan.frames(call.stack)) do parts[i] = frame.object:match("[^/]*$") .. frame.address end
  return table.concat(parts, " ")
end

local merge_keys = {
  stack = function(call) return stack_key(call) .. (call.stack and "" or call.path or "") end,
  path = function(call) return call.path or "" end,
  none = function(call) return call.kind_nth end,
}

-- Of calls that look alike the first, the middle and the last stand for all.
local function representatives(calls)
  local n = #calls
  if n <= 3 then return calls end
  return { calls[1], calls[(n + 1) // 2], calls[n] }
end

-- Sites in the order of their first call: {row, calls}.
local function find_sites(rows, chosen, options, counts)
  local sites, by_key = {}, {}
  local key_of = merge_keys[options.dedup]
  for _, call in ipairs(rows) do
    for _, row in ipairs(call.name and chosen or {}) do
      if faults.fits(row, call) and plan.is_wanted(call, options, counts) then
        local key = ("%s\0%s\0%s"):format(row.name, group_of(call), key_of(call))
        if not by_key[key] then
          by_key[key] = { row = row, calls = {} }
          sites[#sites + 1] = by_key[key]
        end
        table.insert(by_key[key].calls, call)
      end
    end
  end
  return sites
end

function plan.is_wanted(call, options, counts)
  if options.under and not (call.path or ""):find(options.under, 1, true) then return false end
  if not call.is_stable then return false end
  if not options.noise and plan.is_noise(call) then
    counts.noise[call] = true
    return false
  end
  return true
end

local MODES = { once = { false }, lasting = { true }, both = { false, true } }

local function make_point(site, call, i, lasts, options)
  local row = site.row
  local point = {
    fault = row.name, act = row.act, call = call.name, comm = call.comm, kind = row.kinds and call.kind, path = call.path,
    nth = row.kinds and call.kind_nth or call.nth, path_nth = call.path_nth, lasts = lasts, stack = call.stack, n_alike = #site.calls, shown_kind = call.kind,
  }
  if row.follows == "kind" and row.act.errno then point.family, point.kinds = row.calls, faults.kinds(row) end
  point.loses = (row.loses == "sync" and call.kind == "file") or (row.loses == "close" and call.was_written)
  if lasts and row.follows == "path" and call.has_stable_path then point.only_path, point.nth = call.path, call.path_nth end
  point.id = host.hash(table.concat({ options.program, row.name, call.name, call.comm, stack_key(call), tostring(i),
    lasts and "lasts" or "once", call.stack and "" or call.path or "" }, "\0")):sub(1, 8)
  return point
end

-- rows of two runs -> points, and counts: merged, noise, different.
function plan.make(first, second, chosen, options)
  local counts = { merged = 0, noise = {}, different = compare(number_calls(first), number_calls(second)) }
  local points, used = {}, {}
  mark_written(first)
  for _, site in ipairs(find_sites(first, chosen, options, counts)) do
    local calls = options.dedup == "none" and site.calls or representatives(site.calls)
    counts.merged = counts.merged + #site.calls - #calls
    for i, call in ipairs(calls) do
      for _, lasts in ipairs(MODES[site.row.once and "once" or options.mode]) do
        local point = make_point(site, call, i, lasts, options)
        while used[point.id] do point.id = host.hash(point.id):sub(1, 8) end
        used[point.id] = true
        points[#points + 1] = point
        point.number = #points
      end
    end
  end
  local n_noise = 0
  for _ in pairs(counts.noise) do n_noise = n_noise + 1 end
  counts.noise = n_noise
  return points, counts
end

local ordinals = { "st", "nd", "rd" }
function plan.ordinal(n)
  local ending = (n // 10) % 10 ~= 1 and ordinals[n % 10] or "th"
  return n .. ending
end

-- What is done to a call, in a word.
function plan.deed(point)
  if point.act.errno then return point.act.errno end
  return point.act.short and "half of its bytes" or "the end of all processes"
end

-- "5th read of /w/x.txt in perl -> EIO, and each later one"
function plan.describe(point)
  local of = point.path or point.shown_kind and "a " .. point.shown_kind
  return ("%s %s%s in %s -> %s%s"):format(plan.ordinal(point.path_nth), point.call, of and " of " .. of or "", point.comm,
    plan.deed(point), point.lasts and ", and each later one" or "")
end

return plan
