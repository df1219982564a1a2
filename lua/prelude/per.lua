-- per.thread(init), per.process(init), per.fd(init): a value for each, dropped when its owner ends.
-- Run: part of every script's world; not a script of its own.
-- Example: local n = per.thread(function() return {calls=0} end); n(e).calls = n(e).calls + 1
local on, after = on, after

per = {}

local function value_of(values, key, init)
  local value = values[key]
  if value == nil then
    if type(init) == "function" then value = init() else value = init or {} end
    values[key] = value
  end
  return value
end

function per.process(init)
  local values = {}
  on.exit(function(e) values[e.pid] = nil end)
  return function(e) return value_of(values, e.pid, init) end
end

function per.thread(init)
  local values = {}
  on.thread_exit(function(e) values[e.tid] = nil end)
  return function(e) return value_of(values, e.tid, init) end
end

-- The fd is the call's own first argument unless another is given.
function per.fd(init)
  local values = {}
  after("close", { failed = false }, function(e, a) values[e.pid .. ":" .. a[1] ] = nil end)
  return function(e, fd) return value_of(values, e.pid .. ":" .. (fd or e.args[1]), init) end
end
