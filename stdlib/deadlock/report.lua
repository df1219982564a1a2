-- The report: sentences and the graph for people, Graphviz, JSON.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID --format=dot
-- Example: require"report".show(found, "text")
local MOST_SHOWN, MOST_STACKS <const> = 40, 16

local function plain(text) return (tostring(text):gsub("[%c\127-\255]", function(c) return ("\\x%02x"):format(c:byte()) end)) end

local function name(t) return ("%s[%d]"):format(plain(t.comm), t.tid) end

local function frames(t)
  local list = {}
  for _, frame in ipairs(t.sp and look.stack(t.pid, t.tid, t.sp, t.pc) or {}) do
    local object = (frame.object or "?"):match("([^/]+)$") or "?"
    list[#list + 1] = frame.symbol and ("%s+%d (%s)"):format(frame.symbol, frame.offset, object) or ("%s+0x%x"):format(object, frame.offset)
  end
  return list
end

-- Whom a thread waits for, in words: its owner, or those who could give what it wants.
local function wakers(graph, wait)
  local words, seen = {}, {}
  for _, group in ipairs(wait.groups) do
    local process = group.pid and graph.world:process(group.pid)
    local thread = group.tid and graph.world:thread(group.tid)
    local who = thread and name(thread) or (process and ("%s[%d]"):format(plain(process.comm), group.pid))
    local fd = group.fd and (" by descriptor %d"):format(group.fd) or ""
    local line = who and ("%s, which %s%s"):format(who, group.by or "shares its memory", fd)
    if who and not group.by and group.except then line = "another thread of " .. who end
    if line and not seen[line] then words[#words + 1] = line end
    seen[line or ""] = true
  end
  return words
end

local function reason(graph, t)
  local live = graph.live[t]
  if not live then return "nothing can end this" end
  if live.why then return live.why end
  return "it may still be woken"
end

local function describe(found, t, print_line)
  local graph = found.graph
  local wait = graph.waits[t]
  if not wait then return print_line(("  %s runs"):format(name(t))) end
  print_line(("  %s in %s waits for %s"):format(name(t), t.call or "?", plain(wait.object)))
  local list = wakers(graph, wait)
  for i, line in ipairs(list) do
    if i <= 6 then print_line("      could be ended by " .. line) end
  end
  if #list > 6 then print_line(("      and %d more"):format(#list - 6)) end
  if wait.orphan then print_line(("      its owner, thread %d, is not there to end it"):format(wait.owner)) end
  if graph.live[t] then print_line("      " .. reason(graph, t)) end
end

local headings = {
  deadlock = "deadlock: %d threads can never go on",
  suspect = "suspect: %3$s",
  waiting = "no deadlock: waiting",
  running = "no deadlock: running",
  undecided = "undecided: it depends on %2$s",
  hidden = "can't look: %2$s",
}

local function heading(found)
  local words = headings[found.verdict]:gsub("%%(%d?)$?[ds]", function(at)
    return ({ tostring(#found.threads), plain(found.reason or "?"), plain(found.reason or "?") })[tonumber(at) or 1]
  end)
  return words
end

local function show_cycle(found)
  local graph, names = found.graph, {}
  if #found.cycle < 2 then return end
  for _, t in ipairs(found.cycle) do names[#names + 1] = name(t) end
  print("cycle: " .. table.concat(names, " -> ") .. " -> " .. names[1])
  for i, t in ipairs(found.cycle) do
    local wait = graph.waits[t]
    print(("  %s waits for %s: %s"):format(name(t), plain(wait.object), name(found.cycle[i % #found.cycle + 1])))
  end
end

-- Those of the cycle, else the ones that explain it, else the first of all.
local function explained(found)
  if #found.cycle > 0 then return found.cycle end
  local cause = found.cause and found.cause.thread
  if cause then return { cause } end
  return found.verdict == "suspect" and { found.suspect.thread } or {}
end

local function show_stacks(found)
  for i, t in ipairs(explained(found)) do
    if i > MOST_STACKS then break end
    local list = frames(t)
    if #list > 0 then print("stack of " .. name(t) .. ":") end
    for _, frame in ipairs(list) do print("  " .. plain(frame)) end
  end
end

local function show_remedies(found)
  if #found.remedies == 0 then return end
  print("what would end it, the mildest first:")
  for _, remedy in ipairs(found.remedies) do
    print(("  %s: %s"):format(remedy.id, plain(remedy.what)))
    print("      costs: " .. plain(remedy.cost))
  end
  print("apply one with: " .. found.remedies[1].command)
end

local function show_text(found)
  print(heading(found))
  if found.cause then print("cause: " .. plain(found.cause.words) .. " (" .. found.cause.id .. ")") end
  show_cycle(found)
  if #found.threads > 0 then print("who waits for whom:") end
  for i, t in ipairs(found.threads) do
    if i <= MOST_SHOWN then describe(found, t, print) end
  end
  if #found.threads > MOST_SHOWN then print(("  and %d threads more"):format(#found.threads - MOST_SHOWN)) end
  show_stacks(found)
  show_remedies(found)
end

local function dot_text(words) return '"' .. plain(words):gsub('["\\]', "\\%0") .. '"' end

local function show_dot(found)
  local graph, in_cycle = found.graph, {}
  for _, t in ipairs(found.cycle) do in_cycle[t] = true end
  print("digraph waits {")
  print("  label=" .. dot_text(heading(found)) .. ";")
  for _, t in ipairs(graph.threads) do
    local wait = graph.waits[t]
    local color = graph.is_dead[t] and (in_cycle[t] and "red" or "orange") or "black"
    print(("  t%d [label=%s, color=%s];"):format(t.tid, dot_text(name(t)), color))
    for _, group in ipairs(wait and wait.groups or {}) do
      for _, other in ipairs(graph.each_waker(graph, group)) do
        print(("  t%d -> t%d [label=%s];"):format(t.tid, other.tid, dot_text(wait.object)))
      end
    end
    if wait and wait.outside then print(("  t%d -> outside [label=%s];"):format(t.tid, dot_text(wait.outside))) end
  end
  print("}")
end

local function list_of(table_) return #table_ > 0 and table_ or json.decode("[]") end

local function thread_record(found, t)
  local wait = found.graph.waits[t]
  return { pid = t.pid, tid = t.tid, comm = t.comm, call = wait and t.call or json.null, waits_for = wait and wait.object or json.null,
    owner = wait and wait.owner or json.null, stack = list_of(frames(t)), why = found.graph.live[t] and reason(found.graph, t) or json.null }
end

local function show_json(found)
  local record = { verdict = found.verdict, threads = {}, cycle = {}, remedies = {}, cause = json.null, reason = found.reason or json.null }
  for i, t in ipairs(found.threads) do
    if i > 1000 then break end
    record.threads[i] = thread_record(found, t)
  end
  for i, t in ipairs(found.cycle) do record.cycle[i] = t.tid end
  for i, r in ipairs(found.remedies) do record.remedies[i] = { id = r.id, what = r.what, cost = r.cost, command = r.command } end
  if found.cause then record.cause = found.cause.id end
  if found.suspect then record.cause = found.suspect.id end
  print(json.encode(record))
end

local function show(found, format)
  if format == "json" then show_json(found) elseif format == "dot" then show_dot(found) else show_text(found) end
end

return { show = show, name = name }
