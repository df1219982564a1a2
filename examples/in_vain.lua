-- In which folders are files looked for that are not there?
-- Run: moontap run examples/in_vain.lua -- COMMAND
-- Example: moontap run examples/in_vain.lua -- cat /no/such/a /no/such/b /no/c # exits 1
--> asked for in vain
--> 2 /no/such
--> 1 /no
local by_dir = count { by = "dir", title = "asked for in vain", top = 10 }
after("%file", { err = "ENOENT" }, function(e) by_dir:add((e.path or "?"):match "(.*)/") end)
