-- What would run where no instruction is counted: xpcall's handler, finalisers, loops of coroutines.
-- Run: part of every script's world; not a script of its own.
-- Example: coroutine.wrap(function() while true do end end)() --> this runs for too long
local guard, setmetatable = moontap.guard, setmetatable
local create, resume = coroutine.create, coroutine.resume

local function handled(handler, is_good, ...)
  if is_good then return true, ... end
  return false, handler(...)
end

-- The handler runs when the stack is unwound.
function _G.xpcall(f, handler, ...) return handled(handler, pcall(f, ...)) end

function _G.setmetatable(object, meta)
  if type(meta) == "table" and rawget(meta, "__gc") ~= nil then error("a script's tables can't have finalisers", 2) end
  return setmetatable(object, meta)
end

function coroutine.resume(...)
  guard()
  return resume(...)
end

local function passed(is_good, ...)
  if not is_good then error(..., 0) end
  return ...
end

function coroutine.wrap(f)
  local thread = create(f)
  return function(...)
    guard()
    return passed(resume(thread, ...))
  end
end
