-- ioctl: input devices, their events and axes, and other controls whose number holds a length.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, EVIOCGABS(ABS_X), {value=0, minimum=0, maximum=255, fuzz=0, flat=15, resolution=0}) = 0
-- Of two names of a key the one that says more, and no names of ranges.
local key_name = enum("KEY_* !KEY_REQKEY_* !KEY_SPEC_* !KEY_MAX !KEY_CNT !KEY_MIN_INTERESTING !KEY_DIRECTION !KEY_WIMAX !KEY_FULL_SCREEN"
    .. " !KEY_ASPECT_RATIO !KEY_BRIGHTNESS_TOGGLE BTN_* !BTN_JOYSTICK !BTN_A !BTN_B !BTN_DIGI !BTN_TRIGGER_HAPPY", { unknown = "KEY_???" })
local keymap = struct { u8 "flags", u8 "len", u16 "index" :full(), key_name "keycode" :full(), array(x8, 32) "scancode" :full() }
local device = struct { u16 "bustype", u16 "vendor", u16 "product", u16 "version" }
local pair = struct { list = true, uint "scancode" :bare(), key_name "keycode" :bare() }
local effect = struct {
    as(enum("FF_RUMBLE FF_PERIODIC FF_CONSTANT FF_SPRING FF_FRICTION FF_DAMPER FF_INERTIA FF_RAMP", { unknown = "FF_???" }), u16) "type", s16 "id",
    u16 "direction", struct { u16 "button", u16 "interval" } "trigger" :full(), struct { u16 "length", u16 "delay" } "replay" :full(),
}
ioctl_of_inputs = union { sel = "op", default = ioctl_with_length,
    EVIOCGVERSION = out(ptr(x32)), EVIOCGEFFECTS = uint_out, EVIOCGID = out(ptr(device)), EVIOCGREP = out(ptr(array(uint, 2))),
    EVIOCSREP = ptr(array(uint, 2)), EVIOCGKEYCODE = out(ptr(pair)), EVIOCSKEYCODE = ptr(pair), EVIOCGKEYCODE_V2 = out(ptr(keymap)),
    EVIOCSKEYCODE_V2 = ptr(keymap), EVIOCSFF = ptr(effect), EVIOCRMFF = int, ["EVIOCGRAB EVIOCREVOKE"] = ulong, EVIOCSCLOCKID = uint_in, ["EVIOCGMASK EVIOCSMASK"] = addr,
}

-- The name of a control, what its number holds written as of a macro. Bits 0 to 7 are a number, 8 to 15 a letter, 16 to 29 the
-- length of what is moved, 30 and 31 the direction.
local function of_length(name)
    return struct { macro = name, plain = true, u32 "kind" :bits(16) :hidden(), u32 "length" :bits(14) :bare() }
end
local event_type = enum("0=0 EV_KEY EV_REL EV_ABS EV_MSC EV_SW EV_LED EV_SND EV_REP EV_FF EV_PWR EV_FF_STATUS", { unknown = "EV_???" })
local axis = enum("ABS_X ABS_Y ABS_Z ABS_RX ABS_RY ABS_RZ ABS_THROTTLE ABS_RUDDER ABS_WHEEL ABS_GAS ABS_BRAKE ABS_HAT0X ABS_HAT0Y"
    .. " ABS_HAT1X ABS_HAT1Y ABS_HAT2X ABS_HAT2Y ABS_HAT3X ABS_HAT3Y ABS_PRESSURE ABS_DISTANCE ABS_TILT_X ABS_TILT_Y ABS_TOOL_WIDTH"
    .. " ABS_VOLUME ABS_PROFILE ABS_MISC ABS_RESERVED ABS_MT_SLOT ABS_MT_TOUCH_MAJOR ABS_MT_TOUCH_MINOR ABS_MT_WIDTH_MAJOR"
    .. " ABS_MT_WIDTH_MINOR ABS_MT_ORIENTATION ABS_MT_POSITION_X ABS_MT_POSITION_Y ABS_MT_TOOL_TYPE ABS_MT_BLOB_ID"
    .. " ABS_MT_TRACKING_ID ABS_MT_PRESSURE ABS_MT_DISTANCE ABS_MT_TOOL_X ABS_MT_TOOL_Y", { unknown = "ABS_???" })
local of_event = struct { macro = "EVIOCGBIT", plain = true, in_words(event_type) "type" :bits(5) :bare(), u32 "kind" :bits(11) :hidden(), u32 "length" :bits(14) :bare() }
local function of_axis(name) return struct { macro = name, plain = true, in_words(axis) "axis" :bits(6) :bare(), u32 "kind" :bits(26) :hidden() } end

local read_event, read_axis, write_axis = "(op & 0xc000ffe0) == 0x80004520", "(op & 0xc000ffc0) == 0x80004540", "(op & 0xc000ffc0) == 0x400045c0"
-- Two of them share their number with another control.
local is_shared = "op == 0x81044804 || op == 0xc0284806"
local kind = ("%s ? 0x10000 : %s ? 0x10001 : %s ? 0x10002 : %s ? 0x10003 : op & 0xc000ffff"):format(is_shared, read_event, read_axis, write_axis)
local feature = of_length "HIDIOCSFEATURE"
ioctl_op = union { sel = kind, default = special("ioc", { of = ioctl_name }),
    ["0x10001"] = of_event, ["0x10002"] = of_axis "EVIOCGABS", ["0x10003"] = of_axis "EVIOCSABS",
    ["0x80004506"] = of_length "EVIOCGNAME", ["0x80004507"] = of_length "EVIOCGPHYS", ["0x80004508"] = of_length "EVIOCGUNIQ",
    ["0x80004509"] = of_length "EVIOCGPROP", ["0x8000450a"] = of_length "EVIOCGMTSLOTS", ["0x80004518"] = of_length "EVIOCGKEY",
    ["0x80004519"] = of_length "EVIOCGLED", ["0x8000451a"] = of_length "EVIOCGSND", ["0x8000451b"] = of_length "EVIOCGSW",
    ["0x80004804"] = of_length "HIDIOCGRAWNAME", ["0x80004805"] = of_length "HIDIOCGRAWPHYS", ["0x80004806"] = feature, ["0xc0004806"] = feature,
    ["0xc0004807"] = of_length "HIDIOCGFEATURE", ["0x80004808"] = of_length "HIDIOCGRAWUNIQ", ["0x80004812"] = of_length "HIDIOCGPHYS",
    ["0x8000552c"] = of_length "UI_GET_SYSNAME", ["0x80006a13"] = of_length "JSIOCGNAME", ["0x40006b00"] = of_length "SPI_IOC_MESSAGE",
}

local axis_info = struct { s32 "value", s32 "minimum", s32 "maximum" :full(), s32 "fuzz" :full(), s32 "flat" :full(), s32 "resolution" :full() }
local slots = struct { as(enum("ABS_MT_*", { unknown = "ABS_MT_???" }), u32) "code", here(ptr(array(s32, "((op >> 16) & 0x3fff) / 4 - 1"))) "values" }
-- What a device has, as a set of bits: as many as the call gave bytes of, and as there are names for.
local function set(names, last) return out(special_at("named_set", { length = "ret", total = last .. " + 1", of = names })) end
local function names(list, unknown) return enum(list, { unknown = unknown }) end
local keys, lamps, sounds = set(key_name, "KEY_MAX"), set(names("LED_NUML LED_CAPSL LED_SCROLLL LED_COMPOSE LED_KANA LED_SLEEP LED_SUSPEND LED_MUTE"
    .. " LED_MISC LED_MAIL LED_CHARGING", "LED_???"), "LED_MAX"), set(names("SND_CLICK SND_BELL SND_TONE", "SND_???"), "SND_MAX")
local switches = set(names("SW_* !SW_MAX !SW_CNT !SW_RADIO", "SW_???"), "SW_MAX")
local sets = union { sel = "op & 31", default = addr, ["0"] = set(names("EV_SYN EV_KEY EV_REL EV_ABS EV_MSC EV_SW EV_LED EV_SND EV_REP EV_FF EV_PWR EV_FF_STATUS", "EV_???"), "EV_MAX"),
    EV_KEY = keys, EV_REL = set(names("REL_* !REL_MAX !REL_CNT", "REL_???"), "REL_MAX"), EV_ABS = set(axis, "ABS_MAX"),
    EV_MSC = set(names("MSC_* !MSC_MAX !MSC_CNT", "MSC_???"), "MSC_MAX"), EV_SW = switches, EV_LED = lamps, EV_SND = sounds,
    EV_REP = set(names("REP_DELAY REP_PERIOD", "REP_???"), "REP_MAX"), EV_FF = set(names("FF_* !FF_MAX !FF_CNT !FF_STATUS_* !FF_MAX_EFFECTS"
        .. " !FF_EFFECT_M* !FF_WAVEFORM_M*", "FF_???"), "FF_MAX"),
    EV_PWR = int_out, EV_FF_STATUS = set(names("FF_STATUS_STOPPED FF_STATUS_PLAYING", "FF_???"), "FF_STATUS_MAX") }
ioctl_with_length = union { sel = kind, default = ioctl_of_machines,
    ["0x10002"] = out(ptr(axis_info)), ["0x10003"] = ptr(axis_info), ["0x80004506 0x80004507 0x80004508"] = outbuf "ret",
    ["0x8000450a"] = union { sel = "((op >> 16) & 0x3fff) >= 4", ["0"] = addr, default = out(ptr(slots)) }, ["0x80004509"] = set(names("INPUT_PROP_* !INPUT_PROP_MAX !INPUT_PROP_CNT", "PROP_???"), "INPUT_PROP_MAX"),
    ["0x80004518"] = keys, ["0x80004519"] = lamps, ["0x8000451a"] = sounds, ["0x8000451b"] = switches, ["0x10001"] = sets,
}
