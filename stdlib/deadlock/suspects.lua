-- What is not proven, yet looks wrong: ends of pipes left open by processes that do something else.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local s = require"suspects".find(graph); print(s and s.words)
local MOST_HOLDERS <const> = 8

-- A write end above the standard ones, that exec did not close, in a program other than its neighbours'.
local function is_left_open(graph, t, holder)
  local process = graph.world:process(holder.pid)
  if not process or holder.fd <= 2 or holder.is_cloexec then return false end
  for _, other in ipairs(graph.world:threads(process)) do
    local wait = graph.waits[other]
    if not wait or (wait.kind == "pipe" and wait.link == holder.link) then return false end
  end
  return graph.world:exe(process) ~= graph.world:exe(t.process)
end

-- A reader of an empty pipe, all of whose writers merely inherited it.
local function leak(graph, t, wait)
  if wait.kind ~= "pipe" or wait.direction ~= "read" or not wait.link:find("^pipe:") or (wait.queued or 0) > 0 then return nil end
  local ends = wait.ends or {}
  if #ends == 0 or #ends > MOST_HOLDERS then return nil end
  for _, holder in ipairs(ends) do
    if not is_left_open(graph, t, holder) then return nil end
  end
  local holder = ends[1]
  return { thread = t, holder = holder, id = "leaked-write-end",
    words = ("%s[%d] reads from the empty %s until it is closed, but %s[%d] has its write end open as descriptor %d, inherited and not used"):format(
      t.comm, t.tid, wait.link, graph.world:process(holder.pid).comm, holder.pid, holder.fd) }
end

-- Two that open FIFOs, and wait: each for somebody who would have to come from elsewhere.
local function opens(graph, list)
  local first = list[1]
  local paths = {}
  for _, t in ipairs(list) do paths[#paths + 1] = graph.waits[t].path end
  return { thread = first, id = "fifo-open-order",
    words = ("%d threads wait in open() for the other ends of FIFOs (%s), and nobody here is about to open them"):format(#list, table.concat(paths, ", ")) }
end

local function is_target(graph, t) return graph.targets[t.pid] end

local function find(graph)
  local openers, n_awake = {}, 0
  for _, t in ipairs(graph.threads) do
    local wait = graph.waits[t]
    if wait and wait.is_open and is_target(graph, t) then openers[#openers + 1] = t end
    if not wait and is_target(graph, t) and t.state ~= "Z" then n_awake = n_awake + 1 end
    local found = wait and is_target(graph, t) and not wait.timed and leak(graph, t, wait)
    if found then
      found.remedies = require"remedies".of_leak(graph, t, found.holder)
      return found
    end
  end
  if #openers >= 2 and n_awake == 0 and graph.waits[openers[1]].path ~= graph.waits[openers[2]].path then
    local found = opens(graph, openers)
    found.remedies = require"remedies".of_open(graph, openers)
    return found
  end
end

return { find = find }
