-- What a run's end means: one word for it, and what was expected and seen.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: local class, details = require "sweep.judge".judge(point, result, baseline)
local host = require "host"

local judge = {}

-- From harmless to bad. Letters are those of the table; fails: counts as a finding unless the user says otherwise.
judge.classes = {
  { name = "unreached", letter = "-", says = "the call was never made" },
  { name = "tolerated", letter = ".", says = "the result is right all the same" },
  { name = "reported", letter = "r", says = "ended with a message and another exit status" },
  { name = "litter", letter = "l", says = "reported, but files are left that were neither there before nor wanted" },
  { name = "warned", letter = "w", says = "a message, but the exit status of success, and a wrong result" },
  { name = "misreported", letter = "x", says = "the message names another error than the one that happened" },
  { name = "mute", letter = "m", says = "failed without a message" },
  { name = "storm", letter = "R", says = "tried again and again without end", fails = true },
  { name = "torn", letter = "T", says = "a file that was there before is neither as it was nor as it should be", fails = true },
  { name = "hang", letter = "H", says = "never ended", fails = true },
  { name = "crash", letter = "C", says = "died of a signal that says broken program", fails = true },
  { name = "silent", letter = "S", says = "success without a word, and a wrong result", fails = true },
}
judge.by_name = {}
for rank, class in ipairs(judge.classes) do
  class.rank = rank
  judge.by_name[class.name] = class
end

local CRASHES = { SIGSEGV = true, SIGBUS = true, SIGABRT = true, SIGFPE = true, SIGILL = true, SIGTRAP = true, SIGSYS = true }

-- Texts of all errors but one, the longest first: strerror(3).
local error_texts
local function all_error_texts()
  if error_texts then return error_texts end
  error_texts = {}
  for number = 0, 133 do
    local text = host.error_text(number)
    if not text:find("^Unknown") then error_texts[#error_texts + 1] = text:lower() end
  end
  table.sort(error_texts, function(a, b) return #a > #b end)
  return error_texts
end

-- Lines without what no two runs share.
local function plain_lines(text)
  local lines = {}
  for line in text:gmatch("[^\n]+") do lines[#lines + 1] = line:gsub("0x%x+", "0"):gsub("%d+", "0") end
  return lines
end

-- The lines that the baseline does not have.
local function new_lines(text, old)
  local known, new = {}, {}
  for _, line in ipairs(plain_lines(old)) do known[line] = true end
  for _, line in ipairs(plain_lines(text)) do
    if not known[line] then new[#new + 1] = line end
  end
  return new
end

-- Whether the message speaks of another error than that which happened.
local function is_misreported(errno, lines)
  local number = errno and host.error_number(errno)
  local said = table.concat(lines, "\n"):lower()
  if not number or said:find(host.error_text(number):lower(), 1, true) or said:find(errno:lower(), 1, true) then return false end
  for _, text in ipairs(all_error_texts()) do
    local at = said:find(text, 1, true)
    if at then return true, text end
  end
  return false
end

local function without(changes, ignored)
  local kept = {}
  for path, now in pairs(changes) do
    if not ignored[path] then kept[path] = now end
  end
  return kept
end

local function sorted_keys(...)
  local keys, seen = {}, {}
  for _, map in ipairs { ... } do
    for key in pairs(map) do
      if not seen[key] then keys[#keys + 1], seen[key] = key, true end
    end
  end
  table.sort(keys)
  return keys
end

-- Which files are not as they should be. torn: destroyed; litter: new and not wanted so.
local function compare_files(result, baseline, old)
  local torn, litter, other = {}, {}, {}
  local got_all, want_all = without(result.changes, baseline.ignored), without(baseline.changes, baseline.ignored)
  for _, path in ipairs(sorted_keys(got_all, want_all)) do
    local was = old[path] or "gone"
    local got, want = got_all[path] or was, want_all[path] or was
    if got ~= want then
      other[#other + 1] = { path = path, expected = want, seen = got }
      if got ~= was and was ~= "gone" and not got:find("^dir") then torn[#torn + 1] = path end
      if got ~= was and was == "gone" then litter[#litter + 1] = path end
    end
  end
  return { torn = torn, litter = litter, other = other }
end

local function find_row(rows, name)
  for _, row in ipairs(rows) do
    if row[name] then return row end
  end
end

-- A process that died of a signal that says so, and did not in the baseline.
local function find_crash(result, baseline)
  local usual = {}
  for _, row in ipairs(baseline.rows) do
    if row.signal then usual[row.signal .. (row.comm or "")] = true end
  end
  for _, row in ipairs(result.rows) do
    if CRASHES[row.signal] and not row.ending and not usual[row.signal .. (row.comm or "")] then return row end
  end
end

local function judge_files(files, result, baseline)
  local check = result.check
  if #files.torn > 0 and not check or (check and check.status ~= baseline.check.status) then return "torn" end
  return #files.litter > 0 and "litter" or nil
end

-- The command ended as if nothing had happened.
local function judge_success(point, files, result, baseline, lines)
  local is_right
  if result.check then
    is_right = result.check.status == baseline.check.status
  else
    is_right = (baseline.ignores_out or result.out_hash == baseline.out_hash) and #files.other == 0
  end
  if is_right and not point.loses then return "tolerated" end
  if is_right and #lines > 0 then return "tolerated" end
  return #lines > 0 and "warned" or "silent"
end

local function judge_failure(point, files, result, baseline, lines)
  local class = judge_files(files, result, baseline)
  local said = baseline.out:sub(1, #result.out) ~= result.out and new_lines(result.out, baseline.out) or {}
  if class == "torn" then return class end
  if #lines == 0 and #said == 0 then return "mute" end
  if is_misreported(point.act.errno, #lines > 0 and lines or said) then return "misreported" end
  return class or "reported"
end

local function is_same_end(a, b) return a.status == b.status and a.signal == b.signal end

-- The class of a run, and what is wrong with its files.
function judge.judge(point, result, baseline, old)
  local files = compare_files(result, baseline, old)
  local fired = find_row(result.rows, "fired")
  local lines = new_lines(result.err, baseline.err)
  if not fired then return "unreached", files end
  if find_row(result.rows, "storm") then return "storm", files end
  local crash = find_crash(result, baseline)
  if crash then return "crash", files, crash end
  if find_row(result.rows, "late") or result.late then return "hang", files end
  if point.act.kill then return judge_files(files, result, baseline) or "tolerated", files end
  if is_same_end(result, baseline) then return judge_success(point, files, result, baseline, lines), files end
  return judge_failure(point, files, result, baseline, lines), files
end

return judge
