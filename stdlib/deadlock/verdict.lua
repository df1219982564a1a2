-- The verdict on some processes: deadlock, suspect, waiting, running, undecided or hidden. What looks stuck
-- is looked at twice: who has moved in between is not.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local found = require"verdict".find({123}, true); print(found.verdict, found.cause.words)
local causes = require "causes"
local graphs = require "graph"
local remedies = require "remedies"
local snapshot = require "snapshot"
local suspects = require "suspects"

local MOST_LOOKS <const> = 4

-- pids -> the set of them, with all below where asked for.
local function targets(world, pids, with_tree)
  local set = {}
  for _, pid in ipairs(pids) do
    if with_tree then world:tree(pid, set) else set[pid] = true end
  end
  return set
end

local function look_once(pids, with_tree)
  local world = snapshot.take()
  local set = targets(world, pids, with_tree)
  local graph = graphs.build(world, require"files".open(world), set)
  graph.targets, graph.roots = set, targets(world, pids, false)
  return graph
end

local function of_targets(graph, threads)
  local found = {}
  for _, t in ipairs(threads) do
    if graph.targets[t.pid] then found[#found + 1] = t end
  end
  return found
end

-- A second graph, made while none of its dead moved; threads that did are alive in it.
local function confirm(graph, pids, with_tree, watched)
  local before = {}
  for _, t in ipairs(watched) do before[t.tid] = graph.world.switches(t) end
  look.sleep("30ms")
  local again = look_once(pids, with_tree)
  local has_moved = false
  for _, t in ipairs(again.threads) do
    if (again.is_dead[t] or before[t.tid]) and again.waits[t] and before[t.tid] ~= again.world.switches(t) then
      again.waits[t].ready = true
      has_moved = true
    end
  end
  if has_moved then graphs.judge(again) end
  return again, has_moved
end

-- Stopped threads alone are no deadlock: somebody stopped them, and may let them go on.
local function is_stuck(graph, dead)
  for _, t in ipairs(dead) do
    if not graph.waits[t].is_stop then return true end
  end
  return false
end

local function all_hidden(graph)
  local n, hidden = 0
  for _, t in ipairs(of_targets(graph, graph.threads)) do
    n = n + 1
    if not t.unreadable then return nil end
    hidden = t
  end
  return n > 0 and hidden or nil
end

local function judge(graph)
  local dead = of_targets(graph, graph.dead)
  local found = { graph = graph, threads = dead, remedies = {}, cycle = {} }
  local hidden = all_hidden(graph)
  if hidden then
    found.verdict, found.reason = "hidden", ("process %d may not be looked at (%s); be root or its owner"):format(hidden.pid, hidden.unreadable)
  elseif is_stuck(graph, dead) then
    found.verdict, found.threads = "deadlock", graph.dead
    found.cycle = graph.cycle or {}
    found.cause = causes.find(graph)
    found.remedies = remedies.list(graph)
  else
    found.suspect = suspects.find(graph)
    local unsure = of_targets(graph, graph.unsure)
    found.threads = of_targets(graph, graph.threads)
    found.verdict = found.suspect and "suspect" or #unsure > 0 and "undecided" or "waiting"
    found.reason = found.suspect and found.suspect.words or unsure[1] and graph.live[unsure[1]].why
    found.unsure = unsure
    if found.suspect then found.remedies = found.suspect.remedies or {} end
    if found.verdict == "waiting" then
      for _, t in ipairs(found.threads) do
        if not graph.waits[t] and t.state ~= "Z" then found.verdict = "running" end
      end
    end
  end
  return found
end

local function find(pids, with_tree)
  local graph = look_once(pids, with_tree)
  local found = judge(graph)
  for _ = 1, MOST_LOOKS do
    if found.verdict ~= "deadlock" and found.verdict ~= "suspect" then break end
    local watched = found.verdict == "deadlock" and graph.dead or { found.suspect.thread }
    local again, has_moved = confirm(graph, pids, with_tree, watched)
    local now = judge(again)
    local is_settled = now.verdict == found.verdict and not has_moved
    found, graph = now, again
    if is_settled then break end
  end
  return found
end

return { find = find }
