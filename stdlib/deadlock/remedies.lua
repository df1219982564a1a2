-- What would end a deadlock, the mildest first, each with what it costs; and the doing of it.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID --resolve=ID --yes
-- Example: for _, remedy in ipairs(require"remedies".list(graph)) do print(remedy.id, remedy.cost) end
local repairs = require "repairs"

-- How much a remedy takes from the program: nothing is lost, an error to be handled, exclusion broken, a victim.
local MILD, ERROR, BROKEN, VICTIM <const> = 1, 2, 3, 4
local MOST_REMEDIES <const> = 24

local function label(t) return ("%s[%d]"):format(t.comm, t.tid) end

local function add(list, rank, id, what, cost, apply)
  for _, each in ipairs(list) do
    if each.id == id then return end
  end
  list[#list + 1] = { rank = rank, order = #list, id = id, what = what, cost = cost, apply = apply,
    command = ("moontap run deadlock -p %s --tree --resolve=%s --yes"):format(list.pid, id) }
end

-- Close an end of a pipe for good, so that its reader hears the end: its number then leads to /dev/null.
local function close_end(list, graph, holder, object)
  local process = graph.world:process(holder.pid)
  local t = process and graph.world:threads(process)[1]
  if not t then return end
  add(list, MILD, ("close-end@%d/%d"):format(holder.pid, holder.fd),
    ("put /dev/null in the place of descriptor %d of %s[%d], an end of %s"):format(holder.fd, process.comm, holder.pid, object),
    ("what %s[%d] writes there from now on is lost; its call is made again after a stop of a millisecond"):format(process.comm, holder.pid),
    function() return repairs.close_end(t, holder.fd) end)
end

local function of_pipe(list, graph, t, wait)
  if wait.direction == "write" then
    local size = math.min(math.max((wait.capacity or 65536) * 16, 1 << 20), 1 << 20)
    if (wait.capacity or 0) < size then
      add(list, MILD, ("enlarge-pipe@%d/%d"):format(t.pid, wait.fd), ("let the pipe hold %d bytes instead of %d"):format(size, wait.capacity or 0),
        "nothing is lost; if the writer has more than that to write, it hangs again", function() return control.pipe_size(t.pid, wait.fd, size) end)
    end
    local reader = wait.ends and wait.ends[1]
    if reader then
      add(list, ERROR, ("drain-pipe@%d/%d"):format(reader.pid, reader.fd), ("read what %s holds, and throw it away, until the writer stops"):format(wait.link),
        "the data is lost to the program that should have read it", function() return control.drain(reader.pid, reader.fd, 64 << 20) end)
    end
    return
  end
  for _, holder in ipairs(wait.ends or {}) do close_end(list, graph, holder, wait.link) end
end

local function of_lock(list, graph, t, wait)
  local lock, address = wait.lock, wait.address
  -- What the kernel refused once, glibc does not ask for again.
  if not lock or not address or lock.inherits then return end
  local name = ("%s@%d/0x%x"):format("%s", t.tid, address)
  if wait.orphan then
    if lock.is_robust then
      add(list, ERROR, name:format "owner-dead", "mark the lock's owner as dead", "the program's lock call returns EOWNERDEAD, which it must handle",
        function() return repairs.mark_owner_dead(t, address) end)
    elseif not lock.is_file and not lock.is_rwlock then
      add(list, BROKEN, name:format "clear-lock", "free the lock, whose owner is gone",
        "what the lock protects may be half changed: its owner was in the midst of it", function() return repairs.clear_lock(t, address) end)
    end
    return
  end
  local owner = wait.owner and graph.world:thread(wait.owner)
  if not owner then return end
  if lock.is_file then
    add(list, BROKEN, name:format "free-file", "free the stdio lock that " .. label(owner) .. " holds", "lines of two threads may mix",
      function() return repairs.free_file_lock(t, address) end)
  else
    local call = lock.is_rwlock and "pthread_rwlock_unlock" or "pthread_mutex_unlock"
    add(list, BROKEN, ("unlock@%d/0x%x"):format(owner.tid, address), ("let %s call %s(%s)"):format(label(owner), call, wait.object),
      "exclusion is broken: two threads are in the protected code at once; the owner's own unlock fails later",
      function() return repairs.invoke(owner, call, address) end)
  end
end

local function of_anonymous(list, _, t, wait)
  local call = wait.kind == "semaphore" and "sem_post" or wait.kind == "condition" and "pthread_cond_broadcast"
  if call then
    add(list, MILD, ("wake@%d/0x%x"):format(t.tid, wait.address), ("call %s for the %s"):format(call, wait.object),
      "what is waited for has not come true: a program that does not look again goes on without it",
      function() return repairs.invoke(t, call, wait.address) end)
  end
end

local function of_filelock(list, _, t, wait)
  add(list, ERROR, ("fail@%d"):format(t.tid), ("let the %s of %s fail with EDEADLK"):format(t.call, label(t)), "the program sees an error that it must handle",
    function() return control.give(t.tid, "EDEADLK") end)
  for _, holder in ipairs(wait.holders or {}) do
    if holder.kind ~= "POSIX" then
      add(list, BROKEN, ("release@%d/%d"):format(holder.pid, holder.fd), ("unlock the file by descriptor %d of process %d"):format(holder.fd, holder.pid),
        "exclusion is broken: two programs use the file at once", function() return control.unlock(holder.pid, holder.fd, holder.kind == "OFDLCK") end)
    end
  end
end

local function of_socket(list, _, t, wait)
  if wait.fd then
    add(list, ERROR, ("shut-down@%d/%d"):format(t.pid, wait.fd), ("shut down %s"):format(wait.object), "both sides see the end of the conversation",
      function() return control.shut_down(t.pid, wait.fd) end)
  end
end

local function of_eventfd(list, _, t, wait)
  add(list, MILD, ("post@%d/%d"):format(t.pid, wait.fd), "add one to " .. wait.object, "an event is told that has not come",
    function() return control.post(t.pid, wait.fd) end)
end

local function of_queue(list, _, t, wait)
  if wait.direction == "read" then
    add(list, ERROR, ("send@%d/%d"):format(t.pid, wait.fd), "send an empty message to " .. wait.object, "the receiver gets a message that nobody meant",
      function() return control.send(t.pid, wait.fd) end)
  end
end

local function of_sysv(list, _, _, wait)
  if wait.semaphore then
    local set, number = wait.semaphore[1], wait.semaphore[2]
    add(list, BROKEN, ("semaphore@%d/%d"):format(set, number), ("put semaphore %d of set %d to %d"):format(number, set, wait.needs),
      "exclusion is broken: its holder's own post comes on top", function() return control.semaphore(set, number, wait.needs) end)
  end
end

local function of_stop(list, _, t)
  add(list, MILD, ("continue@%d"):format(t.pid), ("let %s go on (SIGCONT)"):format(label(t)), "nothing; whoever stopped it may have wanted it stopped",
    function() return control.signal(t.pid, "SIGCONT") end)
end

local kinds = { pipe = of_pipe, lock = of_lock, semaphore = of_anonymous, condition = of_anonymous, filelock = of_filelock, socket = of_socket,
  eventfd = of_eventfd, queue = of_queue, sysv = of_sysv, stop = of_stop }

-- The cheapest victim: a child that others wait for, or else the youngest process.
local function of_victim(list, graph, dead)
  local victim
  for _, t in ipairs(dead) do
    local process = t.process
    local is_younger = victim and (process.started > victim.started or (process.started == victim.started and process.pid > victim.pid))
    if not victim or is_younger then victim = process end
  end
  if not victim then return end
  add(list, VICTIM, ("kill@%d"):format(victim.pid), ("kill %s[%d], the youngest of them"):format(victim.comm, victim.pid),
    "all that it has not written out is lost",
    function() return control.signal(victim.pid, "SIGKILL") end)
  graph.victim = victim.pid
end

local function ordered(list)
  table.sort(list, function(a, b) return a.rank < b.rank or (a.rank == b.rank and a.order < b.order) end)
  for i = #list, MOST_REMEDIES + 1, -1 do list[i] = nil end
  return list
end

local function first_target(graph)
  local pids = {}
  for pid in pairs(graph.roots or graph.targets or {}) do pids[#pids + 1] = pid end
  table.sort(pids)
  return table.concat(pids, ",")
end

local function add_wait(list, graph, t, wait)
  if kinds[wait.kind] then kinds[wait.kind](list, graph, t, wait) end
  for _, part in ipairs(wait.parts or {}) do
    if kinds[part.kind] then kinds[part.kind](list, graph, t, part) end
  end
end

-- For the threads that cause it: of the cycle and those that nobody can wake; for all where there are none.
local function list(graph)
  local found = { pid = first_target(graph) }
  local causes = {}
  for _, t in ipairs(graph.terminals) do causes[#causes + 1] = t end
  for _, t in ipairs(graph.cycle or {}) do causes[#causes + 1] = t end
  for _, t in ipairs(#causes > 0 and causes or graph.dead) do add_wait(found, graph, t, graph.waits[t]) end
  of_victim(found, graph, graph.dead)
  return ordered(found)
end

local function of_leak(graph, _, holder)
  local found = { pid = first_target(graph) }
  close_end(found, graph, holder, holder.link)
  return found
end

local function of_open(graph, openers)
  local found = { pid = first_target(graph) }
  for _, t in ipairs(openers) do
    local path = graph.waits[t].path
    add(found, MILD, ("open-fifo@%d"):format(t.tid), ("open FIFO %s for a moment as its other end"):format(path),
      "who opened it finds nobody there afterwards: an end of file, or SIGPIPE",
      function() return control.open_fifo(repairs.path_of(t, path), 200) end)
    add(found, ERROR, ("fail@%d"):format(t.tid), ("let the open of %s by %s fail with EINTR"):format(path, label(t)),
      "the program sees an error that it must handle",
      function() return control.give(t.tid, "EINTR") end)
  end
  return ordered(found)
end

return { list = list, of_leak = of_leak, of_open = of_open }
