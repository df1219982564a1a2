-- Who waits for whom, and who of them can still be woken: the greatest fixpoint over a graph in which each
-- wait ends when any of its wakers moves. What is left can never move again.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local g = require"graph".build(world, files, {[123] = true}); print(#g.dead)
local waits = require "waits"
local MOST_THREADS <const> = 20000

-- Threads of the processes asked for, and of all that could wake them, and so on.
local function collect(world, files, pids)
  local graph = { threads = {}, waits = {}, processes = {}, world = world, files = files }
  local todo = {}
  local function want(pid)
    if pid and not graph.processes[pid] then
      graph.processes[pid] = world:process(pid) or false
      todo[#todo + 1] = pid
    end
  end
  for pid in pairs(pids) do want(pid) end
  table.sort(todo)
  local at = 1
  while todo[at] and #graph.threads < MOST_THREADS do
    local process = graph.processes[todo[at]]
    for _, t in ipairs(process and world:threads(process) or {}) do
      graph.threads[#graph.threads + 1] = t
      local wait = waits.of(world, files, t)
      graph.waits[t] = wait
      for _, group in ipairs(wait and wait.groups or {}) do
        local owner = group.tid and world:thread(group.tid)
        want(group.pid or (owner and owner.pid))
      end
    end
    at = at + 1
  end
  graph.is_cut = todo[at] ~= nil
  return graph
end

-- Threads of a group, but for the one excepted and those that have ended.
local function each_waker(graph, group)
  if group.tid then
    local t = graph.world:thread(group.tid)
    return t and { t } or {}
  end
  local found = {}
  local process = graph.world:process(group.pid)
  for _, t in ipairs(process and graph.world:threads(process) or {}) do
    if t.tid ~= group.except and t.state ~= "Z" and t.state ~= "X" then found[#found + 1] = t end
  end
  return found
end

local function moves_by_itself(t, wait, counts_unknown)
  if t.state == "Z" or t.state == "X" then return nil end
  if not wait then return "it runs" end
  if wait.ready then return "it is about to go on" end
  if wait.timed then return "its wait has a limit in time" end
  if wait.outside then return wait.outside end
  if counts_unknown and wait.unknown then return wait.unknown end
end

-- thread -> why it can move. A process counts its threads that can, so that a group is one look.
local function fixpoint(graph, counts_unknown)
  local live, n_live = {}, {}
  local function enliven(t, why)
    live[t] = why
    n_live[t.pid] = (n_live[t.pid] or 0) + 1
  end
  local function is_live(group)
    if group.tid then return live[graph.world:thread(group.tid) or false] end
    local excepted = group.except and graph.world:thread(group.except)
    return (n_live[group.pid] or 0) - (excepted and live[excepted] and 1 or 0) > 0
  end
  for _, t in ipairs(graph.threads) do
    local why = moves_by_itself(t, graph.waits[t], counts_unknown)
    if why then enliven(t, { why = why }) end
  end
  local has_changed = true
  while has_changed do
    has_changed = false
    for _, t in ipairs(graph.threads) do
      local wait = not live[t] and graph.waits[t]
      for _, group in ipairs(wait and wait.groups or {}) do
        if is_live(group) then
          enliven(t, { by = group })
          has_changed = true
          break
        end
      end
    end
  end
  return live
end

-- The shortest way from a thread back to itself over dead ones; edges that name one owner first.
local function cycle_from(graph, start)
  local came, queue = {}, { start }
  local at = 1
  while queue[at] do
    local t = queue[at]
    at = at + 1
    for _, group in ipairs(graph.waits[t].groups) do
      for _, other in ipairs(each_waker(graph, group)) do
        if other == start then
          local cycle = { t }
          while t ~= start do
            t = came[t]
            table.insert(cycle, 1, t)
          end
          return cycle
        end
        if graph.is_dead[other] and not came[other] and graph.waits[other] then
          came[other] = t
          queue[#queue + 1] = other
        end
      end
    end
  end
end

-- How much an edge says: one owner is more than any of many.
local function vagueness(graph, cycle)
  local sum = 0
  for _, t in ipairs(cycle) do
    local wait = graph.waits[t]
    sum = sum + (wait.groups[1] and wait.groups[1].tid and 0 or #wait.groups + 1)
  end
  return sum
end

local MOST_STARTS <const> = 64

local function find_cycle(graph)
  local best, best_cost
  for i, t in ipairs(graph.dead) do
    local cycle = i <= MOST_STARTS and graph.waits[t] and cycle_from(graph, t)
    local cost = cycle and 4 * #cycle + vagueness(graph, cycle)
    if cycle and (not best or cost < best_cost) then best, best_cost = cycle, cost end
  end
  return best
end

-- Dead threads that no one at all could wake, or only themselves: where it all comes from.
local function find_terminals(graph)
  local found = {}
  for _, t in ipairs(graph.dead) do
    local n_others = 0
    for _, group in ipairs(graph.waits[t].groups) do
      for _, other in ipairs(each_waker(graph, group)) do n_others = n_others + (other ~= t and 1 or 0) end
    end
    if n_others == 0 then found[#found + 1] = t end
  end
  return found
end

-- Fills in who is dead: again, where more has become known of the waits.
local function judge(graph)
  graph.live = fixpoint(graph, true)
  graph.certain = fixpoint(graph, false)
  graph.dead, graph.is_dead, graph.unsure = {}, {}, {}
  for _, t in ipairs(graph.threads) do
    if graph.waits[t] and not graph.live[t] then
      graph.dead[#graph.dead + 1] = t
      graph.is_dead[t] = true
    elseif graph.waits[t] and not graph.certain[t] then
      graph.unsure[#graph.unsure + 1] = t
    end
  end
  graph.terminals = find_terminals(graph)
  graph.cycle = find_cycle(graph)
end

local function build(world, files, pids)
  local graph = collect(world, files, pids)
  graph.each_waker = each_waker
  judge(graph)
  return graph
end

return { build = build, judge = judge }
