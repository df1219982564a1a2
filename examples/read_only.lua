-- A test for CI: a command that must not write outside of /tmp.
-- Run: moontap check examples/read_only.lua -- COMMAND
-- Example: moontap check examples/read_only.lua -- sh -c 'echo x > /tmp/moontap-ci; echo x > /var/tmp/moontap-ci; rm /var/tmp/moontap-ci' # exits 1
--> violation: opened for writing outside of /tmp: [pid ...] openat(AT_FDCWD, "/var/tmp/moontap-ci", O_WRONLY|O_CREAT|O_TRUNC, 0666)
local function writes(_, a) return a.flags & (O_WRONLY | O_RDWR | O_CREAT) ~= 0 end

expect.never("openat", { path = none { under "/tmp", under "/dev" }, flags = writes }, "opened for writing outside of /tmp")
