-- In which folders are files looked for that are not there?
-- Run: moontap run examples/in_vain.lua -- COMMAND
-- Example: moontap run examples/in_vain.lua -- python3 -c 'import json'
local by_dir = count { by = "dir", title = "asked for in vain", top = 10 }
after("%file", { err = "ENOENT" }, function(e) by_dir:add((e.path or "?"):match "(.*)/") end)
