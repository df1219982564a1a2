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
local has_params = "!(sched_flags & SCHED_FLAG_KEEP_PARAMS)"
local has_policy = "sched_policy >> 31 || !(sched_flags & (SCHED_FLAG_KEEP_POLICY | SCHED_FLAG_KEEP_PARAMS))"
-- What is not to be changed is not shown of what is set.
local function attributes(policy, params)
    return struct {
        u32 "size", sched_policy "sched_policy" :when(policy), as(sched_flags, u64) "sched_flags", s32 "sched_nice" :when(params),
        u32 "sched_priority" :when(params), u64 "sched_runtime" :when(params), u64 "sched_deadline" :when(params),
        u64 "sched_period" :when(params), u32 "sched_util_min" :when "size >= 56", u32 "sched_util_max" :when "size >= 56",
    }
end
-- The first version of the struct has 48 bytes: with fewer only its size is looked at.
local function of_version(is_old, t, length)
    return ptr(union { sel = is_old, ["1"] = struct { u32 "size" }, default = sized(t, length, 1, 56) })
end
sched_attr = attributes("1", "1")
local given = attributes(has_policy, has_params)
local more = struct { given "attr" :spread(), literal "..." "more" :bare() }
call.sched_setattr {
    pid "pid", union { sel = "*attr > 56", ["1"] = ptr(more), default = of_version("*attr && *attr < 48", given, "*attr ? *attr : 48") } "attr", uint "flags",
}
call.sched_getattr { pid "pid", out(of_version("*attr < 48", sched_attr, "size < 56 ? size : 56")) "attr", uint "size", uint "flags" }
call.getcpu { out(ptr(uint)) "cpu", out(ptr(uint)) "node", addr "tcache" }
