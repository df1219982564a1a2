-- Calls that still have numbers, but that no kernel answers any more: how many words each took.
-- How to run: read by core/describe/compile.lua.
-- Example: query_module(0x80, 0x1, 0x20002010, 0xffffffffffffffff, 0x18) = -1 ENOSYS (Function not implemented)
local words = {
    ["break"] = 0, ftime = 0, idle = 0, lock = 0, mpx = 0, prof = 0, get_kernel_syms = 1, bdflush = 2, create_module = 2, gtty = 2,
    stty = 2, ulimit = 2, nfsservctl = 3, security = 3, tuxcall = 3, epoll_ctl_old = 4, epoll_wait_old = 4, profil = 4,
    afs_syscall = 5, getpmsg = 5, putpmsg = 5, query_module = 5, vserver = 5,
}
for name, n_words in pairs(words) do
    local args = {}
    for i = 1, n_words do args[i] = xlong("arg" .. i) end
    call[name](args)
end
call._sysctl { ptr(struct { bytes = { 80, 40 }, addr "name", int "nlen", addr "oldval", addr "oldlenp", addr "newval", size "newlen" }) "args" }
