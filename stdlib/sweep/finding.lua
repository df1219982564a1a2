-- What is kept of a run and told of it: its class, what was expected and what was seen, the line that replays it.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: local record = require "sweep.finding".make(point, result, sweep)
local judge, plan = require "sweep.judge", require "sweep.plan"

local finding = {}
local MOST_FILES, MOST_TEXT = 8, 400

-- Text of a program, harmless on a terminal.
function finding.plain(text)
  return (text:gsub("[%c\127-\255]", function(c) return c == "\n" and "\n" or ("\\x%02x"):format(c:byte()) end))
end

local function clip(text)
  text = finding.plain(text:gsub("^%s+", ""):gsub("%s+$", ""))
  return #text > MOST_TEXT and text:sub(1, MOST_TEXT) .. " ..." or text
end

local function end_text(ended)
  return ended.signal and ("killed by signal %d"):format(ended.signal) or ("exit %d"):format(ended.status)
end

-- Of a run that we had to end.
local function unended_text(result)
  for _, row in ipairs(result.rows) do
    if row.storm then return ("the call was made %d times, and would have been made again"):format(row.storm) end
    if row.late then return "still running when its time was up" end
  end
  return result.late and "still running when its time was up" or nil
end

-- "file 0644 120 abc..." -> "120 bytes"
local function file_text(words)
  local size = words:match("^file %d+ (%d+)")
  if size then return size .. " bytes" end
  return words == "gone" and "not there" or words:match("^%a+")
end

local function out_text(result, baseline)
  if baseline.ignores_out then return nil end
  return ("%d bytes of output"):format(result.out_size)
end

local function join(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[#parts + 1] = (select(i, ...)) end
  return table.concat(parts, ", ")
end

-- "ends with 0, 12 bytes of output, b: 10 bytes"
local function describe(which, result, files, baseline, lost)
  local parts = { which == "seen" and unended_text(result) or end_text(result) }
  if result.out_hash ~= baseline.out_hash or which == "expected" then parts[#parts + 1] = out_text(result, baseline) end
  for i, file in ipairs(files.other) do
    if i > MOST_FILES then
      parts[#parts + 1] = ("and %d more files"):format(#files.other - MOST_FILES)
      break
    end
    local same_size = file_text(file.expected) == file_text(file.seen) and which == "seen" and ", others" or ""
    parts[#parts + 1] = ("%s: %s%s"):format(file.path:match("[^/]*$"), file_text(file[which]), same_size)
  end
  if #files.other == 0 and lost then parts[#parts + 1] = "though data may be lost" end
  if result.check then parts[#parts + 1] = "the check " .. (result.check.status == baseline.check.status and "passes" or "fails") end
  return join(table.unpack(parts))
end

-- Of a verdict on a hang what comes before the stacks.
local function verdict_text(verdict)
  local text = verdict and verdict:gsub("\n?stack of .*", ""):gsub("%s+$", "")
  return text and text ~= "" and finding.plain(text) or nil
end

local function stack_lines(stack)
  local lines = {}
  for _, frame in ipairs(plan.frames(stack)) do
    lines[#lines + 1] = frame.symbol ~= "" and ("%s (%s)"):format(frame.symbol, frame.object) or ("%s+%s"):format(frame.object, frame.address)
  end
  return lines
end

local function quoted(word)
  if word:find("^[%w%-_./=,:+@%%]+$") then return word end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- A command line that a shell takes.
function finding.quote(words)
  local parts = {}
  for i, word in ipairs(words) do parts[i] = quoted(word) end
  return table.concat(parts, " ")
end

function finding.make(point, result, sweep)
  local class, files, crash = judge.judge(point, result, sweep.baseline, sweep.state.old)
  local record = {
    id = point.id, number = point.number, class = class, fault = point.fault, call = point.call, comm = point.comm,
    path = point.path, nth = point.nth, lasts = point.lasts, title = finding.plain(plan.describe(point)),
    seconds = result.seconds, kind = point.shown_kind,
  }
  if judge.by_name[class].rank <= judge.by_name.reported.rank then return record end
  record.stack = stack_lines(point.stack)
  record.expected = describe("expected", sweep.baseline, files, sweep.baseline)
  record.seen = describe("seen", result, files, sweep.baseline, point.loses and class == "silent")
  record.message = #result.err > 0 and clip(result.err) or nil
  record.crash = crash and ("%s of %s"):format(crash.signal, crash.comm or "?") or nil
  record.verdict = verdict_text(result.verdict)
  record.replay = finding.quote { "moontap", "run", "sweep", "--only=" .. point.id, table.unpack(sweep.given) }
  return record
end

return finding
