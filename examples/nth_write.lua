-- The third write to a file finds the disk full.
-- Run: moontap run examples/nth_write.lua -- COMMAND
-- Example: moontap run examples/nth_write.lua -- sh -c 'for i in 1 2 3 4; do echo $i; done > /tmp/moontap-nth; true'
--> sh: 1: echo: echo: I/O error
--> inject %write: fired 1 of ... calls
inject("%write", { path = "/tmp/moontap-nth", nth = 3 }, { errno = "ENOSPC" })
