-- Only calls that failed with given errors: what is the program not allowed to do?
-- Run: moontap run examples/only_errors.lua -- COMMAND
-- Example: moontap run examples/only_errors.lua -- rm -f /no/such /proc/self/status # exits 1
--> unlinkat(AT_FDCWD, "/proc/self/status", 0) = -1 ... (...)
--> rm: cannot remove '/proc/self/status': ...
after("*", { err = { "EACCES", "EPERM", "EROFS" } }, function(e) print(e:line()) end)
