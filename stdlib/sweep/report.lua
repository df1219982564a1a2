-- The report for people: a table of call sites by fault, the findings, and how many points there were.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: io.write(require "sweep.report".text(summary))
local finding, judge = require "sweep.finding", require "sweep.judge"

local report = {}

local function site_of(record)
  local path = record.path and record.path:match("[^/]*$") or record.kind or ""
  return finding.plain(("%s %s %s"):format(record.comm, record.call, path)):gsub("%s+$", "")
end

-- Worst class of each site and fault, once and lasting.
local function collect(summary)
  local rows, faults, cells, seen = {}, {}, {}, {}
  for _, record in ipairs(summary.records) do
    local site = site_of(record)
    if not seen[site] then rows[#rows + 1], seen[site] = site, true end
    if not seen[record.fault] then faults[#faults + 1], seen[record.fault] = record.fault, true end
    local key = site .. "\0" .. record.fault
    cells[key] = cells[key] or {}
    local mode = record.lasts and 2 or 1
    local class = judge.by_name[record.class]
    if not cells[key][mode] or class.rank > cells[key][mode].rank then cells[key][mode] = class end
  end
  return rows, faults, cells
end

local function cell_text(cell)
  if not cell then return "" end
  return (cell[1] and cell[1].letter or " ") .. (cell[2] and cell[2].letter or "")
end

local MOST_WIDTH = 44

-- Rows of words: the first is the head.
function report.table(summary)
  local rows, faults, cells = collect(summary)
  local lines = { { "" , table.unpack(faults) } }
  for _, site in ipairs(rows) do
    local line = { site }
    for _, fault in ipairs(faults) do line[#line + 1] = cell_text(cells[site .. "\0" .. fault]) end
    lines[#lines + 1] = line
  end
  return lines
end

local function table_text(summary)
  local lines, width = report.table(summary), 8
  local out = {}
  for _, line in ipairs(lines) do width = math.max(width, math.min(#line[1], MOST_WIDTH)) end
  for _, line in ipairs(lines) do
    local parts = { ("%-" .. width .. "s"):format(line[1]:sub(1, MOST_WIDTH)) }
    for i = 2, #line do parts[i] = ("%-" .. #lines[1][i] .. "s"):format(line[i]) end
    out[#out + 1] = table.concat(parts, "  "):gsub("%s+$", "")
  end
  return table.concat(out, "\n") .. "\n"
end

-- The letters that the table holds: "r reported, S silent".
function report.legend(summary)
  local seen, parts = {}, {}
  for _, record in ipairs(summary.records) do seen[record.class] = (seen[record.class] or 0) + 1 end
  for _, class in ipairs(judge.classes) do
    if seen[class.name] then parts[#parts + 1] = ("%s %s %d"):format(class.letter, class.name, seen[class.name]) end
  end
  return table.concat(parts, ", ")
end

-- A finding's lines below its title.
function report.details(record)
  local lines = {}
  local function add(name, text)
    if text then lines[#lines + 1] = ("  %-9s %s"):format(name, (text:gsub("\n", "\n            "))) end
  end
  add("expected", record.expected)
  add("seen", record.seen)
  add("message", record.message)
  add("crash", record.crash)
  add("verdict", record.verdict)
  if record.stack and #record.stack > 0 then add("at", table.concat(record.stack, "\n")) end
  add("replay", record.replay)
  return lines
end

function report.title(record) return ("%s %s: %s: %s"):format(record.class, record.id, record.fault, record.title) end

-- Findings of one class at one place stand together: {the first of them, the ids of the others}.
function report.groups(summary)
  local groups, by_key = {}, {}
  for _, record in ipairs(summary.findings) do
    local key = table.concat({ record.class, record.fault, record.call, record.comm, table.concat(record.stack or {}, "\n") }, "\0")
    if by_key[key] then
      table.insert(by_key[key].others, record.id)
    else
      by_key[key] = { first = record, others = {} }
      groups[#groups + 1] = by_key[key]
    end
  end
  return groups
end

-- The lines of a group below its title.
function report.group_details(group)
  local lines = report.details(group.first)
  if #group.others > 0 then table.insert(lines, ("  %-9s %s"):format("like it", table.concat(group.others, " "))) end
  return lines
end

local function findings_text(summary)
  local out = {}
  for _, group in ipairs(report.groups(summary)) do
    out[#out + 1] = ""
    out[#out + 1] = report.title(group.first)
    for _, line in ipairs(report.group_details(group)) do out[#out + 1] = line end
  end
  return table.concat(out, "\n") .. (#out > 0 and "\n" or "")
end

function report.counts(summary)
  local counts = summary.counts
  local parts = { ("%d points planned"):format(counts.planned), ("%d calls merged with others"):format(counts.merged) }
  if counts.noise > 0 then parts[#parts + 1] = ("%d of loader and locale left out"):format(counts.noise) end
  if counts.different > 0 then parts[#parts + 1] = ("%d that differ from run to run left out"):format(counts.different) end
  if counts.cut > 0 then parts[#parts + 1] = ("%d beyond --max left out"):format(counts.cut) end
  parts[#parts + 1] = ("%d run"):format(counts.run)
  parts[#parts + 1] = ("%d unreached"):format(counts.unreached)
  return table.concat(parts, ", ")
end

function report.verdict(summary)
  local n = #summary.findings
  local accepted = summary.counts.accepted > 0 and (", %d accepted"):format(summary.counts.accepted) or ""
  return ("%s: %s%s"):format(n > 0 and "failed" or "passed", n == 1 and "1 finding" or n .. " findings", accepted)
end

function report.text(summary)
  local parts = { ("sweep of %s\n%s\n"):format(summary.command, report.counts(summary)) }
  if summary.seconds and summary.counts.run > 0 then
    parts[#parts + 1] = ("%.1f s, %.0f runs/s with -j %d, at most %.1f s a run\n"):format(summary.seconds,
      summary.counts.fresh / math.max(summary.seconds, 0.001), summary.jobs, summary.limit)
  end
  if #summary.records > 0 then
    parts[#parts + 1] = "\n" .. table_text(summary) .. "\n" .. report.legend(summary) .. "\n"
  end
  parts[#parts + 1] = findings_text(summary)
  parts[#parts + 1] = "\n" .. report.verdict(summary) .. "\n"
  return table.concat(parts)
end

return report
