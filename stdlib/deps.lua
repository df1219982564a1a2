-- What a command depends on: the programs it runs, the files it reads and writes.
-- Run: moontap run deps [--under=DIR] [--target=NAME] -- COMMAND
-- Example: moontap run deps --under=/usr/lib -- ls
recipe {
  api = 1, name = "deps", summary = "List the files that a command runs, reads and writes", tags = { "file", "build" },
  example = "moontap run deps --under=/etc -- cat /etc/passwd",
  output = [[
read   /etc/passwd
read   /etc/ld.so.cache
]],
  args = {
    under = { type = "path", help = "only files below this directory" },
    target = { type = "string", help = "print what was read as a rule of a Makefile, for this target" },
  },
  tests = {
    { args = {}, run = { "cat", "/etc/passwd" }, exit = 0, output = "read   /etc/passwd" },
    { args = { target = "out" }, run = { "cat", "/etc/passwd" }, exit = 0, output = "/etc/passwd" },
    { args = {}, run = { "sh", "-c", "echo x > /tmp/moontap-dep; cat /tmp/moontap-dep" }, exit = 0, output = "write  /tmp/moontap-dep" },
  },
}

local use = {}
local ranks = { read = 1, run = 2, write = 3 }

-- What was written is no input, also if it is read later.
local function note(path, kind)
  if path and ranks[kind] > (ranks[use[path]] or 0) then use[path] = kind end
end

local where = { failed = false, under = args.under }
after("%open", where, function(e, a)
  local flags = math.type(a.flags) and a.flags or a.how and a.how.flags or O_WRONLY
  if flags & O_DIRECTORY == 0 then
    note(e.path, flags & (O_WRONLY | O_RDWR | O_CREAT) ~= 0 and "write" or "read")
  end
end)
after("%exec", where, function(e) note(e.path, "run") end)
after("%rename", { failed = false }, function(e) note(e.paths[#e.paths], "write") end)

local function rule(paths)
  local inputs = {}
  for _, path in ipairs(paths) do
    if use[path] ~= "write" then inputs[#inputs + 1] = path:gsub("[ #$]", "\\%0") end
  end
  return args.target .. ": " .. table.concat(inputs, " \\\n  ")
end

on.finish(function()
  local paths = {}
  for path in pairs(use) do paths[#paths + 1] = path end
  table.sort(paths)
  if args.target then return print(rule(paths)) end
  for _, path in ipairs(paths) do print(("%-6s %s"):format(use[path], path)) end
end)
