-- Tests for where tables: what C reads as {test = kind, ...}.
-- Run: part of every script's world; not a script of its own.
-- Example: after("%file", {path=under"/etc", ret=below(0)}, print)
local Test = { __name = "test", __metatable = "test" }

local function test(kind, fields)
  fields.test = kind
  return setmetatable(fields, Test)
end

function any(list) return test("any", list) end

function none(list)
  if type(list) ~= "table" or getmetatable(list) == "test" then list = { list } end
  return test("none", list)
end

function bits(mask) return test("bits", { value = mask }) end
function has(names) return test("bits", { value = names }) end
function range(low, high) return test("range", { low = low, high = high }) end
function over(low) return test("range", { above = low }) end
function below(high) return test("range", { below = high }) end
function under(directory) return test("under", { value = directory }) end
setmetatable(net, { __call = function(_, words) return test("net", { value = words }) end })
function unix(path) return test("unix", { value = path }) end
