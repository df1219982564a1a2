-- Runs all points, several at a time; keeps what was done, so that an interrupted sweep goes on where it was.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: local records, is_interrupted = crew.run(points, sweep, journal, progress)
local host, run, record = require "host", require "sweep.run", require "sweep.finding"

local crew = {}
local GRACE = 60       -- runs are ended from outside; should that fail, they end themselves

local function seconds(n) return ("%dms"):format(math.floor(n * 1000)) end

-- The words of sweep/point for a point.
local function point_words(point, sweep, slot)
  local words = { "sweep/point", "--calls=" .. point.call, "--nth=" .. point.nth, "--limit=" .. seconds(sweep.limit + GRACE),
    "--comm=" .. point.comm }
  if point.act.errno then words[#words + 1] = "--storm=" .. math.max(1000, 10 * point.n_alike) end
  if point.kind then words[#words + 1] = "--kind=" .. point.kind end
  if point.only_path then
    words[#words + 1] = "--path=" .. sweep.state:place_of(point.only_path, ("%s/%d"):format(sweep.folder, slot))
  elseif point.kind then
    words[#words + 1] = ("--spare=%s/%d/err"):format(sweep.folder, slot)
  end
  if point.lasts then words[#words + 1] = "--lasts" end
  if point.lasts and point.family then
    words[#words + 1] = "--family=" .. point.family
    if point.kinds then words[#words + 1] = "--kinds=" .. point.kinds end
  end
  if point.act.errno then words[#words + 1] = "--errno=" .. point.act.errno end
  if point.act.short then words[#words + 1] = "--short" end
  if point.act.kill then words[#words + 1] = "--kill" end
  return words
end

-- The job of running some words of a script on the sweep's command.
function crew.job(sweep, script, slot)
  return {
    script = script, words = sweep.words, folder = ("%s/%d"):format(sweep.folder, slot), state = sweep.state,
    check = sweep.check, limit = sweep.limit, stdin = sweep.stdin,
  }
end

-- One run by itself, waited for: its result, or nil and why.
function crew.run_alone(sweep, script)
  local job = crew.job(sweep, script, 0)
  local started, pid = host.now(), run.start(job)
  local ended_pid, why = host.wait(2 * sweep.limit + GRACE)
  if ended_pid ~= pid then
    host.kill(pid)
    host.wait(10)
    return nil, why
  end
  local result, said = run.read(job)
  if result then result.seconds = host.now() - started end
  return result, said
end

function crew.run_point(sweep, point) return crew.run_alone(sweep, point_words(point, sweep, 0)) end

local Crew = {}
Crew.__index = Crew

-- patience: how many times the usual limit it may take.
function Crew:start(slot, point, patience)
  local job = crew.job(self.sweep, point_words(point, self.sweep, slot), slot)
  job.limit = job.limit * patience
  local pid = assert(run.start(job))
  self.busy[pid] = { slot = slot, point = point, job = job, started = host.now(), patience = patience }
  self.n_busy = self.n_busy + 1
end

function Crew:finish(pid)
  local work = self.busy[pid]
  if not work then return end
  self.busy[pid], self.n_busy = nil, self.n_busy - 1
  local result, why = run.read(work.job)
  if not result then error(("the run of point %d broke: %s"):format(work.point.number, why), 0) end
  local made = record.make(work.point, result, self.sweep)
  if made.class == "hang" and work.patience < self.sweep.patience then
    return self:start(work.slot, work.point, self.sweep.patience)
  end
  table.insert(self.free, work.slot)
  self.journal:add(made)
  self.records[work.point.number] = made
  self.progress:step(made)
end

function Crew:stop()
  for pid in pairs(self.busy) do host.kill(pid) end
  while self.n_busy > 0 do
    local pid, why = host.wait(10)
    if not pid and why ~= "interrupted" then break end
    if self.busy[pid] then self.busy[pid], self.n_busy = nil, self.n_busy - 1 end
  end
end

-- Kills runs that their own limit did not end.
function Crew:end_late()
  for pid, work in pairs(self.busy) do
    if host.now() - work.started > 2 * work.job.limit + GRACE then host.kill(pid) end
  end
end

-- Records by the points' numbers; true if the user ended it before all were made.
function crew.run(points, sweep, journal, progress)
  local self = setmetatable({ sweep = sweep, journal = journal, progress = progress, busy = {}, n_busy = 0, free = {}, records = {} }, Crew)
  for slot = 1, sweep.jobs do self.free[slot] = slot end
  local at = 1
  while true do
    while at <= #points and (journal.done[points[at].id] or #self.free > 0) do
      local known = journal.done[points[at].id]
      if known then
        self.records[points[at].number] = known
        progress:step(known)
      else
        self:start(table.remove(self.free), points[at], 1)
      end
      at = at + 1
    end
    if self.n_busy == 0 then return self.records, false end
    local pid, why = host.wait(5)
    if pid then
      self:finish(pid)
    elseif why == "interrupted" then
      self:stop()
      return self.records, true
    end
    self:end_late()
  end
end

return crew
