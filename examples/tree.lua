-- Which programs start which: the tree as it grows.
-- Run: moontap run examples/tree.lua -- COMMAND
-- Example: moontap run examples/tree.lua -- sh -c 'ls | wc -l'
--> sh -c ls | wc -l
-->   ls
-->   wc -l
--> ... ended: 0
local depth = {}

on.fork(function(e) depth[e.pid] = (depth[e.parent.pid] or 0) + 1 end)

on.exec(function(e)
  print(("  "):rep(depth[e.pid] or 0) .. table.concat(e.process.argv or {}, " "))
end)

on.exit(function(e)
  print(("%s%d ended: %s"):format(("  "):rep(depth[e.pid] or 0), e.pid, e.signal_name or e.status))
  depth[e.pid] = nil
end)
