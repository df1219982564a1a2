-- Why it came to a deadlock: the first rule that fits a thread that nobody could wake, or the cycle.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: local cause = require"causes".find(graph); print(cause.id, cause.words)
local function name(t) return ("%s[%d]"):format(t.comm, t.tid) end

-- mov $SYS_rt_sigreturn, %rax; syscall: where handlers return to.
local RETURN <const> = "\x48\xc7\xc0\x0f\x00\x00\x00\x0f\x05"

-- Whether a signal handler stands on a thread's stack.
local function in_handler(t)
  for _, frame in ipairs(t.sp and look.stack(t.pid, t.tid, t.sp, t.pc) or {}) do
    if look.memory(t.pid, frame.address, #RETURN) == RETURN then return true end
  end
  return false
end

-- Each: a test of a wait that only its own thread could end, and what to say.
local terminals = {
  { "stopped", function(w) return w.is_stop end, "%s is stopped, and who waits for it waits until it is continued" },
  { "owner-gone", function(w) return w.orphan == "gone" end, "the owner of the %2$s (thread %3$s) has ended without unlocking it" },
  { "lock-copied-by-fork", function(w) return w.orphan == "fork" end,
    "fork() copied the %2$s while thread %3$s of the parent held it; in the child nobody can unlock it" },
  { "handler-reenters-lock", function(w, t) return (w.kind == "lock") and in_handler(t) end,
    "a signal handler of %s wants the %2$s, which the code that it interrupted holds" },
  { "self-lock", function(w) return w.kind == "lock" end, "%s wants the %2$s, which it has locked itself" },
  { "self-lock", function(w) return w.kind == "filelock" end, "%s wants a %2$s, which it holds itself by another descriptor" },
  { "reader-holds-write-end", function(w) return w.kind == "pipe" and w.direction == "read" end,
    "%s waits for %2$s to be closed, and is itself the only one that has its write end open" },
  { "writer-is-reader", function(w) return w.kind == "pipe" and w.direction == "write" end,
    "%s waits for %2$s, and only %1$s itself could read from it" },
  { "socket-to-itself", function(w) return w.kind == "socket" end, "%s has both ends of the %2$s, and waits for itself" },
  { "join-itself", function(w) return w.kind == "join" end, "%s waits for its own end" },
  { "nobody-left", function() return true end, "%s waits for the %2$s, and no thread is left that could give it" },
}

local function of_terminal(graph, t)
  local wait = graph.waits[t]
  for _, row in ipairs(terminals) do
    if row[2](wait, t) then
      local words = row[3]:gsub("%%(%d?)$?s", function(at)
        return ({ name(t), wait.object, tostring(wait.owner) })[tonumber(at) or 1]
      end)
      return { id = row[1], words = words, thread = t }
    end
  end
end

-- How many waits of each kind a cycle has; pipes and sockets also by direction.
local function census(graph, cycle)
  local n = { all = #cycle }
  for _, t in ipairs(cycle) do
    local wait = graph.waits[t]
    local kinds = { wait.kind, wait.direction and wait.kind .. " " .. wait.direction }
    if wait.direction then kinds[#kinds + 1] = wait.direction end
    if wait.lock then kinds[#kinds + 1] = "owned" end
    if wait.kind == "pipe" and wait.direction == "write" and t.tid ~= t.pid then kinds[#kinds + 1] = "pipe write in a thread" end
    for _, kind in ipairs(kinds) do n[kind] = (n[kind] or 0) + 1 end
  end
  return setmetatable(n, { __index = function() return 0 end })
end

local cycles = {
  { "lock-order", function(n) return n.all == 2 and n.lock + n.filelock + n.sysv == 2 end,
    "two threads each hold a lock that the other one wants (AB-BA)" },
  { "lock-cycle", function(n) return n.lock + n.filelock + n.sysv == n.all end, "%d threads each hold a lock that the next one wants" },
  { "join-cycle", function(n) return n.join == n.all end, "%d threads each wait for the next one's end" },
  { "join-under-lock", function(n) return n.lock > 0 and n.join > 0 and n.lock + n.join == n.all end,
    "a thread is waited for by one that holds the lock it needs to end" },
  { "pipe-full", function(n) return n.child > 0 and n["pipe write"] > n["pipe write in a thread"] and n.all == n.child + n["pipe write"] end,
    "the pipe is full, and who should read it waits for the writer's end" },
  { "join-before-drain", function(n) return n["pipe write"] + n["socket write"] > 0 and n.child + n.join > 0 end,
    "who should read the full pipe waits for the end of a process or thread that has yet to write to it" },
  { "write-end-open", function(n) return n["pipe read"] > 0 and n.child > 0 end,
    "a child reads until its input is closed, and who waits for the child has that input's write end open" },
  { "tracer-waits", function(n) return n.tracer > 0 end, "a thread is stopped by its tracer, which waits for what that thread should do" },
  { "vfork-child", function(n) return n.vfork > 0 end, "a parent sleeps in vfork() until its child calls exec, and the child waits for the parent" },
  { "both-full", function(n) return n.write == n.all end, "all write, nobody reads: everything between them is full" },
  { "both-read", function(n) return n.read == n.all end, "each reads what another one should write first" },
  { "write-and-read", function(n) return n.read + n.write == n.all end, "one writes to a full pipe or socket, whose reader waits for other data from it" },
  { "lock-and-wait", function(n) return n.owned + n.lock + n.filelock + n.sysv > 0 end,
    "a thread holds a lock while it waits for something that can only be done with that lock" },
  { "parent-waits", function(n) return n.child > 0 end, "a parent waits for the end of a child that waits for the parent" },
  { "nobody-left", function() return true end, "all who could wake the others wait themselves" },
}

local function of_cycle(graph)
  local n = census(graph, graph.cycle)
  for _, row in ipairs(cycles) do
    if row[2](n) then return { id = row[1], words = row[3]:format(n.all), thread = graph.cycle[1] } end
  end
end

-- A thread that nobody can wake comes first: no cycle is needed to explain the rest. One that merely has
-- nobody left explains less than a cycle.
local function find(graph)
  local vague
  for _, t in ipairs(graph.terminals) do
    local cause = of_terminal(graph, t)
    if cause.id ~= "nobody-left" then return cause end
    vague = vague or cause
  end
  return graph.cycle and (not vague or #graph.cycle > 0) and of_cycle(graph) or vague or { id = "nobody-left", words = "nobody is left who could wake them" }
end

return { find = find }
