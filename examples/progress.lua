-- How many bytes went in and out, told ten times a second.
-- Run: moontap run examples/progress.lua -- COMMAND
-- Example: moontap run examples/progress.lua -- sh -c 'head -c 10000 /dev/zero; sleep 0.3' >/dev/null
--> in ..., out ...
--> at the end: in ...KiB, out 9.766KiB
local read, written = 0, 0

after("read", { failed = false }, function(e) read = read + e.ret end)
after("write", { failed = false }, function(e) written = written + e.ret end)
every("100ms", function() print("in " .. fmt.bytes(read) .. ", out " .. fmt.bytes(written)) end)
on.finish(function() print("at the end: in " .. fmt.bytes(read) .. ", out " .. fmt.bytes(written)) end)
