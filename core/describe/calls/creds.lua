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

local at_most_groups = "size > 65536 ? 0 - 1 : size"

-- The calls on i386 without 32 take ids of 16 bits.
for _, suffix in ipairs { "", "32" } do
    call["getuid" .. suffix] { returns = uid, class = pure, never_fails = true }
    call["geteuid" .. suffix] { returns = uid, class = pure, never_fails = true }
    call["getgid" .. suffix] { returns = gid, class = pure, never_fails = true }
    call["getegid" .. suffix] { returns = gid, class = pure, never_fails = true }
end

local function take_ids(calls, suffix, user, group)
    calls["setuid" .. suffix] { user "uid", class = creds }
    calls["setgid" .. suffix] { group "gid", class = creds }
    calls["setreuid" .. suffix] { user "ruid", user "euid", class = creds }
    calls["setregid" .. suffix] { group "rgid", group "egid", class = creds }
    calls["setresuid" .. suffix] { user "ruid", user "euid", user "suid", class = creds }
    calls["setresgid" .. suffix] { group "rgid", group "egid", group "sgid", class = creds }
    calls["getresuid" .. suffix] { out(ptr(user)) "ruid", out(ptr(user)) "euid", out(ptr(user)) "suid", class = creds }
    calls["getresgid" .. suffix] { out(ptr(group)) "rgid", out(ptr(group)) "egid", out(ptr(group)) "sgid", class = creds }
    calls["setfsuid" .. suffix] { user "fsuid", class = creds, returns = uid, never_fails = true }
    calls["setfsgid" .. suffix] { group "fsgid", class = creds, returns = gid, never_fails = true }
    calls["setgroups" .. suffix] { int "size", ptr(array(group, at_most_groups)) "list", class = creds }
    calls["getgroups" .. suffix] { int "size", out(ptr(array(group, "ret"))) "list", class = creds }
end
take_ids(call, "", uid, gid)
take_ids(call, "32", uid, gid)
take_ids(i386, "", uid16, gid16)

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
local set = special_in("cap_set", 4, 4, { of = as(cap_all, u64) })
cap_data_both = struct { set "effective", set "permitted", set "inheritable", array(u32, 3) "upper" :hidden() }
local data = ptr(union { sel = "*hdrp", ["0"] = none, default = cap_data, ["_LINUX_CAPABILITY_VERSION_2 _LINUX_CAPABILITY_VERSION_3"] = cap_data_both })
call.capget { ptr(cap_header) "hdrp", out(data) "datap", class = creds }
call.capset { ptr(cap_header) "hdrp", data "datap", class = creds }
