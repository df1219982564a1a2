-- Verdicts: check(cond, msg), expect.never, expect.atmost, expect.atleast, expect.order.
-- Run: part of every script's world; not a script of its own.
-- Example: expect.never("%connect", {addr=none(net"127.0.0.0/8")}, "connection outside loopback")
local violation, rule = moontap.violation, moontap.rule
local before, on = before, on

expect = {}

function check(cond, message)
  if not cond then violation(message or "check failed") end
  return cond
end

-- calls, [where,] message: where may be left out.
local function arguments(calls, where, message)
  if type(where) == "string" then where, message = nil, where end
  return where, message or calls
end

function expect.never(calls, where, message)
  where, message = arguments(calls, where, message)
  rule(message)
  before(calls, where, function() violation(message, message) end)
end

function expect.atmost(n, calls, where, message)
  local seen = 0
  where, message = arguments(calls, where, message)
  rule(message)
  before(calls, where, function()
    seen = seen + 1
    if seen > n then violation(("%s: more than %d"):format(message, n), message) end
  end)
end

function expect.atleast(n, calls, where, message)
  local seen = 0
  where, message = arguments(calls, where, message)
  rule(message)
  before(calls, where, function() seen = seen + 1 end)
  on.finish(function()
    if seen < n then violation(("%s: %d, at least %d expected"):format(message, seen, n), message) end
  end)
end

-- Each call of the list may come only after the one before it came once.
function expect.order(list, message)
  local reached = 0
  message = message or table.concat(list, ", then ")
  for i, calls in ipairs(list) do
    local step = ("%s: %s"):format(message, calls)
    rule(step)
    before(calls, nil, function()
      if i > reached + 1 then violation(step, step) end
      if i == reached + 1 then reached = i end
    end)
  end
end
