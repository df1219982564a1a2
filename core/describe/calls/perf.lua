-- Performance counters.
-- How to run: read by core/describe/compile.lua.
-- Example: perf_event_open({type=PERF_TYPE_SOFTWARE, size=PERF_ATTR_SIZE_VER7, ...}, 0, -1, -1, PERF_FLAG_FD_CLOEXEC) = 20
local event_type = enum "PERF_TYPE_HARDWARE PERF_TYPE_SOFTWARE PERF_TYPE_TRACEPOINT PERF_TYPE_HW_CACHE PERF_TYPE_RAW PERF_TYPE_BREAKPOINT"
local attr_size = enum("PERF_ATTR_SIZE_VER0 PERF_ATTR_SIZE_VER1 PERF_ATTR_SIZE_VER2 PERF_ATTR_SIZE_VER3 PERF_ATTR_SIZE_VER4"
    .. " PERF_ATTR_SIZE_VER5 PERF_ATTR_SIZE_VER6 PERF_ATTR_SIZE_VER7 PERF_ATTR_SIZE_VER8 PERF_ATTR_SIZE_VER9", { unknown = "PERF_ATTR_SIZE_???" })
local hardware = as(enum("PERF_COUNT_HW_CPU_CYCLES PERF_COUNT_HW_INSTRUCTIONS PERF_COUNT_HW_CACHE_REFERENCES PERF_COUNT_HW_CACHE_MISSES"
    .. " PERF_COUNT_HW_BRANCH_INSTRUCTIONS PERF_COUNT_HW_BRANCH_MISSES PERF_COUNT_HW_BUS_CYCLES"
    .. " PERF_COUNT_HW_STALLED_CYCLES_FRONTEND PERF_COUNT_HW_STALLED_CYCLES_BACKEND PERF_COUNT_HW_REF_CPU_CYCLES",
    { unknown = "PERF_COUNT_HW_???" }), u64)
local software = as(enum("PERF_COUNT_SW_*", { unknown = "PERF_COUNT_SW_???" }), u64)
local cache = as(bits {
    { mask = 0xff0000, enum = "PERF_COUNT_HW_CACHE_RESULT_ACCESS<<16=0 PERF_COUNT_HW_CACHE_RESULT_MISS<<16=0x10000" },
    { mask = 0xff00, enum = "PERF_COUNT_HW_CACHE_OP_READ<<8=0 PERF_COUNT_HW_CACHE_OP_WRITE<<8=0x100 PERF_COUNT_HW_CACHE_OP_PREFETCH<<8=0x200" },
    { mask = 0xff, enum = "PERF_COUNT_HW_CACHE_L1D PERF_COUNT_HW_CACHE_L1I PERF_COUNT_HW_CACHE_LL PERF_COUNT_HW_CACHE_DTLB"
        .. " PERF_COUNT_HW_CACHE_ITLB PERF_COUNT_HW_CACHE_BPU PERF_COUNT_HW_CACHE_NODE" },
    unknown = "PERF_COUNT_HW_CACHE_???",
}, u64)
local sample_type = as(flags("PERF_SAMPLE_IP PERF_SAMPLE_TID PERF_SAMPLE_TIME PERF_SAMPLE_ADDR PERF_SAMPLE_READ PERF_SAMPLE_CALLCHAIN"
    .. " PERF_SAMPLE_ID PERF_SAMPLE_CPU PERF_SAMPLE_PERIOD PERF_SAMPLE_STREAM_ID PERF_SAMPLE_RAW PERF_SAMPLE_BRANCH_STACK"
    .. " PERF_SAMPLE_REGS_USER PERF_SAMPLE_STACK_USER PERF_SAMPLE_WEIGHT PERF_SAMPLE_DATA_SRC PERF_SAMPLE_IDENTIFIER"
    .. " PERF_SAMPLE_TRANSACTION PERF_SAMPLE_REGS_INTR PERF_SAMPLE_PHYS_ADDR PERF_SAMPLE_AUX PERF_SAMPLE_CGROUP"
    .. " PERF_SAMPLE_DATA_PAGE_SIZE PERF_SAMPLE_CODE_PAGE_SIZE PERF_SAMPLE_WEIGHT_STRUCT", { unknown = "PERF_SAMPLE_???" }), u64)
local read_format = as(flags("PERF_FORMAT_TOTAL_TIME_ENABLED PERF_FORMAT_TOTAL_TIME_RUNNING PERF_FORMAT_ID PERF_FORMAT_GROUP"
    .. " PERF_FORMAT_LOST", { unknown = "PERF_FORMAT_???" }), u64)
local branches = as(flags("PERF_SAMPLE_BRANCH_USER PERF_SAMPLE_BRANCH_KERNEL PERF_SAMPLE_BRANCH_HV PERF_SAMPLE_BRANCH_ANY"
    .. " PERF_SAMPLE_BRANCH_ANY_CALL PERF_SAMPLE_BRANCH_ANY_RETURN PERF_SAMPLE_BRANCH_IND_CALL PERF_SAMPLE_BRANCH_ABORT_TX"
    .. " PERF_SAMPLE_BRANCH_IN_TX PERF_SAMPLE_BRANCH_NO_TX PERF_SAMPLE_BRANCH_COND PERF_SAMPLE_BRANCH_CALL_STACK"
    .. " PERF_SAMPLE_BRANCH_IND_JUMP PERF_SAMPLE_BRANCH_CALL PERF_SAMPLE_BRANCH_NO_FLAGS PERF_SAMPLE_BRANCH_NO_CYCLES"
    .. " PERF_SAMPLE_BRANCH_TYPE_SAVE PERF_SAMPLE_BRANCH_HW_INDEX PERF_SAMPLE_BRANCH_PRIV_SAVE PERF_SAMPLE_BRANCH_COUNTERS",
    { unknown = "PERF_SAMPLE_BRANCH_???" }), u64)
local breakpoint = enum("HW_BREAKPOINT_EMPTY HW_BREAKPOINT_R HW_BREAKPOINT_W HW_BREAKPOINT_RW HW_BREAKPOINT_X HW_BREAKPOINT_INVALID",
    { unknown = "HW_BREAKPOINT_???" })
local skid = as(enum({ "arbitrary skid=0", "constant skid=1", "requested to have 0 skid=2", "must have 0 skid=3" },
    { commented = true, unknown = "" }), u64)

local fields = {
    event_type "type", attr_size "size" :changes(),
    union { sel = "type", PERF_TYPE_HARDWARE = hardware, PERF_TYPE_SOFTWARE = software, PERF_TYPE_TRACEPOINT = u64,
            PERF_TYPE_HW_CACHE = cache, default = x64 } "config",
    union { sel = "freq", ["1"] = struct { u64 "sample_freq" }, default = struct { u64 "sample_period" } } "sample" :spread(),
    sample_type "sample_type", read_format "read_format",
}
local function add(field) fields[#fields + 1] = field end
local before = "disabled inherit pinned exclusive exclude_user exclude_kernel exclude_hv exclude_idle mmap comm freq"
    .. " inherit_stat enable_on_exec task watermark"
for name in before:gmatch("%S+") do add(u64(name):bits(1):full():nonzero()) end
add(skid "precise_ip" :bits(2))
local after = "mmap_data sample_id_all exclude_host exclude_guest exclude_callchain_kernel exclude_callchain_user mmap2"
    .. " comm_exec use_clockid context_switch write_backward namespaces ksymbol bpf_event aux_output cgroup text_poke"
    .. " build_id inherit_thread remove_on_exec sigtrap"
for name in after:gmatch("%S+") do add(u64(name):bits(1):full():nonzero()) end
add(x64 "__reserved_1" :bits(26) :hidden())

-- What came later is there if the size says so.
local function later(size, field) add(field:full():when("size >= " .. size)) end
local is_breakpoint = "type == PERF_TYPE_BREAKPOINT"
add(union { sel = "watermark", ["1"] = struct { u32 "wakeup_watermark" }, default = struct { u32 "wakeup_events" } } "wakeup" :spread() :full())
add(breakpoint "bp_type" :full() :when(is_breakpoint))
add(union { sel = is_breakpoint, ["1"] = struct { x64 "bp_addr" }, default = struct { x64 "config1" } } "one" :spread() :full())
later("72", union { sel = is_breakpoint, ["1"] = struct { u64 "bp_len" }, default = struct { x64 "config2" } } "two" :spread())
add(branches "branch_sample_type" :full() :when "size >= 80 && sample_type & PERF_SAMPLE_BRANCH_STACK")
later("96", x64 "sample_regs_user")
add(x32 "sample_stack_user" :full() :when "size >= 96 && sample_type & PERF_SAMPLE_STACK_USER")
add(clock_id "clockid" :full() :when "size >= 96 && use_clockid")
later("104", x64 "sample_regs_intr")
later("112", u32 "aux_watermark")
later("112", u16 "sample_max_stack")
add(u16 "__reserved_2" :hidden())
later("120", u32 "aux_sample_size")
for name in ("aux_start_paused aux_pause aux_resume"):gmatch("%S+") do later("120", u32(name):bits(1)) end
add(u32 "__reserved_3" :bits(29) :hidden())
later("128", u64 "sig_data")
later("136", x64 "config3")
later("144", x64 "config4")

-- The size is the second number; 0 is the first version's.
local function there(name)
    return ("*(attr + 4) == 0 ? 64 : *(attr + 4) < 144 ? *(attr + 4) : 144"):gsub("attr", name) .. ""
end
perf_event_attr = struct(fields)
perf_attr_of_ioctl = ptr(sized(perf_event_attr, there "argp", 64))
call.perf_event_open {
    inout(ptr(sized(perf_event_attr, there "attr", 64))) "attr", pid "pid", int "cpu", fd "group_fd",
    as(flags("PERF_FLAG_FD_NO_GROUP PERF_FLAG_FD_OUTPUT PERF_FLAG_PID_CGROUP PERF_FLAG_FD_CLOEXEC", { unknown = "PERF_FLAG_???" }), ulong) "flags",
    returns = fd,
}
