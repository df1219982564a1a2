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

local function find_remedy(found)
  for _, remedy in ipairs(found.remedies) do
    if remedy.id == args.resolve then return remedy end
  end
end

-- The report may be old: a remedy is applied only if what is found now has it too.
local function resolve(found)
  local remedy = find_remedy(found)
  if not remedy then
    print(("refused: there is no remedy '%s' now; things have changed since, or the id is wrong"):format(args.resolve))
    return finish(found)
  end
  if not args.yes then
    print(("%s would %s\n  costs: %s\nnothing was done; add --yes"):format(remedy.id, remedy.what, remedy.cost))
    return look.finish(STATUS[found.verdict])
  end
  local done, why = remedy.apply()
  print(done and ("done: %s"):format(remedy.what) or ("failed: %s (%s)"):format(remedy.what, why or "?"))
  look.sleep "200ms"
  local now = verdict.find(look.targets(), args.tree)
  print("now: " .. now.verdict)
  look.finish(done and STATUS[now.verdict] or 1)
end

-- A command is watched: what is not stuck yet is looked at again.
local function watch()
  local found = verdict.find(look.targets(), true)
  if found.verdict == "deadlock" then finish(found) end
end

if look.has_command() then
  every(args.after, watch)
elseif #look.targets() > 0 then
  local found = verdict.find(look.targets(), args.tree)
  if args.resolve then resolve(found) else finish(found) end
end
