-- Time in calls by stack, as folded lines for a flame graph, or as an SVG picture of it.
-- Run: moontap run flame [--calls=WORDS] [--slower=TIME] [--svg] -- COMMAND
-- Example: moontap run -o flame.svg flame --svg -- git status
recipe {
  api = 1, name = "flame", summary = "Fold stacks by time in calls, for a flame graph",
  tags = { "time", "performance", "profile", "profiling", "stack", "execution path" },
  example = "moontap run flame --calls=%write -- echo hello",
  output = [[
echo;[echo];__libc_start_main;...;exit;...;[echo];[echo];[echo];...;write 106780
]],
  args = {
    calls = { type = "calls", default = "*", help = "which calls" },
    slower = { type = "duration", help = "only calls that took longer" },
    count = { type = "boolean", help = "count calls instead of their time" },
    svg = { type = "boolean", help = "a picture instead of lines" },
    frames = { type = "integer", default = 64, help = "of each stack, at most" },
  },
  tests = {
    { args = { calls = "write", count = true }, run = { "echo", "hello" }, exit = 0, output = ";write 1\n" },
    { args = { calls = "write", svg = true }, run = { "echo", "hello" }, exit = 0, output = "</svg>" },
  },
}

local folded = {}

-- " > /lib/libc.so.6(write+0x14) [0x7f]": the function, or the file it is in.
local function frame_of(line)
  local object, symbol = line:match "^ > (.-)%((.-)%)"
  if not object then return end
  symbol = symbol:match "^([^@]+).*%+0x%x+$" or ("[" .. (object:match "[^/]*$" or "?") .. "]")
  return (symbol:gsub("[; ]", "_"))
end

local function stack_of(e)
  local frames = {}
  for line in e:stack(args.frames):gmatch "[^\n]+" do table.insert(frames, 1, frame_of(line)) end
  table.insert(frames, 1, e.comm)
  frames[#frames + 1] = e.name
  return table.concat(frames, ";")
end

after(args.calls, { slower = args.slower }, function(e)
  local key = stack_of(e)
  folded[key] = (folded[key] or 0) + (args.count and 1 or e.duration)
end)

local function show_lines()
  local keys = {}
  for key in pairs(folded) do keys[#keys + 1] = key end
  table.sort(keys)
  for _, key in ipairs(keys) do print(key .. " " .. folded[key]) end
end

-- Each node holds its own children by name and the sum of all below it.
local function tree()
  local root, deepest = { name = "all", value = 0, children = {} }, 0
  for key, value in pairs(folded) do
    local node, depth = root, 0
    root.value = root.value + value
    for name in key:gmatch "[^;]+" do
      local child = node.children[name] or { name = name, value = 0, children = {} }
      node.children[name], node, depth = child, child, depth + 1
      child.value = child.value + value
    end
    deepest = math.max(deepest, depth)
  end
  return root, deepest
end

local WIDTH, ROW, LEAST = 1200, 16, 0.3
local escapes = { ["<"] = "&lt;", [">"] = "&gt;", ["&"] = "&amp;", ['"'] = "&quot;" }

local function escaped(text) return (text:gsub('[<>&"]', escapes):gsub("[^\32-\126]", "?")) end

local function draw(node, x, level, root, height)
  local width = WIDTH * node.value / root.value
  if width < LEAST then return end
  local y, name = height - (level + 1) * ROW, escaped(node.name)
  local value = args.count and node.value .. " calls" or fmt.duration(node.value)
  local hue = (#node.name * 7 + node.name:byte()) % 40 + 10
  print(('<g><title>%s: %s, %.1f %%</title><rect x="%.1f" y="%d" width="%.1f" height="%d" fill="hsl(%d,80%%,65%%)"/>'):format(
    name, value, 100 * node.value / root.value, x, y, width, ROW - 1, hue))
  local room = math.floor(width / 7)
  if room > 2 then print(('<text x="%.1f" y="%d">%s</text>'):format(x + 2, y + 12, escaped(node.name:sub(1, room)))) end
  print "</g>"
  local names = {}
  for child in pairs(node.children) do names[#names + 1] = child end
  table.sort(names)
  for _, child in ipairs(names) do
    draw(node.children[child], x, level + 1, root, height)
    x = x + WIDTH * node.children[child].value / root.value
  end
end

local function show_picture()
  local root, deepest = tree()
  local height = (deepest + 1) * ROW
  print(('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="monospace" font-size="11">'):format(WIDTH, height))
  if root.value > 0 then draw(root, 0, 0, root, height) end
  print "</svg>"
end

on.finish(function() if args.svg then show_picture() else show_lines() end end)
