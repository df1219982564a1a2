-- ioctl on devices of many kinds: clocks, watchdogs, lines, counters, infrared, trusted worlds, memory and seccomp notifications.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, RTC_RD_TIME, {tm_sec=31, tm_min=4, tm_hour=15, tm_mday=23, tm_mon=10, tm_year=126, ...}) = 0
local done = "exiting && !err"

local calendar = struct {
    int "tm_sec", int "tm_min", int "tm_hour", int "tm_mday", int "tm_mon", int "tm_year", int "tm_wday" :full(), int "tm_yday" :full(),
    int "tm_isdst" :full(),
}
local alarm = struct { u8 "enabled", u8 "pending", calendar "time" }
local pll = struct { int "pll_ctrl", int "pll_value", int "pll_max", int "pll_min", int "pll_posmult", int "pll_negmult", long "pll_clock" }
local low_voltage = flags("RTC_VL_DATA_INVALID RTC_VL_BACKUP_LOW RTC_VL_BACKUP_EMPTY RTC_VL_ACCURACY_LOW RTC_VL_BACKUP_SWITCH", { unknown = "RTC_VL_???" })
local parameter = as(enum("RTC_PARAM_FEATURES RTC_PARAM_CORRECTION RTC_PARAM_BACKUP_SWITCH_MODE", { unknown = "RTC_PARAM_???" }), u64)
local function clock_parameter(show)
    return ptr(struct { show = show, parameter "param", x64 "uvalue", u32 "index", x32 "__pad" :nonzero() })
end

-- A call that failed shows where the answer would have been.
local function told_later(asked, answer) return entry_exit_always(asked, union { sel = "err", ["0"] = answer, default = addr }) end

local api_bits = as(flags("1<<_UFFDIO_REGISTER=1 1<<_UFFDIO_UNREGISTER=2 1<<_UFFDIO_API=0x8000000000000000", { unknown = "_UFFDIO_???" }), u64)
local range_bits = as(flags("1<<_UFFDIO_WAKE=4 1<<_UFFDIO_COPY=8 1<<_UFFDIO_ZEROPAGE=0x10 1<<_UFFDIO_WRITEPROTECT=0x40 1<<_UFFDIO_CONTINUE=0x80"
    .. " 1<<_UFFDIO_MOVE=0x20 1<<_UFFDIO_POISON=0x100", { unknown = "_UFFDIO_???" }), u64)
local features = as(flags("UFFD_FEATURE_PAGEFAULT_FLAG_WP UFFD_FEATURE_EVENT_FORK UFFD_FEATURE_EVENT_REMAP UFFD_FEATURE_EVENT_REMOVE"
    .. " UFFD_FEATURE_MISSING_HUGETLBFS UFFD_FEATURE_MISSING_SHMEM UFFD_FEATURE_EVENT_UNMAP UFFD_FEATURE_SIGBUS UFFD_FEATURE_THREAD_ID"
    .. " UFFD_FEATURE_MINOR_HUGETLBFS UFFD_FEATURE_MINOR_SHMEM UFFD_FEATURE_EXACT_ADDRESS UFFD_FEATURE_WP_HUGETLBFS_SHMEM"
    .. " UFFD_FEATURE_WP_UNPOPULATED UFFD_FEATURE_POISON UFFD_FEATURE_WP_ASYNC UFFD_FEATURE_MOVE", { unknown = "UFFD_FEATURE_???" }), u64)
local range = struct { x64 "start", x64 "len" }
local function modes(names, unknown) return as(flags(names, { unknown = unknown }), u64) end
local register_modes = modes("UFFDIO_REGISTER_MODE_MISSING=1 UFFDIO_REGISTER_MODE_WP=2 UFFDIO_REGISTER_MODE_MINOR=4", "UFFDIO_REGISTER_MODE_???")
local copy_modes = modes("UFFDIO_COPY_MODE_DONTWAKE=1 UFFDIO_COPY_MODE_WP=2", "UFFDIO_COPY_???")
local protect_modes = modes("UFFDIO_WRITEPROTECT_MODE_WP=1 UFFDIO_WRITEPROTECT_MODE_DONTWAKE=2", "UFFDIO_WRITEPROTECT_MODE_???")
local continue_modes = modes("UFFDIO_CONTINUE_MODE_DONTWAKE=1 UFFDIO_CONTINUE_MODE_WP=2", "UFFDIO_CONTINUE_MODE_???")
local move_modes = modes("UFFDIO_MOVE_MODE_DONTWAKE=1 UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES=2", "UFFDIO_MOVE_MODE_???")
local poison_modes = modes("UFFDIO_POISON_MODE_DONTWAKE=1", "UFFDIO_POISON_MODE_???")
local zero_modes = modes("UFFDIO_ZEROPAGE_MODE_DONTWAKE=1", "UFFDIO_ZEROPAGE_???")

local notification = struct {
    x64 "id", pid "pid", x32 "flags",
    struct { u32 "nr", as(audit_arch, u32) "arch", addr64 "instruction_pointer", array(x64, 6) "args" } "data",
}
-- The kernel wants the room for one to be empty: what is in it otherwise is shown.
local words = {}
for i = 0, 19 do words[i + 1] = ("*(argp + %d)"):format(4 * i) end
local is_filled = "exiting && !err ? @argp : " .. table.concat(words, " | ")
local answer = struct {
    x64 "id", s64 "val", negative_error "error", flags("SECCOMP_USER_NOTIF_FLAG_CONTINUE", { unknown = "SECCOMP_USER_NOTIF_FLAG_???" }) "flags",
}
local add_fd = struct {
    x64 "id", flags("SECCOMP_ADDFD_FLAG_SETFD SECCOMP_ADDFD_FLAG_SEND", { unknown = "SECCOMP_ADDFD_FLAG_???" }) "flags", fd "srcfd", int "newfd",
    open_modes "newfd_flags",
}

local buffer = ptr(struct { show = "buf_len buf_ptr", addr64 "buf_ptr", u64 "buf_len" })
local shared = flags("TEE_IOCTL_SHM_MAPPED=1 TEE_IOCTL_SHM_DMA_BUF=2 TEE_IOCTL_SHM_EXT_DMA_BUF=4 TEE_IOCTL_SHM_REGISTER=8"
    .. " TEE_IOCTL_SHM_USER_MAPPED=0x10 TEE_IOCTL_SHM_POOL=0x20 TEE_IOCTL_SHM_KERNEL_MAPPED=0x40", { unknown = "TEE_IOCTL_SHM_???" })
local function allocation(show) return ptr(struct { show = show, x64 "size", shared "flags", s32 "id" }) end
local function registration(show) return ptr(struct { show = show, addr64 "addr", x64 "length", shared "flags", s32 "id" }) end
local tee_version = struct { show = "impl_id gen_caps impl_caps",
    enum("TEE_IMPL_ID_OPTEE TEE_IMPL_ID_AMDTEE", { unknown = "TEE_IMPL_ID_???" }) "impl_id",
    union { sel = "impl_id", TEE_IMPL_ID_OPTEE = flags("TEE_OPTEE_CAP_TZ", { unknown = "TEE_OPTEE_CAP_???" }), default = x32 } "impl_caps",
    flags("TEE_GEN_CAP_GP TEE_GEN_CAP_PRIVILEGED TEE_GEN_CAP_REG_MEM TEE_GEN_CAP_MEMREF_NULL", { unknown = "TEE_GEN_CAP_???" }) "gen_caps",
}

local component = struct {
    as(enum("COUNTER_COMPONENT_NONE COUNTER_COMPONENT_SIGNAL COUNTER_COMPONENT_COUNT COUNTER_COMPONENT_FUNCTION"
        .. " COUNTER_COMPONENT_SYNAPSE_ACTION COUNTER_COMPONENT_EXTENSION", { unknown = "COUNTER_COMPONENT_???" }), u8) "type",
    as(enum("COUNTER_SCOPE_DEVICE COUNTER_SCOPE_SIGNAL COUNTER_SCOPE_COUNT", { unknown = "COUNTER_SCOPE_???" }), u8) "scope", u8 "parent", u8 "id",
}
local watch = struct { component "component", as(enum("COUNTER_EVENT_*", { unknown = "COUNTER_EVENT_???" }), u8) "event", u8 "channel" }

local infrared = enum("LIRC_MODE_RAW LIRC_MODE_PULSE LIRC_MODE_MODE2 LIRC_MODE_SCANCODE LIRC_MODE_LIRCCODE", { unknown = "LIRC_MODE_???" })
local infrared_features = flags("LIRC_CAN_SEND_RAW LIRC_CAN_SEND_PULSE LIRC_CAN_SEND_MODE2 LIRC_CAN_SEND_LIRCCODE LIRC_CAN_SET_SEND_CARRIER"
    .. " LIRC_CAN_SET_SEND_DUTY_CYCLE LIRC_CAN_SET_TRANSMITTER_MASK LIRC_CAN_REC_RAW LIRC_CAN_REC_PULSE LIRC_CAN_REC_MODE2"
    .. " LIRC_CAN_REC_SCANCODE LIRC_CAN_REC_LIRCCODE LIRC_CAN_SET_REC_CARRIER LIRC_CAN_MEASURE_CARRIER LIRC_CAN_USE_WIDEBAND_RECEIVER"
    .. " LIRC_CAN_SET_REC_TIMEOUT LIRC_CAN_GET_REC_RESOLUTION LIRC_CAN_SET_REC_CARRIER_RANGE",
    { unknown = "LIRC_CAN_???" })

ioctl_of_devices = union { sel = "op", default = ioctl_of_pulses,
    ["RTC_AIE_ON RTC_AIE_OFF RTC_UIE_ON RTC_UIE_OFF RTC_PIE_ON RTC_PIE_OFF RTC_WIE_ON RTC_WIE_OFF RTC_VL_CLR"] = none,
    ["RTC_ALM_READ RTC_RD_TIME"] = out(ptr(calendar)), ["RTC_ALM_SET RTC_SET_TIME"] = ptr(calendar),
    RTC_WKALM_RD = out(ptr(alarm)), RTC_WKALM_SET = ptr(alarm), RTC_PLL_GET = out(ptr(pll)), RTC_PLL_SET = ptr(pll),
    ["RTC_EPOCH_READ RTC_IRQP_READ"] = out(ptr(ulong)), ["RTC_EPOCH_SET RTC_IRQP_SET"] = ulong, RTC_VL_READ = out(ptr(low_voltage)),
    RTC_PARAM_GET = told_later(clock_parameter "param index __pad", clock_parameter "uvalue __pad"),
    RTC_PARAM_SET = clock_parameter "param uvalue index __pad",
    UFFDIO_API = inout(ptr(struct { x64 "api", features "features", api_bits "ioctls" :when(done) })),
    UFFDIO_REGISTER = inout(ptr(struct { range "range", register_modes "mode", range_bits "ioctls" :when(done) })),
    ["UFFDIO_UNREGISTER UFFDIO_WAKE"] = ptr(range),
    UFFDIO_COPY = inout(ptr(struct { x64 "dst", x64 "src", x64 "len", copy_modes "mode", x64 "copy" :when(done) })),
    UFFDIO_ZEROPAGE = inout(ptr(struct { range "range", zero_modes "mode", x64 "zeropage" :when(done) })),
    UFFDIO_WRITEPROTECT = ptr(struct { range "range", protect_modes "mode" }),
    UFFDIO_CONTINUE = inout(ptr(struct { range "range", continue_modes "mode", x64 "mapped" :when(done) })),
    ["UFFDIO_MOVE=0xc028aa05"] = inout(ptr(struct { x64 "dst", x64 "src", x64 "len", move_modes "mode", x64 "move" :when(done) })),
    ["UFFDIO_POISON=0xc020aa08"] = inout(ptr(struct { range "range", poison_modes "mode", x64 "updated" :when(done) })),
    SECCOMP_IOCTL_NOTIF_RECV = union { sel = is_filled, ["0"] = out(ptr(notification)), default = told_later(ptr(notification), ptr(notification)) }, SECCOMP_IOCTL_NOTIF_SEND = ptr(answer),
    ["SECCOMP_IOCTL_NOTIF_ID_VALID SECCOMP_IOCTL_NOTIF_ID_VALID_WRONG_DIR=0x80082102"] = ptr(x64), SECCOMP_IOCTL_NOTIF_ADDFD = ptr(add_fd), INOTIFY_IOC_SETNEXTWD = int,
    ["WDIOC_GETSTATUS WDIOC_GETBOOTSTATUS WDIOC_GETTEMP WDIOC_GETTIMEOUT WDIOC_GETPRETIMEOUT WDIOC_GETTIMELEFT"] = int_out,
    ["WDIOC_SETTIMEOUT WDIOC_SETPRETIMEOUT"] = int_in, WDIOC_KEEPALIVE = none,
    ["TEE_IOC_INVOKE TEE_IOC_OPEN_SESSION TEE_IOC_SUPPL_RECV TEE_IOC_SUPPL_SEND TEE_IOC_OBJECT_INVOKE"] = buffer, TEE_IOC_VERSION = out(ptr(tee_version)),
    TEE_IOC_CANCEL = ptr(struct { u32 "cancel_id", x32 "session" }), TEE_IOC_CLOSE_SESSION = ptr(struct { x32 "session" }),
    TEE_IOC_SHM_ALLOC = entry_exit(allocation "size flags", allocation "size flags id"),
    TEE_IOC_SHM_REGISTER = entry_exit(registration "addr length flags", registration "length flags id"),
    TEE_IOC_SHM_REGISTER_FD = inout(ptr(struct { as(fd, s64) "fd", x64 "size" :when(done), shared "flags", s32 "id" :when(done) })),
    COUNTER_ADD_WATCH_IOCTL = ptr(watch), ["COUNTER_ENABLE_EVENTS_IOCTL COUNTER_DISABLE_EVENTS_IOCTL"] = none,
    LIRC_GET_FEATURES = out(ptr(infrared_features)), ["LIRC_GET_REC_MODE LIRC_GET_SEND_MODE"] = out(ptr(infrared)),
    ["LIRC_SET_REC_MODE LIRC_SET_SEND_MODE"] = ptr(infrared), LIRC_SET_TRANSMITTER_MASK = ptr(x32),
    ["LIRC_GET_LENGTH LIRC_GET_REC_RESOLUTION LIRC_GET_REC_TIMEOUT LIRC_GET_MIN_TIMEOUT LIRC_GET_MAX_TIMEOUT"] = uint_out,
    ["LIRC_SET_MEASURE_CARRIER_MODE LIRC_SET_REC_CARRIER LIRC_SET_REC_CARRIER_RANGE LIRC_SET_REC_TIMEOUT LIRC_SET_REC_TIMEOUT_REPORTS"
        .. " LIRC_SET_SEND_CARRIER LIRC_SET_SEND_DUTY_CYCLE LIRC_SET_WIDEBAND_RECEIVER"] = uint_in,
}
