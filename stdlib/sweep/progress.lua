-- How far a sweep is: a line that changes on a terminal, a line every ten seconds elsewhere.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: local progress = require "sweep.progress".new(120); progress:step(record); progress:clear()
local host, judge = require "host", require "sweep.judge"

local progress = {}
progress.__index = progress

function progress.new(n_points, fail_rank)
  return setmetatable({
    n_points = n_points, n_done = 0, n_found = 0, fail_rank = fail_rank, columns = host.columns(2), started = host.now(),
    shown = host.now(),
  }, progress)
end

local function clock(seconds) return ("%d:%02d"):format(seconds // 60, math.floor(seconds % 60)) end

function progress:line()
  local gone = host.now() - self.started
  local rate = self.n_done / math.max(gone, 0.001)
  return ("%d of %d runs, %d findings, %.0f runs/s, %s left"):format(self.n_done, self.n_points, self.n_found, rate,
    clock((self.n_points - self.n_done) / math.max(rate, 0.001)))
end

function progress:step(record)
  self.n_done = self.n_done + 1
  if judge.by_name[record.class].rank >= self.fail_rank then self.n_found = self.n_found + 1 end
  local now = host.now()
  if now - self.shown < (self.columns and 0.1 or 10) then return end
  self.shown = now
  local line = self:line()
  io.stderr:write(self.columns and "\r\27[K" .. line:sub(1, self.columns - 1) or line .. "\n")
end

-- Takes the changing line away.
function progress:clear()
  if self.columns then io.stderr:write("\r\27[K") end
  self.seconds = host.now() - self.started
end

return progress
