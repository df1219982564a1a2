-- Ids of users and groups, process groups and sessions, capabilities.
-- How to run: read by core/describe/compile.lua.
-- Example: call.setuid { uid "uid", class = "creds" }
local creds = "creds"
local pure = "creds pure"

call.getpid { returns = pid, class = "pure", never_fails = true }
call.getppid { returns = pid, class = "pure", never_fails = true }
call.gettid { returns = tid, class = "pure", never_fails = true }
call.getpgrp { returns = pgid, class = "pure", never_fails = true }
call.getpgid { pid "pid", returns = pgid }
call.setpgid { pid "pid", pgid "pgid" }
call.getsid { pid "pid", returns = pgid }
call.setsid {}

call.getuid { returns = uid, class = pure, never_fails = true }
call.geteuid { returns = uid, class = pure, never_fails = true }
call.getgid { returns = gid, class = pure, never_fails = true }
call.getegid { returns = gid, class = pure, never_fails = true }
call.setuid { uid "uid", class = creds }
call.setgid { gid "gid", class = creds }
call.setreuid { uid "ruid", uid "euid", class = creds }
call.setregid { gid "rgid", gid "egid", class = creds }
call.setresuid { uid "ruid", uid "euid", uid "suid", class = creds }
call.setresgid { gid "rgid", gid "egid", gid "sgid", class = creds }
call.getresuid { out(ptr(uid)) "ruid", out(ptr(uid)) "euid", out(ptr(uid)) "suid", class = creds }
call.getresgid { out(ptr(gid)) "rgid", out(ptr(gid)) "egid", out(ptr(gid)) "sgid", class = creds }
call.setfsuid { uid "fsuid", class = creds, returns = uid, never_fails = true }
call.setfsgid { gid "fsgid", class = creds, returns = gid, never_fails = true }
local at_most_groups = "size > 65536 ? 0 - 1 : size"
call.setgroups { int "size", ptr(array(gid, at_most_groups)) "list", class = creds }
call.getgroups { int "size", out(ptr(array(gid, "ret"))) "list", class = creds }

-- The same for i386, whose calls without 32 take ids of 16 bits.
call.getuid32 { returns = uid, class = pure, never_fails = true }
call.geteuid32 { returns = uid, class = pure, never_fails = true }
call.getgid32 { returns = gid, class = pure, never_fails = true }
call.getegid32 { returns = gid, class = pure, never_fails = true }
call.setuid32 { uid "uid", class = creds }
call.setgid32 { gid "gid", class = creds }
call.setreuid32 { uid "ruid", uid "euid", class = creds }
call.setregid32 { gid "rgid", gid "egid", class = creds }
call.setresuid32 { uid "ruid", uid "euid", uid "suid", class = creds }
call.setresgid32 { gid "rgid", gid "egid", gid "sgid", class = creds }
call.getresuid32 { out(ptr(uid)) "ruid", out(ptr(uid)) "euid", out(ptr(uid)) "suid", class = creds }
call.getresgid32 { out(ptr(gid)) "rgid", out(ptr(gid)) "egid", out(ptr(gid)) "sgid", class = creds }
call.setfsuid32 { uid "fsuid", class = creds, returns = uid, never_fails = true }
call.setfsgid32 { gid "fsgid", class = creds, returns = gid, never_fails = true }
call.setgroups32 { int "size", ptr(array(gid, at_most_groups)) "list", class = creds }
call.getgroups32 { int "size", out(ptr(array(gid, "ret"))) "list", class = creds }
i386.setuid { uid16 "uid", class = creds }
i386.setgid { gid16 "gid", class = creds }
i386.setreuid { uid16 "ruid", uid16 "euid", class = creds }
i386.setregid { gid16 "rgid", gid16 "egid", class = creds }
i386.setresuid { uid16 "ruid", uid16 "euid", uid16 "suid", class = creds }
i386.setresgid { gid16 "rgid", gid16 "egid", gid16 "sgid", class = creds }
i386.getresuid { out(ptr(uid16)) "ruid", out(ptr(uid16)) "euid", out(ptr(uid16)) "suid", class = creds }
i386.getresgid { out(ptr(gid16)) "rgid", out(ptr(gid16)) "egid", out(ptr(gid16)) "sgid", class = creds }
i386.setfsuid { uid16 "fsuid", class = creds, returns = uid, never_fails = true }
i386.setfsgid { gid16 "fsgid", class = creds, returns = gid, never_fails = true }
i386.setgroups { int "size", ptr(array(gid16, at_most_groups)) "list", class = creds }
i386.getgroups { int "size", out(ptr(array(gid16, "ret"))) "list", class = creds }

-- In the order of their numbers.
local names = { "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE",
    "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT",
    "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE",
    "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ",
    "PERFMON", "BPF", "CHECKPOINT_RESTORE" }
local bits_of_low, bits_of_all, plain_names = {}, {}, {}
for i, name in ipairs(names) do
    bits_of_all[i] = ("1<<CAP_%s=%d"):format(name, 1 << (i - 1))
    bits_of_low[i] = i <= 32 and bits_of_all[i] or nil
    plain_names[i] = "CAP_" .. name
end
capability = enum(table.concat(plain_names, " "))
cap_low = flags(table.concat(bits_of_low, " "), { unknown = "CAP_???" })
cap_all = bits {
    { mask = 0xffffffff, flags = table.concat(bits_of_low, " ") }, { mask = ~0xffffffff, flags = table.concat(bits_of_all, " ", 33) },
    unknown = "CAP_???", halves = true,
}
cap_version = enum "_LINUX_CAPABILITY_VERSION_1 _LINUX_CAPABILITY_VERSION_2 _LINUX_CAPABILITY_VERSION_3"
cap_header = struct { cap_version "version", pid "pid" }
cap_data = struct { cap_low "effective", cap_low "permitted", cap_low "inheritable" }
-- From version 2 on the upper halves of the sets follow in a second struct.
local set = special_in("cap_set", 4, 4, as(cap_all, u64))
cap_data_both = struct { set "effective", set "permitted", set "inheritable", array(u32, 3) "upper" :hidden() }
local data = ptr(union { sel = "*hdrp", ["0"] = none, default = cap_data, ["_LINUX_CAPABILITY_VERSION_2 _LINUX_CAPABILITY_VERSION_3"] = cap_data_both })
call.capget { ptr(cap_header) "hdrp", out(data) "datap", class = creds }
call.capset { ptr(cap_header) "hdrp", data "datap", class = creds }
