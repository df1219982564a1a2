-- The machine as a whole: its name, its kernel's log, random bytes, restarting, ports, modules.
-- How to run: read by core/describe/compile.lua.
-- Example: call.uname { out(ptr(utsname)) "buf" }
utsname = struct {
    chars(65) "sysname", chars(65) "nodename", chars(65) "release" :full(), chars(65) "version" :full(), chars(65) "machine" :full(),
    chars(65) "domainname" :full(),
}
old_utsname = struct { chars(65) "sysname", chars(65) "nodename", chars(65) "release" :full(), chars(65) "version" :full(), chars(65) "machine" :full() }
oldest_utsname = struct { chars(9) "sysname", chars(9) "nodename", chars(9) "release" :full(), chars(9) "version" :full(), chars(9) "machine" :full() }
call.uname { out(ptr(utsname)) "buf" }
call.olduname { out(ptr(old_utsname)) "buf" }
call.oldolduname { out(ptr(oldest_utsname)) "buf" }
-- The kernel looks at no more than 64 characters.
local host_name = union { sel = "len > 64", ["1"] = addr, default = inbuf "len" }
call.sethostname { host_name "name", uint "len" }
call.setdomainname { host_name "name", uint "len" }
getrandom_flags = flags "GRND_NONBLOCK GRND_RANDOM GRND_INSECURE"
call.getrandom { out(hexbuf "ret") "buf", size "buflen", getrandom_flags "flags" }
syslog_type = enum("SYSLOG_ACTION_CLOSE=0 SYSLOG_ACTION_OPEN=1 SYSLOG_ACTION_READ=2 SYSLOG_ACTION_READ_ALL=3 SYSLOG_ACTION_READ_CLEAR=4"
    .. " SYSLOG_ACTION_CLEAR=5 SYSLOG_ACTION_CONSOLE_OFF=6 SYSLOG_ACTION_CONSOLE_ON=7 SYSLOG_ACTION_CONSOLE_LEVEL=8"
    .. " SYSLOG_ACTION_SIZE_UNREAD=9 SYSLOG_ACTION_SIZE_BUFFER=10", { signed = true, plain = true, commented = true, unknown = "SYSLOG_ACTION_???" })
local has_buffer = "type < 0 || (type >= 2 && type <= 4) || type > 10"
local level = enum("LOGLEVEL_EMERG=0 LOGLEVEL_ALERT=1 LOGLEVEL_CRIT=2 LOGLEVEL_ERR=3 LOGLEVEL_WARNING=4 LOGLEVEL_NOTICE=5 LOGLEVEL_INFO=6"
    .. " LOGLEVEL_DEBUG=7 LOGLEVEL_DEBUG+1=8", { signed = true, commented = true, unknown = "LOGLEVEL_???" })
call.syslog { syslog_type "type", union { sel = "type", ["2 3 4"] = outbuf "ret", default = addr } "bufp" :when(has_buffer .. " || type == 8"),
    union { sel = "type", ["8"] = level, default = int } "len" :when(has_buffer .. " || type == 8") }
reboot_magic1 = enum("LINUX_REBOOT_MAGIC1", { unknown = "LINUX_REBOOT_MAGIC_???" })
reboot_magic2 = enum("LINUX_REBOOT_MAGIC2 LINUX_REBOOT_MAGIC2A LINUX_REBOOT_MAGIC2B LINUX_REBOOT_MAGIC2C", { unknown = "LINUX_REBOOT_MAGIC_???" })
reboot_cmd = enum("LINUX_REBOOT_CMD_*", { unknown = "LINUX_REBOOT_CMD_???" })
call.reboot { reboot_magic1 "magic", reboot_magic2 "magic2", reboot_cmd "op", str "arg" :when "op == LINUX_REBOOT_CMD_RESTART2" }
call.iopl { int "level" }
call.ioperm { xlong "from", xlong "num", int "turn_on" }
call.vhangup {}
call.sysfs {
    xlong "option",
    union { sel = "option", ["1"] = xlong "fsname", ["2"] = xlong "fs_index", default = xlong } "arg1",
    union { sel = "option", ["2"] = xlong "buf", default = xlong } "arg2",
}
call.modify_ldt { int "func", union { sel = "bytecount", ["16"] = ptr(user_desc), default = addr } "ptr", ulong "bytecount" }
-- Which entry the kernel chose.
local chosen = ptr(struct { bytes = 16, bare = true, u32 "entry_number" })
call.set_thread_area { ptr(user_desc) "u_info", after = { chosen "entry" :of "u_info" :bare() :nonzero() :when "err == 0" } }
-- Which entry is asked for stands in it before the rest does.
local entry = struct { user_entry "entry_number", literal "..." "more" :bare() }
call.get_thread_area { inout(ptr(union { sel = "exiting && !err", ["1"] = user_desc, default = entry })) "u_info" }

module_flags = flags "MODULE_INIT_IGNORE_MODVERSIONS MODULE_INIT_IGNORE_VERMAGIC MODULE_INIT_COMPRESSED_FILE"
call.init_module { addr "module_image", ulong "size", str "param_values" }
call.finit_module { fd "fd", str "param_values", module_flags "flags" }
call.delete_module { str "name", flags("O_NONBLOCK O_TRUNC", { unknown = "O_???" }) "flags" }
kexec_arch = "KEXEC_ARCH_DEFAULT KEXEC_ARCH_386 KEXEC_ARCH_68K KEXEC_ARCH_PARISC KEXEC_ARCH_RISCV KEXEC_ARCH_LOONGARCH KEXEC_ARCH_X86_64 KEXEC_ARCH_PPC KEXEC_ARCH_PPC64 KEXEC_ARCH_IA_64 KEXEC_ARCH_ARM KEXEC_ARCH_S390 KEXEC_ARCH_SH KEXEC_ARCH_MIPS_LE KEXEC_ARCH_MIPS KEXEC_ARCH_AARCH64"
kexec_flags = bits { { mask = 0xffff0000, enum = kexec_arch, unknown = "KEXEC_ARCH_???" }, { flags = "KEXEC_ON_CRASH KEXEC_PRESERVE_CONTEXT KEXEC_UPDATE_ELFCOREHDR KEXEC_CRASH_HOTPLUG_SUPPORT", unknown = "KEXEC_???" }, unknown = "KEXEC_???" }
kexec_segment = struct { addr "buf", ulong "bufsz", addr "mem", ulong "memsz" }
call.kexec_load { addr "entry", ulong "nr_segments", ptr(array(kexec_segment, "nr_segments > 16 ? 0 - 1 : nr_segments")) "segments", as(kexec_flags, ulong) "flags" }
call.kexec_file_load { fd "kernel_fd", fd "initrd_fd", ulong "cmdline_len", inbuf "cmdline_len" "cmdline",
    as(flags "KEXEC_FILE_UNLOAD KEXEC_FILE_ON_CRASH KEXEC_FILE_NO_INITRAMFS KEXEC_FILE_DEBUG KEXEC_FILE_NO_CMA KEXEC_FILE_FORCE_DTB", ulong) "flags" }
call.lookup_dcookie { u64 "cookie", outbuf "ret" "buffer", size "len" }
call.vm86old { xlong "info" }
call.vm86 { ulong "fn", addr "v86" }
call.uselib { path "library" }
