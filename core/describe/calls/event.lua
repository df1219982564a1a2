-- Counters to wait for: eventfd.
-- How to run: read by core/describe/compile.lua.
-- Example: eventfd2(0, EFD_CLOEXEC|EFD_NONBLOCK) = 3
call.eventfd { uint "initval", returns = fd }
call.eventfd2 { uint "initval", flags "EFD_SEMAPHORE EFD_CLOEXEC=0x80000 EFD_NONBLOCK=0x800" "flags", returns = fd }
