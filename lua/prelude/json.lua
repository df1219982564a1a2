-- JSON: json.encode(value) and json.decode(text); null is json.null.
-- Run: part of every script's world; not a script of its own.
-- Example: print(json.encode{path="/etc/hosts", flags={1, 2}})
json = { null = setmetatable({}, { __tostring = function() return "null" end }) }

local DEEPEST = 64
local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function quoted(text)
  return '"' .. text:gsub('[%c"\\]', function(c) return escapes[c] or ("\\u%04x"):format(c:byte()) end) .. '"'
end

local encode

local function encode_list(list, depth)
  local parts = {}
  for i, value in ipairs(list) do parts[i] = encode(value, depth) end
  return "[" .. table.concat(parts, ",") .. "]"
end

local function encode_table(object, depth)
  local names, parts = {}, {}
  for name in pairs(object) do names[#names + 1] = tostring(name) end
  table.sort(names)
  for i, name in ipairs(names) do
    local value = object[name]
    if value == nil then value = object[tonumber(name)] end
    parts[i] = quoted(name) .. ":" .. encode(value, depth)
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

function encode(value, depth)
  if value == json.null or value == nil then return "null" end
  local kind = math.type(value) or type(value)
  if kind == "integer" or kind == "boolean" then return tostring(value) end
  if kind == "float" then return ("%.17g"):format(value) end
  if kind ~= "table" then return quoted(tostring(value)) end
  if depth > DEEPEST then error("json: a table in itself, or too deep", 0) end
  if #value > 0 or next(value) == nil then return encode_list(value, depth + 1) end
  return encode_table(value, depth + 1)
end

function json.encode(value) return encode(value, 1) end

-- Each reader gets the text and a position, and returns a value and the position behind it.
local read

local function fail(text, at) error(("json: not expected at %d: %s"):format(at, text:sub(at, at + 10)), 0) end

local function skip(text, at) return text:match("^%s*()", at) end

local unescapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["/"] = "/" }

local function read_string(text, at)
  local stop = at + 1
  while true do
    stop = text:match('^[^"\\]*()', stop)
    local c = text:sub(stop, stop)
    if c == '"' then break end
    if c == "" then fail(text, at) end
    stop = stop + 2
  end
  local body = text:sub(at + 1, stop - 1)
  body = body:gsub("\\\\", "\0")              -- out of the way of what comes next
  body = body:gsub("\\u(%x%x%x%x)", function(digits) return utf8.char(tonumber(digits, 16)) end)
  return body:gsub("\\(.)", unescapes):gsub("\0", "\\"), stop + 1
end

local function read_list(text, at, depth)
  local list, value = {}
  at = skip(text, at + 1)
  if text:sub(at, at) == "]" then return list, at + 1 end
  while true do
    value, at = read(text, at, depth + 1)
    list[#list + 1] = value
    at = skip(text, at)
    local c = text:sub(at, at)
    if c == "]" then return list, at + 1 end
    if c ~= "," then fail(text, at) end
    at = at + 1
  end
end

local function read_object(text, at, depth)
  local object, name, value = {}
  at = skip(text, at + 1)
  if text:sub(at, at) == "}" then return object, at + 1 end
  while true do
    at = skip(text, at)
    if text:sub(at, at) ~= '"' then fail(text, at) end
    name, at = read_string(text, at)
    at = skip(text, at)
    if text:sub(at, at) ~= ":" then fail(text, at) end
    value, at = read(text, at + 1, depth + 1)
    object[name] = value
    at = skip(text, at)
    local c = text:sub(at, at)
    if c == "}" then return object, at + 1 end
    if c ~= "," then fail(text, at) end
    at = at + 1
  end
end

local words = { ["true"] = true, ["false"] = false, null = json.null }

function read(text, at, depth)
  if depth > DEEPEST then fail(text, at) end
  at = skip(text, at)
  local c = text:sub(at, at)
  if c == '"' then return read_string(text, at) end
  if c == "[" then return read_list(text, at, depth) end
  if c == "{" then return read_object(text, at, depth) end
  local word = text:match("^[%w%.%+%-]+", at) or fail(text, at)
  if words[word] ~= nil then return words[word], at + #word end
  return tonumber(word) or fail(text, at), at + #word
end

function json.decode(text)
  local value, at = read(text, 1, 1)
  at = skip(text, at)
  if at <= #text then fail(text, at) end
  return value
end
