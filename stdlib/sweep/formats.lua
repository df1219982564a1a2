-- The report for machines: TAP, JUnit, SARIF, JSON, Markdown, a forge's annotations, a list to accept.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: local why = require "sweep.formats".write("junit=out.xml", summary)
local judge, report = require "sweep.judge", require "sweep.report"

local formats = {}

local function is_finding(summary, record)
  for _, found in ipairs(summary.findings) do
    if found == record then return true end
  end
  return false
end

local function details(record) return table.concat(report.details(record), "\n") end

local function case_name(record) return ("%s %s: %s"):format(record.id, record.fault, record.title) end

function formats.tap(summary)
  local lines = { "TAP version 13", "1.." .. #summary.records }
  for i, record in ipairs(summary.records) do
    local skip = record.class == "unreached" and " # SKIP the call was never made" or ""
    local name = case_name(record):gsub("[#\\]", "\\%0"):gsub("\n", " ")
    lines[#lines + 1] = ("%s %d - %s: %s%s"):format(is_finding(summary, record) and "not ok" or "ok", i, name, record.class, skip)
    if is_finding(summary, record) then lines[#lines + 1] = "# " .. details(record):gsub("\n", "\n# ") end
  end
  return table.concat(lines, "\n") .. "\n"
end

local function xml(text)
  return (text:gsub("[<>&\"']", function(c) return ("&#%d;"):format(c:byte()) end):gsub("[%c\127-\255]", function(c)
    return (c == "\n" or c == "\t") and c or "?"
  end))
end

function formats.junit(summary)
  local lines = {
    '<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>",
    ('  <testsuite name="sweep of %s" tests="%d" failures="%d" errors="0" skipped="%d">'):format(xml(summary.command), #summary.records,
      #summary.findings, summary.counts.unreached),
  }
  for _, record in ipairs(summary.records) do
    local inner = "/>"
    if is_finding(summary, record) then
      inner = ('>\n      <failure message="%s" type="%s">%s</failure>\n    </testcase>'):format(xml(record.class .. ": " .. record.seen),
        record.class, xml(details(record)))
    elseif record.class == "unreached" then
      inner = ">\n      <skipped/>\n    </testcase>"
    end
    lines[#lines + 1] = ('    <testcase classname="%s" name="%s" time="%.3f"%s'):format(xml(record.fault), xml(case_name(record)),
      record.seconds or 0, inner)
  end
  lines[#lines + 1] = "  </testsuite>\n</testsuites>\n"
  return table.concat(lines, "\n")
end

local function sarif_rules()
  local rules = {}
  for i, class in ipairs(judge.classes) do
    rules[i] = {
      id = class.name, shortDescription = { text = class.says },
      defaultConfiguration = { level = class.fails and "error" or class.rank > judge.by_name.reported.rank and "warning" or "note" },
    }
  end
  return rules
end

local function sarif_result(record)
  return {
    ruleId = record.class, level = judge.by_name[record.class].fails and "error" or "warning",
    message = { text = ("%s\n%s"):format(case_name(record), details(record)) },
    partialFingerprints = { sweepPoint = record.id },
    locations = { { logicalLocations = { { fullyQualifiedName = record.stack and record.stack[1] or record.call, kind = "function" } } } },
  }
end

function formats.sarif(summary)
  local results = {}
  for i, record in ipairs(summary.findings) do results[i] = sarif_result(record) end
  return json.encode {
    ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json", version = "2.1.0",
    runs = { { tool = { driver = { name = "moontap sweep", rules = sarif_rules() } }, results = results } },
  } .. "\n"
end

function formats.json(summary)
  local ids = {}
  for i, record in ipairs(summary.findings) do ids[i] = record.id end
  return json.encode {
    command = summary.command, counts = summary.counts, seconds = summary.seconds, findings = ids, points = summary.records,
  } .. "\n"
end

function formats.markdown(summary)
  local lines = { ("## Sweep of `%s`"):format(summary.command), "", report.verdict(summary) .. ". " .. report.counts(summary) .. ".", "" }
  for i, line in ipairs(report.table(summary)) do
    lines[#lines + 1] = "| " .. table.concat(line, " | ") .. " |"
    if i == 1 then lines[#lines + 1] = "|" .. ("---|"):rep(#line) end
  end
  lines[#lines + 1] = "\n" .. report.legend(summary)
  for _, group in ipairs(report.groups(summary)) do
    local record = group.first
    lines[#lines + 1] = ("\n### %s `%s`\n\n%s: %s\n\n```\n%s\n```"):format(record.class, record.id, record.fault, record.title,
      table.concat(report.group_details(group), "\n"))
  end
  return table.concat(lines, "\n") .. "\n"
end

local function command_text(text) return (text:gsub("[%%\r\n,:]", function(c) return ("%%%02X"):format(c:byte()) end)) end

function formats.github(summary)
  local lines = {}
  for _, record in ipairs(summary.findings) do
    lines[#lines + 1] = ("::error title=%s::%s"):format(command_text(record.class .. " " .. record.id),
      command_text(record.title .. "\n" .. details(record)))
  end
  return table.concat(lines, "\n") .. (#lines > 0 and "\n" or "")
end

-- What --accepted reads.
function formats.accepted(summary)
  local lines = { "# findings of a sweep that are known: an id and a class a line" }
  for _, record in ipairs(summary.findings) do
    lines[#lines + 1] = ("%s %s  # %s: %s"):format(record.id, record.class, record.fault, record.title:gsub("\n", " "))
  end
  return table.concat(lines, "\n") .. "\n"
end

function formats.text(summary) return report.text(summary) end

local NAMES = { "accepted", "github", "json", "junit", "markdown", "sarif", "tap", "text" }

-- Why "KIND=FILE" is none; nil if it is one.
function formats.refuse(words)
  local kind, file = words:match("^(%w+)=(.+)$")
  for _, name in ipairs(NAMES) do
    if name == kind then return file == nil and "which file?" or nil end
  end
  return ("--report=%s: it is KIND=FILE, and KIND one of %s"):format(words, table.concat(NAMES, ", "))
end

-- Nil, or why it could not be written.
function formats.write(words, summary)
  local kind, path = words:match("^(%w+)=(.+)$")
  local file, why = io.stdout, nil
  if path ~= "-" then file, why = io.open(path, "w") end
  if not file then return why end
  local is_written, problem = file:write(formats[kind](summary))
  if is_written then is_written, problem = file:flush() end
  if path ~= "-" then file:close() end
  return not is_written and problem or nil
end

return formats
