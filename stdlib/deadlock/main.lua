-- Who waits for whom in programs that hang, whether that can ever end, and what would end it.
-- Run: moontap run deadlock -p PID... [--tree]; or moontap run deadlock [--after=TIME] -- COMMAND
-- Example: moontap run deadlock -p 4711 --tree
recipe {
  api = 1, name = "deadlock", summary = "Say who waits for whom in a program that hangs, and get it out", tags = { "hang", "deadlock" },
  traces = false, permissions = { "memory", "control", "signal" },
  example = "moontap run deadlock -p 4711 --tree",
  args = {
    tree = { type = "boolean", default = false, help = "the processes below those given, too" },
    after = { type = "duration", default = "2s", help = "with a command: look when so much time has gone, and again" },
    resolve = { type = "string", help = "the remedy to apply, by its id in the report" },
    yes = { type = "boolean", default = false, help = "really apply it" },
  },
  tests = { { args = { after = "100ms" }, run = { "sleep", "0.3" }, exit = 0 } },
}

local report = require "report"
local verdict = require "verdict"

local STATUS = { deadlock = 1, suspect = 4, undecided = 4, waiting = 0, running = 0, hidden = 3 }

local function finish(found)
  report.show(found, look.format())
  look.finish(STATUS[found.verdict])
end

-- A command is watched: what is not stuck yet is looked at again.
local function watch()
  local found = verdict.find(look.targets(), true)
  if found.verdict == "deadlock" then finish(found) end
end

if look.has_command() then
  every(args.after, watch)
else
  if #look.targets() > 0 then finish(verdict.find(look.targets(), args.tree)) end
end
