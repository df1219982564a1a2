-- Which child of make writes a given file: its command, and the way down to it from the first process.
-- Run: moontap run examples/who_writes.lua --path=FILE -- COMMAND
-- Example: moontap run examples/who_writes.lua --path=out -- sh -c 'true; sh -c "echo x > out; true"; true'
--> .../out is opened by
--> ... sh -c echo x > out; true
--> ... sh -c true; sh -c "echo x > out; true"; true
recipe {
  api = 1, name = "who_writes", summary = "Show which process writes a file", tags = { "file", "build" },
  args = { path = { type = "path", required = true, help = "the file" } },
}

local function writes(_, a) return a.flags & (O_WRONLY | O_RDWR) ~= 0 end

after("open openat", { path = args.path, flags = writes, failed = false }, function(e)
  print(("%s is opened by"):format(e.path))
  local traced, process = {}, e.process
  for _, other in ipairs(processes()) do traced[other.pid] = true end
  while process and traced[process.pid] do
    print(("  %d %s"):format(process.pid, table.concat(process.argv or {}, " ")))
    process = process.parent
  end
end)
