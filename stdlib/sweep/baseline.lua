-- Two runs without a fault: what is right, what differs from run to run, and how long a run may take.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: local first, second = require "sweep.baseline".record(sweep)
local crew, faults = require "sweep.crew", require "sweep.faults"

local baseline = {}
local UNTRACEABLE, UNSTABLE, USAGE = 3, 4, 2
local FIRST_LIMIT, LEAST_LIMIT, FACTOR = 60, 3, 10
local PATIENCE = 4     -- on a busy machine a run may be slow: what seems to hang gets so much more time, once

local function fail(status, format, ...) error({ status = status, why = format:format(...) }, 0) end
local function note(format, ...) io.stderr:write("moontap: ", format:format(...), "\n") end

local function find_row(rows, name)
  for _, row in ipairs(rows) do
    if row[name] then return row end
  end
end

local function run(sweep, words)
  local result, why = crew.run_alone(sweep, words)
  if not result and why == "interrupted" then error({ status = 130 }, 0) end
  if not result then fail(UNTRACEABLE, "the command can't be run: %s", why) end
  if find_row(result.rows, "late") or result.late then
    fail(UNSTABLE, "without any fault the command does not end within %g s; --timeout=TIME allows more", sweep.limit)
  end
  if not find_row(result.rows, "done") then
    fail(result.status == USAGE and USAGE or UNTRACEABLE, "the command can't be traced: %s", result.notices:match("[^\n]*"))
  end
  if result.signal then fail(UNSTABLE, "without any fault the command dies of signal %d", result.signal) end
  return result
end

-- Files whose contents are never twice the same.
local function find_unstable(first, second)
  local ignored, names = {}, {}
  for _, pair in ipairs { { first.changes, second.changes }, { second.changes, first.changes } } do
    for path, now in pairs(pair[1]) do
      if pair[2][path] ~= now and not ignored[path] then ignored[path], names[#names + 1] = true, path end
    end
  end
  table.sort(names)
  return ignored, names
end

local function compare(sweep, first, second)
  if first.status ~= second.status then
    fail(UNSTABLE, "without any fault the command ends with %d, then with %d: no failure can be told from that", first.status, second.status)
  end
  if sweep.check and (first.check.status ~= 0 or second.check.status ~= 0) then
    fail(UNSTABLE, "without any fault the check fails: %s", first.check.text:match("[^\n]*"))
  end
  local names
  first.ignored, names = find_unstable(first, second)
  if #names > 0 then note("not compared, since it is never twice the same: %s", table.concat(names, ", ", 1, math.min(#names, 5))) end
  first.ignores_out = first.out_hash ~= second.out_hash
  if not first.ignores_out then return end
  if not sweep.check and not next(first.changes) then
    fail(UNSTABLE, "the output is never twice the same, and no file of the state changes: --check=COMMAND can tell what is right")
  end
  note "the output is not compared, since it is never twice the same"
end

-- Changes that no copy holds back.
local function warn_outside(sweep, rows)
  local seen = {}
  for _, row in ipairs(rows) do
    local path = row.changes and row.path
    if path and path:find("^/") and not path:find("^/dev/") and not path:find("^/proc/") and not path:find("^/tmp/") and
      not sweep.state:holds(path) and not seen[path] then
      if not next(seen) then note("the command may change %s, which is not part of the state: all runs share it", path) end
      seen[path] = true
    end
  end
end

-- Both runs; sweep.baseline and sweep.limit are known afterwards.
function baseline.record(sweep, timeout)
  sweep.limit = timeout and timeout / 1e9 or FIRST_LIMIT
  local calls = faults.calls(sweep.chosen)
  local words = { "sweep/record", "--calls=" .. calls, ("--limit=%dms"):format(math.floor(sweep.limit * 1000 + 60000)) }
  local first = run(sweep, { words[1], words[2], words[3], "--callers" })
  local second = run(sweep, words)
  compare(sweep, first, second)
  warn_outside(sweep, first.rows)
  sweep.baseline = first
  sweep.patience = timeout and 1 or PATIENCE
  if not timeout then sweep.limit = math.max(LEAST_LIMIT, FACTOR * second.seconds) end
  return first, second
end

return baseline
