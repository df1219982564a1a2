-- Scheduling: policies, priorities, which processors.
-- How to run: read by core/describe/compile.lua.
-- Example: call.sched_getaffinity { pid "pid", uint "cpusetsize", out(special_at("cpu_set", "ret")) "mask" }
sched_policy = enum("SCHED_OTHER=0 SCHED_FIFO SCHED_RR SCHED_BATCH SCHED_ISO SCHED_IDLE SCHED_DEADLINE SCHED_EXT", { unknown = "SCHED_???" })
call.sched_yield {}
call.sched_setscheduler { pid "pid", sched_policy "policy", ptr(int) "param" }
call.sched_getscheduler { pid "pid", after = { in_words(sched_policy) "policy" :of "ret" :bare() :when "err == 0 && ret < 8" } }
call.sched_setparam { pid "pid", ptr(int) "param" }
call.sched_getparam { pid "pid", out(ptr(int)) "param" }
call.sched_get_priority_max { sched_policy "policy" }
call.sched_get_priority_min { sched_policy "policy" }
call.sched_rr_get_interval { pid "pid", out(ptr(timespec)) "tp" }
call.sched_rr_get_interval_time64 { pid "pid", out(ptr(timespec64)) "tp" }
call.sched_setaffinity { pid "pid", uint "cpusetsize", special_at("cpu_set", "cpusetsize") "mask" }
call.sched_getaffinity { pid "pid", uint "cpusetsize", out(special_at("cpu_set", "ret")) "mask" }

sched_flags = flags "SCHED_FLAG_RESET_ON_FORK SCHED_FLAG_RECLAIM SCHED_FLAG_DL_OVERRUN SCHED_FLAG_KEEP_POLICY SCHED_FLAG_KEEP_PARAMS SCHED_FLAG_UTIL_CLAMP_MIN SCHED_FLAG_UTIL_CLAMP_MAX"
local has_params, has_policy = "!(sched_flags & SCHED_FLAG_KEEP_PARAMS)", "!(sched_flags & SCHED_FLAG_KEEP_POLICY)"
sched_attr = struct {
    u32 "size", sched_policy "sched_policy" :when(has_policy), as(sched_flags, u64) "sched_flags", s32 "sched_nice" :when(has_params),
    u32 "sched_priority" :when(has_params), u64 "sched_runtime" :when(has_params), u64 "sched_deadline" :when(has_params),
    u64 "sched_period" :when(has_params), u32 "sched_util_min", u32 "sched_util_max",
}
call.sched_setattr { pid "pid", ptr(sized(sched_attr, "*attr ? *attr : 48")) "attr", uint "flags" }
call.sched_getattr { pid "pid", out(ptr(sized(sched_attr, "size"))) "attr", uint "size", uint "flags" }
call.getcpu { out(ptr(uint)) "cpu", out(ptr(uint)) "node", addr "tcache" }
