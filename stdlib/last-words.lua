-- Why a command failed: the call that failed, the words that told of it, the exit status; through all
-- the processes in between, with the calls before each end.
-- Run: moontap run last-words [--n=CALLS] [--all] [--always] -- COMMAND
-- Example: moontap run last-words -- cat /no/such
recipe {
  api = 1, name = "last-words", summary = "Tell why a command failed: the failed call, the message, the exit status",
  tags = { "process", "crash", "why", "root cause", "reason", "error", "failing", "failed", "failure", "diagnose", "exit status" },
  example = "moontap run last-words --n=2 -- sh -c 'cat /no/such; exit 3'",
  output = [[
cat: /no/such: No such file or directory
sh[3970] ended with 3
  perhaps   its child cat[3971] ended with 1
  at last
    wait4(-1, 0x7ffe1eb0a7bc, WNOHANG, NULL) = -1 ECHILD (No child processes)
    exit_group(3) ...
cat[3971] ended with 1
  said      cat: /no/such: No such file or directory
  because   openat(AT_FDCWD, "/no/such", O_RDONLY)  = -1 ENOENT (No such file or directory)
  at last
    close(2)                                = 0
    exit_group(1) ...
]],
  args = {
    n = { type = "integer", default = 5, help = "calls to show before each end" },
    all = { type = "boolean", help = "every process that failed, not only those that made the command fail" },
    always = { type = "boolean", help = "also if the command ended well, for what it warned of" },
  },
  tests = {
    { args = {}, run = { "cat", "/no/such" }, exit = 1, output = 'because   openat(AT_FDCWD, "/no/such"' },
    { args = {}, run = { "cat", "/no/such" }, exit = 1, output = 'said      cat: /no/such: No such file or directory' },
    { args = { n = 8 }, run = { "sh", "-c", "kill -9 $$" }, exit = 137, output = "SIGKILL, sent by itself" },
    { args = {}, run = { "sh", "-c", "sh -c 'cat /no/such'; exit 4" }, exit = 4, output = "perhaps   its child sh[" },
    { args = {}, run = { "/usr/bin/python3", "-c", "import os, sys\ntry: os.rmdir('/')\nexcept OSError: pass\nos.path.exists('/no/such')\nos._exit(4)" },
      exit = 4, output = "perhaps   rmdir(\"/\")" },
    { args = {}, run = { "true" }, exit = 0, output = "] ended with 0" },
  },
}

local MOST_FAILED, MOST_SAID, MOST_NAMES, MOST_PROCESSES, MOST_BAD = 300, 200, 5000, 20000, 500
-- Points of a failed call that fits a message.
local CERTAIN, LIKELY = 4, 2

local all, n_all, n_bad, first, clock = {}, 0, 0, nil, 0
local killers, peers = {}, {}

local function record(e)
  local own = all[e.pid]
  if own then return own end
  own = {
    comm = e.comm, pid = e.pid, failed = {}, n_failed = 0, said = {}, told = {}, children = {}, calls = {}, n_calls = 0, dirs = {}, found = {}, n_found = 0,
  }
  first, n_all = first or own, n_all + 1
  if n_all < MOST_PROCESSES then all[e.pid] = own end
  return own
end

-- What nobody will ask of a process that ended well, or one of too many.
local function forget(own)
  own.failed, own.said, own.told, own.calls, own.dirs, own.found, own.children = {}, {}, {}, {}, {}, {}, {}
  own.n_failed, own.n_calls, own.parent = 0, 0, nil
end

local function tick()
  clock = clock + 1
  return clock
end

local function keep_call(own, line)
  own.n_calls = own.n_calls + 1
  if args.n > 0 then own.calls[own.n_calls % args.n] = line end
end

-- What programs ask for and do well without.
local usual = { EAGAIN = true, EINPROGRESS = true, ECHILD = true, ENOTTY = true, ESPIPE = true, EINTR = true, ENOTSOCK = true }

local function keep_failure(e, own, err, addr)
  if usual[err] or e.name == "close" or e.path == "/etc/ld.so.preload" or err:find "^ERESTART" then return end
  local line = e:line() .. (addr and " of " .. addr or "")
  own.n_failed = own.n_failed + 1
  own.failed[own.n_failed % MOST_FAILED] = {
    at = tick(), err = err, line = line, name = e.name, path = e.path, addr = addr or e.addr,
    given = line:match '"(.-)"', text = line:match " %(([^()]+)%)$",
  }
end

after("*", function(e)
  local own = record(e)
  if args.n > 0 then keep_call(own, e:line()) end
  if e.failed then keep_failure(e, own, e.err) end
end)

-- A name that was found later on was no reason to fail.
after("%file", { failed = false }, function(e)
  local own, name = record(e), (e.path or ""):match "[^/]*$"
  if own.n_found < MOST_NAMES then own.n_found, own.found[name] = own.n_found + 1, true end
  if not own.has_program and own.parent then own.parent.found[name] = true end
end)

-- A connection that was begun and failed later tells so in an option.
after("connect", { err = "EINPROGRESS" }, function(e, a) peers[e.pid .. ":" .. a[1] ] = tostring(e.addr) end)
after("getsockopt", { level = SOL_SOCKET, optname = SO_ERROR, failed = false }, function(e, a)
  local err = e:line():match "SO_ERROR, %[(E%w+)%]"
  if err then keep_failure(e, record(e), err, peers[e.pid .. ":" .. a[1] ]) end
end)

after("getdents64", { failed = false }, function(e)
  local own = record(e)
  if e.path and own.dirs[#own.dirs] ~= e.path and #own.dirs < 100 then own.dirs[#own.dirs + 1] = e.path end
end)

-- What is said: lines written to standard error or output, put together from all their parts.
local function say(own, fd, text)
  local said = fd == 2 and own.said or own.told
  for part, ending in text:gmatch "([^\n]*)(\n?)" do
    local last = said[#said]
    if last and not last.is_whole then
      last.text = (last.text .. part):sub(1, 1000)
    elseif part ~= "" then
      last = { text = part:sub(1, 1000), at = tick() }
      said[#said + 1] = last
      if #said > MOST_SAID then table.remove(said, 1) end
    end
    if last and ending ~= "" then last.is_whole = true end
  end
end

before("write", { fd = { 1, 2 } }, function(e, a) say(record(e), a.fd, a.buf:str(4096)) end)
before("writev", { fd = { 1, 2 } }, function(e, a)
  for _, part in ipairs(a.iov) do say(record(e), a.fd, tostring(part.iov_base or "")) end
end)

before("kill tgkill pidfd_send_signal", function(e, a)
  local own = record(e)
  keep_call(own, e:line() .. " ...")
  if e.name ~= "pidfd_send_signal" then killers[a[#a - 1] ] = e.pid end
end)
before("exit exit_group %exec", function(e) keep_call(record(e), e:line() .. " ...") end)

local fatal = { SIGSEGV = true, SIGBUS = true, SIGILL = true, SIGFPE = true, SIGABRT = true, SIGTRAP = true, SIGSYS = true }
on.signal(function(s)
  local own = record(s)
  keep_call(own, "--- " .. s.name .. " ---")
  own.signal = { name = s.name, sender = s.sender, addr = fatal[s.name] and s.addr, stack = fatal[s.name] and s:stack(12) }
end)

on.fork(function(e)
  all[e.pid] = nil
  record(e).parent = record(e.parent)
end)
on.exec(function(e)
  local own = record(e)
  own.comm, own.has_program, own.failed, own.n_failed, own.said, own.told, own.dirs, own.found, own.n_found =
    e.comm, true, {}, 0, {}, {}, {}, {}, 0
end)
on.exit(function(e)
  local own = record(e)
  own.ended, own.is_bad, own.status = e.signal_name or tostring(e.status), e.signal_name ~= nil or e.status ~= 0, e.status
  if own.is_bad then n_bad = n_bad + 1 end
  if own.is_bad and n_bad <= MOST_BAD and own.parent then table.insert(own.parent.children, { child = own, at = tick() }) end
  if own ~= first and (not own.is_bad or n_bad > MOST_BAD) then forget(own) end
end)

local function mentions(text, word)
  if not word or #word < 2 then return false end
  local at = 1
  while true do
    local from, to = text:find(word, at, true)
    if not from then return false end
    if not text:sub(from - 1, from - 1):find "[%w_]" and not text:sub(to + 1, to + 1):find "[%w_]" then return true end
    at = to + 1
  end
end

-- What a line says of the failure: not by whom, nor where in the text of a script, nor what was done instead.
local function meaning(own, text)
  if text:find "^%s+File \"" or text:find "^%s+at " or text:lower():find "fall.*back" then return "" end
  return (text:gsub("^%S*" .. own.comm:gsub("%p", "%%%0") .. "%S*: ", ""))
end

local common = { usr = true, lib = true, bin = true, etc = true, sbin = true, ["local"] = true, share = true, home = true, dev = true, tmp = true }

-- How sure it is that the words speak of the failed call.
local function score(text, call)
  local n = mentions(text, call.text) and (call.err == "ENOENT" and 3 or 5) or 0
  n = n + ((mentions(text, call.err) or mentions(text, "Errno " .. _G[call.err])) and 3 or 0)
  local path = call.given or call.path
  if path and #path > 3 and path:find "/" and mentions(text, path) or call.path and mentions(text, call.path) then return n + 8 end
  local address, port = tostring(call.addr or ""):match "^(.*):(%d+)$"
  n = n + (mentions(text, address) and 3 or 0) + (port and text:find("%f[%d]" .. port .. "%f[%D]") and 3 or 0)
  local last, parts = (path or ""):match "[^/]*$", 0
  if mentions(text, last) then n = n + 4 end
  for part in (path or ""):gmatch "[^/]+" do
    if part ~= last and #part > 2 and not common[part] and mentions(text, part) then parts = parts + (part:find "%W" and 3 or 2) end
  end
  return n + math.min(parts, 5)
end

local function failures_of(own, found)
  for _, call in pairs(own.failed) do
    local name = call.err == "ENOENT" and (call.given or call.path or ""):match "[^/]*$"
    if not name or not own.found[name] then found[#found + 1] = call end
  end
  for _, ended in ipairs(own.children) do
    if not ended.child.has_program then failures_of(ended.child, found) end
  end
  table.sort(found, function(a, b) return a.at < b.at end)
  return found
end

local function last_with(calls, err)
  for i = #calls, 1, -1 do
    if calls[i].err == err then return calls[i] end
  end
end

-- The failed call that fits best what was said after it, and the line that says it. What comes at the end
-- counts more.
local function best_match(own)
  local calls, best = failures_of(own, {}), { score = 0 }
  local said = own.said[1] and own.said or own.told
  for i = math.max(1, #said - 20), #said do
    local text = meaning(own, said[i].text)
    for _, call in ipairs(calls) do
      local points = call.at < said[i].at and score(text, call) or 0
      if points >= LIKELY and points >= best.score - (i - (best.line or i)) then
        best = { score = points, call = call, said = said[i].text, line = i }
      end
    end
  end
  if not own.said[1] and best.score < CERTAIN then best = { score = 0 } end
  if own.ended == "SIGPIPE" then best = { score = CERTAIN, call = last_with(calls, "EPIPE") } end
  return best, calls
end

-- The last line that was said, or one shortly before it that speaks of an error.
local function last_said(own)
  local n = #own.said
  for i = n, math.max(1, n - 5), -1 do
    local text = own.said[i].text:lower()
    if text:find "error" or text:find "fatal" or text:find "fail" or text:find "cannot" then return own.said[i].text end
  end
  return n > 0 and own.said[n].text or nil
end

-- The child that ended badly last, and whether it is certain that it is the reason.
local function guilty_child(own, best)
  local ended = own.children[#own.children]
  local child = ended and (ended.child.has_program or ended.child.said[1] or ended.child.ended:find "^SIG") and ended.child
  if not child or best.call and best.score >= CERTAIN and best.call.at > ended.at then return end
  local text = last_said(own) or ""
  if child.ended == own.ended or child.ended:find "^SIG" and own.status == 128 + _G[child.ended] or text:find "[Ee]rror %d"
    or text:find("%f[%w]" .. child.ended .. "%f[%W]") then return child, true end
  if best.score < CERTAIN and child.ended ~= "SIGPIPE" then return child, false end
end

local function name_of(own) return ("%s[%d]"):format(own.comm, own.pid) end

local function some(n, what) return ("%d %s%s"):format(n, what, n == 1 and "" or what:find "s$" and "es" or "s") end

local function line(title, text) print(("  %-9s %s"):format(title, text)) end

-- Other places where the same name was looked for, with the same answer.
local function show_places(call, calls)
  local name, places, seen = (call.given or call.path or ""):match "[^/]*$", {}, {}
  for _, other in ipairs(calls) do
    local path = other.given or other.path or ""
    local dir = path:match "^(.*)/[^/]*$"
    if other ~= call and other.err == call.err and dir and path:match "[^/]*$" == name and not seen[path] and path ~= (call.given or call.path) then
      seen[path], places[#places + 1] = true, dir == "" and "/" or dir
    end
  end
  if #places > 0 and name ~= "" then
    line("", ("and in %s: %s%s"):format(some(#places, "other place"), table.concat(places, " ", 1, math.min(#places, 8)), #places > 8 and " ..." or ""))
  end
  return #places
end

local function show_signal(own)
  local signal = own.signal
  if not signal or signal.name ~= own.ended then return end
  if signal.addr then line("at", ("address 0x%x"):format(signal.addr)) end
  for frame in (signal.stack or ""):gmatch "[^\n]+" do line("", frame) end
end

local function show_calls(own)
  if args.n == 0 or own.n_calls == 0 then return end
  print "  at last"
  for i = math.max(1, own.n_calls - args.n + 1), own.n_calls do
    if own.calls[i % args.n] then print("    " .. own.calls[i % args.n]) end
  end
end

local function sender_of(own)
  local by = killers[own.pid] or own.signal and own.signal.name == own.ended and own.signal.sender
  if not own.ended:find "^SIG" or not by or by == 0 then return "" end
  if by == own.pid and own.ended == "SIGPIPE" then return ": nobody reads what it writes" end
  if by == own.pid then return ", sent by itself" end
  return ", sent by " .. (all[by] and name_of(all[by]) or "process " .. by)
end

-- No call fails where a name is looked for in lists of directories, as python does.
local function show_search(own, text)
  local name = text and text:match "['\"`\xe2\x80\x98]+([%w_./-]+)['\"]"
  if not name or not (text:find "[Nn]o .- named" or text:find "not found" or text:find "[Cc]annot find" or text:find "[Cc]ould not find") then return end
  if #own.dirs == 0 then return end
  line("because", ("no list of a directory has %s: %s"):format(name, table.concat(own.dirs, " ", math.max(1, #own.dirs - 7))))
  return true
end

-- The last failures; a file that is not there is the least of them, as most programs look for many.
local function show_perhaps(calls)
  local chosen = {}
  for _, is_least in ipairs { false, true } do
    for i = #calls, 1, -1 do
      if #chosen < 3 and (calls[i].err == "ENOENT") == is_least then chosen[#chosen + 1] = calls[i] end
    end
  end
  for i, call in ipairs(chosen) do line(i == 1 and "perhaps" or "", call.line) end
end

-- One process; gives its child if that is the reason.
local function show(own)
  local best, calls = best_match(own)
  local child, is_certain = guilty_child(own, best)
  print(("%s ended with %s%s"):format(name_of(own), own.ended, sender_of(own)))
  local said = not child and best.said or last_said(own)
  if said then line("said", said:match "^%s*(.*)") end
  show_signal(own)
  if child then
    line(is_certain and "because" or "perhaps", ("its child %s ended with %s"):format(name_of(child), child.ended))
  elseif best.call and best.score >= CERTAIN then
    line("because", best.call.line)
    show_places(best.call, calls)
  elseif best.call then
    line("perhaps", best.call.line)
  elseif not show_search(own, last_said(own)) and own.is_bad and not fatal[own.ended] then
    show_perhaps(calls)
  end
  show_calls(own)
  return child
end

local function show_chain(own)
  local shown = {}
  while own and not shown[own] do
    shown[own] = true
    own = show(own)
  end
  return shown
end

on.finish(function()
  if not first or not first.ended then return end
  local shown = {}
  if first.is_bad or args.always then shown = show_chain(first) else print(("%s ended with 0"):format(name_of(first))) end
  local rest = {}
  for _, own in pairs(all) do
    if own.is_bad and not shown[own] then rest[#rest + 1] = own end
  end
  table.sort(rest, function(a, b) return a.pid < b.pid end)
  if args.all then
    for _, own in ipairs(rest) do show(own) end
  elseif #rest > 0 then
    print(some(#rest, "other process") .. " ended with an error; --all shows more")
  end
end)
