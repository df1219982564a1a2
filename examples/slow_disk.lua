-- Every tenth read of a file takes 20 ms longer: how does the program like a slow disk?
-- Run: moontap run examples/slow_disk.lua -- COMMAND
-- Example: moontap run examples/slow_disk.lua -- dd if=LICENSE of=/dev/null bs=50
--> inject read pread64 readv: fired 2 of ... calls
inject("read pread64 readv", { under = "/", every = 10 }, { delay = "20ms" })
