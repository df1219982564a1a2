-- The sweep from its options to its exit status.
-- Run: part of the recipe sweep, whose main function it is.
-- Example: return require "sweep.sweep" (args)
local host = require "host"
local baseline, crew, faults = require "sweep.baseline", require "sweep.crew", require "sweep.faults"
local finding, formats, journal = require "sweep.finding", require "sweep.formats", require "sweep.journal"
local judge, plan, progress = require "sweep.judge", require "sweep.plan", require "sweep.progress"
local report, state = require "sweep.report", require "sweep.state"

local PASS, FOUND, USAGE, INTERRUPTED = 0, 1, 2, 130

local function note(format, ...) io.stderr:write("moontap: ", format:format(...), "\n") end

-- Ends the sweep with a status and a line for the user.
local function fail(status, format, ...) error({ status = status, why = format:format(...) }, 0) end

local function is_below(path, folder) return path == folder or path:sub(1, #folder + 1) == folder .. "/" end

-- A folder of ours that no state holds.
local function make_folder(paths)
  for _, place in ipairs { os.getenv "TMPDIR" or "/tmp", "/var/tmp", "/dev/shm" } do
    local is_held = false
    for _, path in ipairs(paths) do is_held = is_held or is_below(place, path) end
    local folder = not is_held and host.temporary(place .. "/moontap-sweep")
    if folder then return folder end
  end
  fail(USAGE, "every place for temporary files is part of the state: set TMPDIR to a folder that is not")
end

local function make_state(args, current)
  local asked, paths = args.state, {}
  for i, path in ipairs(asked or {}) do
    local real, why = host.absolute(path)
    if not real then fail(USAGE, "--state: %s", why) end
    paths[i] = real
  end
  if not asked and current ~= "/" then paths = { current } end
  local folder = make_folder(paths)
  local made, why = state.new(paths, current, folder)
  if not asked and (not made or made.way ~= "overlay") then
    note("no copies of the current folder can be made cheaply here: what runs leave in it is left. --state=PATH copies PATH")
    made, why = state.new({}, current, folder)
  end
  if not made then fail(USAGE, "%s", why) end
  return made, folder
end

local function check_args(args, command, reports)
  local chosen, wrong = faults.select(args.faults)
  if #command == 0 then fail(USAGE, "which command? write it after --") end
  if not chosen then fail(USAGE, "--faults: there is no '%s'; there are usual, all, %s", wrong, table.concat(faults.names(), ", ")) end
  if not judge.by_name[args["fail-on"]] then fail(USAGE, "--fail-on: there is no class '%s'", args["fail-on"]) end
  if args.j and args.j < 1 then fail(USAGE, "-j %d: at least one run at a time", args.j) end
  for _, words in ipairs(reports) do
    local why = formats.refuse(words)
    if why then fail(USAGE, "%s", why) end
  end
  return chosen
end

local function read_accepted(path)
  local known = {}
  if not path then return known end
  local file, why = io.open(path)
  if not file then fail(USAGE, "--accepted: %s", why) end
  for line in file:lines() do
    local id, class = line:match("^%s*(%x+)%s+(%a+)")
    if id then known[id .. class] = true end
  end
  file:close()
  return known
end

-- The options that a replay must have too, and the command.
local function given_words(args, command)
  local words = {}
  for _, name in ipairs { "check", "dedup", "faults", "max", "mode", "noise", "state", "stdin", "timeout", "under" } do
    local value = args[name]
    local text = type(value) == "table" and table.concat(value, ",") or tostring(value)
    local usual = { dedup = "stack", faults = "usual", max = "5000", mode = "both", stdin = "/dev/null" }
    if name == "timeout" and value then text = ("%gs"):format(value / 1e9) end
    if value ~= nil and value ~= false and text ~= usual[name] then words[#words + 1] = ("--%s=%s"):format(name, text) end
  end
  words[#words + 1] = "--"
  table.move(command, 1, #command, #words + 1, words)
  return words
end

local function only(points, ids)
  if not ids then return points end
  local wanted, kept = {}, {}
  for _, id in ipairs(ids) do wanted[id] = true end
  for _, point in ipairs(points) do
    if wanted[point.id] then kept[#kept + 1], wanted[point.id] = point, nil end
  end
  for id in pairs(wanted) do fail(USAGE, "--only: no point of the plan has the id '%s'", id) end
  return kept
end

local function cut(points, most)
  local n_cut = math.max(0, #points - most)
  for i = #points, most + 1, -1 do points[i] = nil end
  for i, point in ipairs(points) do point.number = i end
  return n_cut
end

local function plan_text(points, counts)
  local lines = {}
  for _, point in ipairs(points) do
    lines[#lines + 1] = ("%4d  %s  %-12s %s"):format(point.number, point.id, point.fault, finding.plain(plan.describe(point)))
  end
  lines[#lines + 1] = report.counts { counts = counts }
  return table.concat(lines, "\n") .. "\n"
end

local function summarize(sweep, points, records, counts)
  local summary = { command = finding.plain(finding.quote(sweep.words)), records = {}, findings = {}, counts = counts,
    jobs = sweep.jobs, limit = sweep.limit }
  for i = 1, #points do
    local record = records[i]
    if record then
      summary.records[#summary.records + 1] = record
      counts.run = counts.run + 1
      if record.class == "unreached" then counts.unreached = counts.unreached + 1 end
      local is_bad = judge.by_name[record.class].rank >= sweep.fail_rank
      if is_bad and sweep.accepted[record.id .. record.class] then
        counts.accepted = counts.accepted + 1
      elseif is_bad then
        summary.findings[#summary.findings + 1] = record
      end
    end
  end
  table.sort(summary.findings, function(a, b)
    local x, y = judge.by_name[a.class].rank, judge.by_name[b.class].rank
    if x ~= y then return x > y end
    return a.number < b.number
  end)
  return summary
end

local function write(text, output)
  local file, why = io.stdout, nil
  if output then file, why = io.open(output, "w") end
  if not file then fail(USAGE, "-o: %s", why) end
  file:write(text)
  file:flush()
  if output then file:close() end
end

-- What the runs of single points printed, for who looks at one finding.
local function show_runs(points, sweep, output)
  local parts = {}
  for _, point in ipairs(points) do
    local result, why = crew.run_point(sweep, point)
    if not result then fail(3, "%s", why) end
    parts[#parts + 1] = ("--- output of the run of %s\n%s--- its messages\n%s"):format(point.id, result.out, result.err)
  end
  return write(table.concat(parts), output)
end

local function make_sweep(args)
  local command = args.command
  local sweep = { words = command, chosen = check_args(args, command, args.reports), check = args.check, jobs = args.j or host.cpus(),
    given = given_words(args, command), accepted = read_accepted(args.accepted), stdin = host.absolute(args.stdin),
    fail_rank = judge.by_name[args["fail-on"]].rank, noise = args.noise }
  if not sweep.stdin then fail(USAGE, "--stdin: there is no %s", args.stdin) end
  sweep.state, sweep.folder = make_state(args, host.absolute("."))
  return sweep
end

local function make_points(sweep, args)
  local first, second = baseline.record(sweep, args.timeout)
  local points, counts = plan.make(first.rows, second.rows, sweep.chosen, { dedup = args.dedup, mode = args.mode, noise = args.noise,
    under = args.under, program = sweep.words[1]:match("[^/]*$") })
  counts.cut = cut(points, args.max)
  counts.planned, counts.run, counts.unreached, counts.accepted = #points, 0, 0, 0
  points = only(points, args.only)
  for i, point in ipairs(points) do point.number = i end
  return points, counts
end

local function open_journal(sweep, points)
  local ids = {}
  for i, point in ipairs(points) do ids[i] = point.id end
  local key = table.concat(sweep.given, "\0") .. host.absolute(".") .. table.concat(ids)
  local opened = journal.open(key)
  if opened.n_done > 0 then note("going on with a sweep that was interrupted: %d of %d runs are done", opened.n_done, #points) end
  return opened
end

local function run_all(sweep, points, counts)
  local kept = open_journal(sweep, points)
  local shown = progress.new(#points, sweep.fail_rank)
  local records, is_interrupted = crew.run(points, sweep, kept, shown)
  shown:clear()
  counts.fresh = math.max(0, shown.n_done - kept.n_done)
  if is_interrupted then
    kept:close()
    note("interrupted: %d of %d runs are done; the same command goes on from here", shown.n_done, #points)
    error({ status = INTERRUPTED }, 0)
  end
  kept:remove()
  return records, shown.seconds
end

local function sweep_all(sweep, args)
  local points, counts = make_points(sweep, args)
  if args.plan then
    write(plan_text(points, counts), args.output)
    return PASS
  end
  local records, seconds = run_all(sweep, points, counts)
  local summary = summarize(sweep, points, records, counts)
  summary.seconds = seconds
  write(report.text(summary), args.output)
  if args.only then show_runs(points, sweep, args.output and args.output .. ".runs") end
  for _, words in ipairs(args.reports) do
    local why = formats.write(words, summary)
    if why then fail(USAGE, "--report=%s: %s", words, why) end
  end
  return #summary.findings > 0 and FOUND or PASS
end

return function(args)
  local sweep
  local done, result = pcall(function()
    sweep = make_sweep(args)
    return sweep_all(sweep, args)
  end)
  if sweep and sweep.folder then host.remove(sweep.folder) end
  if done then return result end
  if type(result) ~= "table" then error(result, 0) end
  if result.why then note("%s", result.why) end
  return result.status
end
