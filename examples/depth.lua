-- Follow children only so deep: those below are let go, and cost nothing more.
-- Run: moontap run examples/depth.lua --deepest=N -- COMMAND
-- Example: moontap run examples/depth.lua --deepest=1 -- sh -c 'true; sh -c "true; cat LICENSE; true" >/dev/null; true'
--> sh -c true; sh -c "true; cat LICENSE; true" >/dev/null; true
-->   sh -c true; cat LICENSE; true
--> let go: 1
recipe {
  api = 1, name = "depth", summary = "Follow children only to a given depth", tags = { "process" },
  args = { deepest = { type = "integer", default = 1, help = "0: the command alone" } },
  permissions = { "control" },
}

local depth, n_gone = {}, 0

on.fork(function(e)
  depth[e.pid] = (depth[e.parent.pid] or 0) + 1
  if depth[e.pid] <= args.deepest then return end
  n_gone = n_gone + 1
  e:detach()
end)
on.exec(function(e) print(("  "):rep(depth[e.pid] or 0) .. table.concat(e.process.argv, " ")) end)
on.finish(function() print("let go: " .. n_gone) end)
