-- Limits and usage of resources, priorities.
-- How to run: read by core/describe/compile.lua.
-- Example: call.getrusage { rusage_who "who", out(ptr(rusage)) "usage" }
resource = enum("RLIMIT_CPU RLIMIT_FSIZE RLIMIT_DATA RLIMIT_STACK RLIMIT_CORE RLIMIT_RSS RLIMIT_NPROC RLIMIT_NOFILE RLIMIT_MEMLOCK RLIMIT_AS"
    .. " RLIMIT_LOCKS RLIMIT_SIGPENDING RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_RTPRIO RLIMIT_RTTIME", { unknown = "RLIMIT_???" })
rlimit = struct { styled(ulong, "RLIMIT") "rlim_cur", styled(ulong, "RLIMIT") "rlim_max" }
rlimit64 = struct { styled(u64, "RLIMIT") "rlim_cur", styled(u64, "RLIMIT") "rlim_max" }
call.getrlimit { resource "resource", out(ptr(rlimit)) "rlim" }
call.ugetrlimit { resource "resource", out(ptr(rlimit)) "rlim" }
call.setrlimit { resource "resource", ptr(rlimit) "rlim" }
call.prlimit64 { pid "pid", resource "resource", ptr(rlimit64) "new_limit", out(ptr(rlimit64)) "old_limit" }

rusage = struct {
    timeval "ru_utime", timeval "ru_stime", ulong "ru_maxrss" :full(), ulong "ru_ixrss" :full(), ulong "ru_idrss" :full(), ulong "ru_isrss" :full(),
    ulong "ru_minflt" :full(), ulong "ru_majflt" :full(), ulong "ru_nswap" :full(), ulong "ru_inblock" :full(), ulong "ru_oublock" :full(),
    ulong "ru_msgsnd" :full(), ulong "ru_msgrcv" :full(), ulong "ru_nsignals" :full(), ulong "ru_nvcsw" :full(), ulong "ru_nivcsw" :full(),
}
rusage_who = enum("RUSAGE_SELF RUSAGE_CHILDREN=0xffffffff RUSAGE_BOTH=0xfffffffe RUSAGE_THREAD", { unknown = "RUSAGE_???" })
call.getrusage { rusage_who "who", out(ptr(rusage)) "usage" }

priority_which = enum "PRIO_PROCESS PRIO_PGRP PRIO_USER"
local who = union { sel = "which", PRIO_PROCESS = pid, PRIO_PGRP = pgid, default = int }
call.getpriority { priority_which "which", who "who" }
call.setpriority { priority_which "which", who "who", int "prio" }
call.nice { int "inc" }
io_class = enum "IOPRIO_CLASS_NONE IOPRIO_CLASS_RT IOPRIO_CLASS_BE IOPRIO_CLASS_IDLE"
ioprio = struct { macro = "IOPRIO_PRIO_VALUE", signed = true, show = "class data", u32 "data" :bits(13) :bare(), io_class "class" :bits(19) :bare() }
io_who = enum "IOPRIO_WHO_PROCESS IOPRIO_WHO_PGRP IOPRIO_WHO_USER"
local io_of = union { sel = "which", IOPRIO_WHO_PROCESS = pid, IOPRIO_WHO_PGRP = pgid, default = int }
call.ioprio_get { io_who "which", io_of "who", after = { in_words(ioprio) "ioprio" :of "ret" :bare() :when "err == 0" } }
call.ioprio_set { io_who "which", io_of "who", ioprio "ioprio" }

sysinfo = struct {
    bytes = { 112, 64 },
    ulong "uptime", array(ulong, 3) "loads", ulong "totalram", ulong "freeram", ulong "sharedram", ulong "bufferram", ulong "totalswap",
    ulong "freeswap", u16 "procs", u16 "pad" :hidden(), ulong "totalhigh", ulong "freehigh", u32 "mem_unit",
}
call.sysinfo { out(ptr(sysinfo)) "info" }
