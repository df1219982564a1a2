-- ioctl on precise clocks, lines of chips, and keyboards and mice as the kernel sees them.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, PTP_CLOCK_GETCAPS, {max_adj=100000000, n_alarm=0, n_ext_ts=0, ...}) = 0
local done = "exiting && !err"
local moment = struct { moment = true, plain = true, s64 "sec", u32 "nsec", x32 "reserved" :nonzero() }
local span = struct { s64 "sec", u32 "nsec", x32 "reserved" :nonzero() }
local capabilities = struct {
    int "max_adj", int "n_alarm", int "n_ext_ts", int "n_per_out", int "pps", int "n_pins", int "cross_timestamping", int "adjust_phase",
    array(x32, 12) "rsv" :nonzero(),
}
local edges = flags("PTP_ENABLE_FEATURE=1 PTP_RISING_EDGE=2 PTP_FALLING_EDGE=4 PTP_STRICT_FLAGS=8 PTP_EXT_OFFSET=0x10", { unknown = "PTP_???" })
local periodic = flags("PTP_PEROUT_ONE_SHOT PTP_PEROUT_DUTY_CYCLE PTP_PEROUT_PHASE", { unknown = "PTP_PEROUT_???" })
local function external(show) return ptr(struct { show = show, u32 "index", edges "flags", array(x32, 2) "rsv" :nonzero() }) end
local function output(rest)
    return ptr(struct { show = "flags_first start phase period index flags rest",
        moment "start" :when "!(flags_first & PTP_PEROUT_PHASE)", span "phase" :overlaps() :when "flags_first & PTP_PEROUT_PHASE", span "period",
        u32 "index", periodic "flags", u32 "flags_first" :overlaps() :hidden(),
        union { sel = "flags_first & PTP_PEROUT_DUTY_CYCLE", ["0"] = rest, default = struct { span "on" } } "rest" :spread() })
end
local pin_function = enum("PTP_PF_NONE PTP_PF_EXTTS PTP_PF_PEROUT PTP_PF_PHYSYNC", { unknown = "PTP_PF_???" })
local function pin(show, when)
    return ptr(struct { show = show, chars(64) "name" :when(when), u32 "index", pin_function "func" :when(when), u32 "chan" :when(when), array(x32, 5) "rsv" :nonzero() })
end
local samples = "n_samples > 25 ? 25 : n_samples"
local function offsets(items)
    return inout(ptr(struct { u32 "n_samples", array(x32, 3) "rsv" :nonzero(), here(ptr(items)) "ts" :when(done) }))
end
local plain = offsets(array(moment, "n_samples > 25 ? 51 : n_samples * 2 + 1"))
local extended = offsets(array(array(moment, 3), samples))
local precise = out(ptr(struct { moment "device", moment "sys_realtime", span "sys_monoraw", array(x32, 4) "rsv" :nonzero() }))

local request_flags = flags("GPIOHANDLE_REQUEST_INPUT GPIOHANDLE_REQUEST_OUTPUT GPIOHANDLE_REQUEST_ACTIVE_LOW GPIOHANDLE_REQUEST_OPEN_DRAIN"
    .. " GPIOHANDLE_REQUEST_OPEN_SOURCE GPIOHANDLE_REQUEST_BIAS_PULL_UP GPIOHANDLE_REQUEST_BIAS_PULL_DOWN GPIOHANDLE_REQUEST_BIAS_DISABLE",
    { unknown = "GPIOHANDLE_REQUEST_???" })
local line_flags = flags("GPIOLINE_FLAG_KERNEL GPIOLINE_FLAG_IS_OUT GPIOLINE_FLAG_ACTIVE_LOW GPIOLINE_FLAG_OPEN_DRAIN GPIOLINE_FLAG_OPEN_SOURCE"
    .. " GPIOLINE_FLAG_BIAS_PULL_UP GPIOLINE_FLAG_BIAS_PULL_DOWN GPIOLINE_FLAG_BIAS_DISABLE", { unknown = "GPIOLINE_FLAG_???" })
local line_flags2 = as(flags("GPIO_V2_LINE_FLAG_USED GPIO_V2_LINE_FLAG_ACTIVE_LOW GPIO_V2_LINE_FLAG_INPUT GPIO_V2_LINE_FLAG_OUTPUT"
    .. " GPIO_V2_LINE_FLAG_EDGE_RISING GPIO_V2_LINE_FLAG_EDGE_FALLING GPIO_V2_LINE_FLAG_OPEN_DRAIN GPIO_V2_LINE_FLAG_OPEN_SOURCE"
    .. " GPIO_V2_LINE_FLAG_BIAS_PULL_UP GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN GPIO_V2_LINE_FLAG_BIAS_DISABLED"
    .. " GPIO_V2_LINE_FLAG_EVENT_CLOCK_REALTIME GPIO_V2_LINE_FLAG_EVENT_CLOCK_HTE", { unknown = "GPIO_V2_LINE_FLAG_???" }), u64)
local chip = struct { chars(32) "name", chars(32) "label", u32 "lines" }
local function line_info(show)
    return ptr(struct { show = show, u32 "line_offset", line_flags "flags", chars(32) "name", chars(32) "consumer" })
end
local info = entry_exit(line_info "line_offset", line_info "flags name consumer")
local values = struct { array(u8, 64) "values" }
local function handle(show)
    local lines = "lines > 64 ? 64 : lines"
    return ptr(struct { show = show,
        array(u32, 64) "room", array(u32, lines) "lineoffsets" :overlaps(), request_flags "flags",
        array(u8, 64) "values", array(u8, lines) "default_values" :overlaps(), chars(32) "consumer_label", u32 "lines", fd "fd" })
end
local function event(show)
    return ptr(struct { show = show, u32 "lineoffset", request_flags "handleflags",
        flags("GPIOEVENT_REQUEST_BOTH_EDGES GPIOEVENT_REQUEST_RISING_EDGE GPIOEVENT_REQUEST_FALLING_EDGE", { unknown = "GPIOEVENT_REQUEST_???" }) "eventflags",
        chars(32) "consumer_label", fd "fd" })
end
local config = struct { request_flags "flags", array(u8, 64) "default_values", array(u32, 4) "padding" :hidden() }

local attribute = struct { u32 "id", x32 "padding" :nonzero(), x64 "data" }
local attributes = "num_attrs > 10 ? 10 : num_attrs"
local config_attribute = struct { attribute "attr", x64 "mask" }
local config2 = struct { line_flags2 "flags", u32 "num_attrs", array(x32, 5) "padding" :nonzero(), array(config_attribute, attributes) "attrs" :when "num_attrs", hexblob(240) "room" :overlaps() :hidden() }
local function line_info2(show)
    return ptr(struct { show = show, chars(32) "name", chars(32) "consumer", u32 "offset", u32 "num_attrs", line_flags2 "flags",
        hexblob(160) "room", array(attribute, attributes) "attrs" :overlaps() :when "num_attrs", array(x32, 4) "padding" :nonzero() })
end
local info2 = entry_exit(line_info2 "offset", line_info2 "name consumer flags num_attrs attrs padding")
local function line_request(show)
    return ptr(struct { show = show, hexblob(256) "room", array(u32, "num_lines > 64 ? 64 : num_lines") "offsets" :overlaps(), chars(32) "consumer",
        config2 "config", u32 "num_lines", u32 "event_buffer_size" :nonzero(), array(x32, 5) "padding" :nonzero(), fd "fd" })
end
local function line_values(show) return ptr(struct { show = show, x64 "bits", x64 "mask" }) end

ioctl_of_pulses = union { sel = "op", default = ioctl_of_inputs,
    ["PTP_CLOCK_GETCAPS PTP_CLOCK_GETCAPS2"] = out(ptr(capabilities)),
    PTP_EXTTS_REQUEST = external "index flags", PTP_EXTTS_REQUEST2 = external "index flags rsv",
    PTP_PEROUT_REQUEST = output(struct { hexblob(16) "rsv" :hidden() }), PTP_PEROUT_REQUEST2 = output(struct { array(x32, 4) "rsv" :nonzero() }),
    PTP_PIN_GETFUNC = inout(pin("index name func chan", done)), PTP_PIN_GETFUNC2 = inout(pin("index rsv name func chan", done)),
    PTP_PIN_SETFUNC = pin "index func chan", PTP_PIN_SETFUNC2 = pin "index func chan rsv",
    ["PTP_SYS_OFFSET PTP_SYS_OFFSET2"] = plain, ["PTP_SYS_OFFSET_EXTENDED PTP_SYS_OFFSET_EXTENDED2"] = extended,
    ["PTP_SYS_OFFSET_PRECISE PTP_SYS_OFFSET_PRECISE2"] = precise,
    GPIO_GET_CHIPINFO_IOCTL = out(ptr(chip)), ["GPIO_GET_LINEINFO_IOCTL GPIO_GET_LINEINFO_WATCH_IOCTL"] = info,
    GPIO_GET_LINEINFO_UNWATCH_IOCTL = ptr(struct { u32 "offset" }),
    GPIO_GET_LINEHANDLE_IOCTL = entry_exit(handle "lines lineoffsets flags default_values consumer_label", handle "fd"),
    GPIO_GET_LINEEVENT_IOCTL = entry_exit(event "lineoffset handleflags eventflags consumer_label", event "fd"),
    GPIOHANDLE_GET_LINE_VALUES_IOCTL = out(ptr(values)), GPIOHANDLE_SET_LINE_VALUES_IOCTL = ptr(values), GPIOHANDLE_SET_CONFIG_IOCTL = ptr(config),
    ["GPIO_V2_GET_LINEINFO_IOCTL GPIO_V2_GET_LINEINFO_WATCH_IOCTL"] = info2,
    GPIO_V2_GET_LINE_IOCTL = entry_exit(line_request "num_lines offsets consumer config event_buffer_size padding", line_request "fd"),
    GPIO_V2_LINE_SET_CONFIG_IOCTL = ptr(config2), GPIO_V2_LINE_SET_VALUES_IOCTL = line_values "bits mask",
    GPIO_V2_LINE_GET_VALUES_IOCTL = entry_exit(line_values "mask", line_values "bits"),
}
