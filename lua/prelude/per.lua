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

-- The value of the one that ended last stays until the next ends: other handlers of its end need it.
local function drop(values, field, on_end, on_begin)
  local gone
  local function forget(key)
    if gone then values[gone] = nil end
    gone = key
  end
  on_end(function(e) forget(e[field]) end)
  on_begin(function(e)
    if e[field] == gone then forget(nil) end
  end)
end

function per.process(init)
  local values = {}
  drop(values, "pid", on.exit, on.fork)
  return function(e) return value_of(values, e.pid, init) end
end

function per.thread(init)
  local values = {}
  drop(values, "tid", on.thread_exit, on.thread)
  return function(e) return value_of(values, e.tid, init) end
end

-- The fd is the call's own first argument unless another is given.
function per.fd(init)
  local values = {}
  after("close", { failed = false }, function(e, a) values[e.pid .. ":" .. a[1] ] = nil end)
  return function(e, fd) return value_of(values, e.pid .. ":" .. (fd or e.args[1]), init) end
end
