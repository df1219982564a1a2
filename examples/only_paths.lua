-- Only calls about some paths: below a directory, by a pattern of the shell, by a regular expression.
-- Run: moontap run examples/only_paths.lua -- COMMAND
-- Example: moontap run examples/only_paths.lua -- cat /etc/hosts /usr/include/stdio.h /etc/ld.so.conf /dev/null >/dev/null
--> openat(AT_FDCWD, "/usr/include/stdio.h", O_RDONLY) = 3
--> openat(AT_FDCWD, "/etc/ld.so.conf", O_RDONLY) = 3
--> openat(AT_FDCWD, "/etc/hosts", O_RDONLY)  = 3
local wanted = any { under "/usr/include", glob "/etc/*.conf", re "^/etc/host(s|name)$" }
after("%file", { path = wanted }, function(e) print(e:line()) end)
