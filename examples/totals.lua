-- Bytes read and written: by process, by path and by descriptor.
-- Run: moontap run examples/totals.lua -- COMMAND
-- Example: moontap run examples/totals.lua -- sh -c 'head -c 900 LICENSE > copy; head -c 10 copy; head -c 20 LICENSE' >/dev/null
--> read
--> 900 head ... .../LICENSE 3
--> 20 head ... .../LICENSE 3
--> 10 head ... .../copy 3
--> written
--> 900 head ... .../copy 1
local keys = { "comm", "pid", "path", "fd" }
after("read pread64 readv preadv preadv2", { failed = false }, sum { of = "ret", by = keys, title = "read" })
after("%write", { failed = false }, sum { of = "ret", by = keys, title = "written" })
