-- Who pays for fsync: a histogram for each file.
-- Run: moontap run examples/sync_cost.lua -- COMMAND
-- Example: moontap run examples/sync_cost.lua -- dd if=/dev/zero of=moontap-sync bs=4k count=4 conv=fsync
--> hist of duration by path
--> path=.../moontap-sync: n=1, avg=..., max=...
after("fsync fdatasync sync_file_range msync", hist { of = "duration", by = "path" })
