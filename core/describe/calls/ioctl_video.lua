-- ioctl on video devices: formats, buffers, tuners, controls (V4L2).
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, VIDIOC_S_CROP, {type=V4L2_BUF_TYPE_VIDEO_CAPTURE, c={left=2, top=3, width=4, height=5}}) = 0
local done = "exiting && !err"
local function named(prefix, more) return enum(prefix .. "_* " .. (more or ""), { unknown = prefix .. "_???" }) end
local function listed(prefix, words)
    return flags(words:gsub("%S+", prefix .. "_%0"), { unknown = prefix .. "_???" })
end

local fourcc = in_words(struct { macro = "v4l2_fourcc", char "a" :bare(), char "b" :bare(), char "c" :bare(), char "d" :bare() })
local fraction = struct { ratio = true, u32 "numerator" :bare(), u32 "denominator" :bare() }
local rectangle = struct { s32 "left", s32 "top", u32 "width", u32 "height" }
local kind = enum("V4L2_BUF_TYPE_* !V4L2_BUF_TYPE_PRIVATE", { unknown = "V4L2_BUF_TYPE_???" })
local memory = enum("V4L2_MEMORY_* !V4L2_MEMORY_FLAG_*", { unknown = "V4L2_MEMORY_???" })
local field = named "V4L2_FIELD"
local colors = enum("V4L2_COLORSPACE_* !V4L2_COLORSPACE_ADOBERGB", { unknown = "V4L2_COLORSPACE_???" })

local capabilities = listed("V4L2_CAP", "VIDEO_CAPTURE VIDEO_OUTPUT VIDEO_OVERLAY VBI_CAPTURE VBI_OUTPUT SLICED_VBI_CAPTURE SLICED_VBI_OUTPUT"
    .. " RDS_CAPTURE VIDEO_OUTPUT_OVERLAY HW_FREQ_SEEK RDS_OUTPUT VIDEO_CAPTURE_MPLANE VIDEO_OUTPUT_MPLANE VIDEO_M2M_MPLANE VIDEO_M2M"
    .. " TUNER AUDIO RADIO MODULATOR SDR_CAPTURE EXT_PIX_FORMAT SDR_OUTPUT META_CAPTURE READWRITE ASYNCIO STREAMING META_OUTPUT TOUCH"
    .. " IO_MC DEVICE_CAPS")
local capability = struct {
    chars(16) "driver", chars(32) "card", chars(32) "bus_info", kernel_version "version", capabilities "capabilities",
    capabilities "device_caps" :nonzero(), array(u32, 3) "reserved" :hidden(),
}

local format_flags = listed("V4L2_FMT_FLAG", "COMPRESSED EMULATED CONTINUOUS_BYTESTREAM DYN_RESOLUTION ENC_CAP_FRAME_INTERVAL"
    .. " CSC_COLORSPACE CSC_XFER_FUNC CSC_YCBCR_ENC CSC_QUANTIZATION META_LINE_BASED")
local format_told = struct {
    show = "index type flags description pixelformat",
    u32 "index", kind "type", format_flags "flags" :when(done), chars(32) "description" :when(done), fourcc "pixelformat" :when(done),
    array(u32, 4) "reserved" :hidden(),
}

local pixels = struct {
    u32 "width", u32 "height", fourcc "pixelformat", field "field", u32 "bytesperline", u32 "sizeimage", colors "colorspace",
}
local plane = struct { u32 "sizeimage", u32 "bytesperline", array(u16, 6) "reserved" :hidden() }
local planes = struct {
    show = "width height pixelformat field colorspace plane_fmt num_planes",
    u32 "width", u32 "height", fourcc "pixelformat", field "field", colors "colorspace",
    array(plane, "num_planes < 8 ? num_planes : 8") "plane_fmt", array(plane, 8) "all" :hidden() :overlaps(), u8 "num_planes",
}
local window = struct {
    rectangle "w", field "field", x32 "chromakey", addr "clips", u32 "clipcount", addr "bitmap", x8 "global_alpha",
}
local blanking = struct {
    u32 "sampling_rate", u32 "offset", u32 "samples_per_line", fourcc "sample_format", array(s32, 2) "start", array(u32, 2) "count",
    listed("V4L2_VBI", "UNSYNC INTERLACED") "flags",
}
local services = as(listed("V4L2_SLICED", "TELETEXT_B VPS CAPTION_525 WSS_625"), u16)
local sliced = struct { services "service_set", array(array(x16, 24), 2) "service_lines", u32 "io_size" }
local radio = struct { fourcc "pixelformat", u32 "buffersize" }
local meta = struct { fourcc "dataformat", u32 "buffersize" }

-- An overlay is not changed by the device. The parts begin where a pointer may.
local function format_data(overlay)
    local function part(t, name) return struct { addr "start" :hidden(), t(name) :overlaps() } end
    return union { sel = "type",
        ["V4L2_BUF_TYPE_VIDEO_CAPTURE V4L2_BUF_TYPE_VIDEO_OUTPUT"] = part(pixels, "fmt.pix"),
        ["V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE"] = part(planes, "fmt.pix_mp"),
        ["V4L2_BUF_TYPE_VIDEO_OVERLAY V4L2_BUF_TYPE_VIDEO_OUTPUT_OVERLAY"] = overlay and part(window, "fmt.win") or none,
        ["V4L2_BUF_TYPE_VBI_CAPTURE V4L2_BUF_TYPE_VBI_OUTPUT"] = part(blanking, "fmt.vbi"),
        ["V4L2_BUF_TYPE_SLICED_VBI_CAPTURE V4L2_BUF_TYPE_SLICED_VBI_OUTPUT"] = part(sliced, "fmt.sliced"),
        ["V4L2_BUF_TYPE_SDR_CAPTURE V4L2_BUF_TYPE_SDR_OUTPUT"] = part(radio, "fmt.sdr"),
        ["V4L2_BUF_TYPE_META_CAPTURE V4L2_BUF_TYPE_META_OUTPUT"] = part(meta, "fmt.meta"),
    }
end
local format_bytes = { 208, 204 }
local format = struct { bytes = format_bytes, kind "type", format_data(true) "fmt" :spread() }
local format_got = struct { bytes = format_bytes, kind "type", format_data(true) "fmt" :spread() :when(done) }
local format_set = struct { bytes = format_bytes, kind "type" :hidden(), format_data(false) "fmt" :spread() }

local asked_buffers = struct {
    show = "type memory count", u32 "count" :becomes(), kind "type", memory "memory", array(u32, 3) "reserved" :hidden(),
}
local created_buffers = struct { u32 "index" :hidden(), u32 "count", memory "memory", format "format", array(u32, 8) "reserved" :hidden() }
video_buffers_created = struct { u32 "index", u32 "count" }

local buffer_flags = bits {
    { flags = "V4L2_BUF_FLAG_MAPPED V4L2_BUF_FLAG_QUEUED V4L2_BUF_FLAG_DONE V4L2_BUF_FLAG_KEYFRAME V4L2_BUF_FLAG_PFRAME"
        .. " V4L2_BUF_FLAG_BFRAME V4L2_BUF_FLAG_ERROR V4L2_BUF_FLAG_IN_REQUEST V4L2_BUF_FLAG_TIMECODE V4L2_BUF_FLAG_INPUT=0x200 V4L2_BUF_FLAG_PREPARED V4L2_BUF_FLAG_NO_CACHE_INVALIDATE"
        .. " V4L2_BUF_FLAG_NO_CACHE_CLEAN V4L2_BUF_FLAG_LAST V4L2_BUF_FLAG_REQUEST_FD", mask = ~0x7e000, unknown = "V4L2_BUF_FLAG_???" },
    { mask = 0xe000, enum = "V4L2_BUF_FLAG_TIMESTAMP_UNKNOWN V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC V4L2_BUF_FLAG_TIMESTAMP_COPY",
        unknown = "V4L2_BUF_FLAG_TIMESTAMP_???" },
    { mask = 0x70000, enum = "V4L2_BUF_FLAG_TSTAMP_SRC_EOF V4L2_BUF_FLAG_TSTAMP_SRC_SOE", unknown = "V4L2_BUF_FLAG_TSTAMP_SRC_???" },
    whole = true,
}
local function buffer(index_when, moment, time)
    return struct {
        show = "type index memory m length bytesused flags timestamp more",
        u32 "index" :when(index_when), kind "type", u32 "bytesused" :when(done), buffer_flags "flags" :when(done), field "field" :hidden(),
        (time or timeval) "timestamp" :when(moment), array(u32, 4) "timecode" :hidden(), u32 "sequence" :hidden(), memory "memory" :when(done),
        union { sel = "memory",
            V4L2_MEMORY_MMAP = struct { addr "whole" :hidden(), x32 "m.offset" :overlaps() },
            V4L2_MEMORY_USERPTR = struct { addr "m.userptr" }, default = struct { addr "whole" :hidden() },
        } "m" :spread() :when(done),
        u32 "length" :when(done), u32 "reserved" :hidden(), s32 "request_fd" :hidden(), literal "..." "more" :bare() :when(done),
    }
end

-- Programs of 32 bits whose times have 64 have numbers of their own for these.
local function buffer64(index_when, moment)
    return union { sel = "is_64", ["0"] = inout(ptr(buffer(index_when, moment, timeval64))), default = ioctl_of_others }
end

local overlay_buffer = struct { bytes = { 48, 44 }, x32 "capability", x32 "flags", addr "base" }
local input = struct {
    bytes = { 80, 76 }, u32 "index", chars(32) "name" :when(done),
    enum("V4L2_INPUT_TYPE_TUNER V4L2_INPUT_TYPE_CAMERA V4L2_INPUT_TYPE_TOUCH", { unknown = "V4L2_INPUT_TYPE_???" }) "type" :when(done),
}
local standard = struct {
    bytes = { 72, 64 }, u32 "index", u64 "id" :hidden(), chars(24) "name" :when(done), fraction "frameperiod" :when(done), u32 "framelines" :when(done),
}
local crop_abilities = struct { kind "type", rectangle "bounds" :when(done), rectangle "defrect" :when(done), fraction "pixelaspect" :when(done) }
local crop, crop_got = struct { kind "type", rectangle "c" }, struct { kind "type", rectangle "c" :when(done) }

local tuner_kind = enum("V4L2_TUNER_RADIO V4L2_TUNER_ANALOG_TV V4L2_TUNER_DIGITAL_TV V4L2_TUNER_SDR V4L2_TUNER_RF", { unknown = "V4L2_TUNER_???" })
local tuner_abilities = listed("V4L2_TUNER_CAP", "LOW NORM HWSEEK_BOUNDED HWSEEK_WRAP STEREO LANG2 LANG1 RDS RDS_BLOCK_IO RDS_CONTROLS"
    .. " FREQ_BANDS HWSEEK_PROG_LIM 1HZ")
local function tuner(when, is_answer)
    return struct {
        bytes = 84, u32 "index" :when(is_answer and "0" or "1"), chars(32) "name" :when(when), tuner_kind "type" :when(when), tuner_abilities "capability" :when(when),
        u32 "rangelow" :when(when), u32 "rangehigh" :when(when), listed("V4L2_TUNER_SUB", "MONO STEREO LANG2 LANG1 RDS") "rxsubchans" :when(when),
        enum("V4L2_TUNER_MODE_MONO V4L2_TUNER_MODE_STEREO V4L2_TUNER_MODE_LANG2 V4L2_TUNER_MODE_LANG1 V4L2_TUNER_MODE_LANG1_LANG2",
            { unknown = "V4L2_TUNER_MODE_???" }) "audmode" :when(when),
        s32 "signal" :when(when), s32 "afc" :when(when),
    }
end

local stream_mode = flags("V4L2_MODE_HIGHQUALITY", { unknown = "V4L2_MODE_???" })
local function stream(mode, buffers)
    return struct {
        flags("V4L2_CAP_TIMEPERFRAME", { unknown = "V4L2_CAP_???" }) "capability", stream_mode(mode), fraction "timeperframe", x32 "extendedmode", u32(buffers),
    }
end
local stream_data = union { sel = "type",
    V4L2_BUF_TYPE_VIDEO_CAPTURE = struct { stream("capturemode", "readbuffers") "parm.capture" },
    V4L2_BUF_TYPE_VIDEO_OUTPUT = struct { stream("outputmode", "writebuffers") "parm.output" },
}
local stream_asked = struct { bytes = 204, kind "type", stream_data "parm" :spread() }
local stream_got = struct { bytes = 204, kind "type", stream_data "parm" :spread() :when(done) }
local stream_set = struct { bytes = 204, kind "type" :hidden(), stream_data "parm" :spread() }

local sizes = struct { u32 "min_width", u32 "max_width", u32 "step_width", u32 "min_height", u32 "max_height", u32 "step_height" }
local frame_sizes = struct {
    bytes = 44, u32 "index", fourcc "pixel_format", named "V4L2_FRMSIZE_TYPE" "type" :when(done),
    union { sel = "type", V4L2_FRMSIZE_TYPE_DISCRETE = struct { struct { u32 "width", u32 "height" } "discrete" },
        ["V4L2_FRMSIZE_TYPE_CONTINUOUS V4L2_FRMSIZE_TYPE_STEPWISE"] = struct { sizes "stepwise" } } "size" :spread() :when(done),
}
local frame_intervals = struct {
    bytes = 52, u32 "index", fourcc "pixel_format", u32 "width", u32 "height", named "V4L2_FRMIVAL_TYPE" "type" :when(done),
    union { sel = "type", V4L2_FRMIVAL_TYPE_DISCRETE = struct { fraction "discrete" },
        ["V4L2_FRMIVAL_TYPE_CONTINUOUS V4L2_FRMIVAL_TYPE_STEPWISE"] = struct { struct { fraction "min", fraction "max", fraction "step" } "stepwise" },
    } "interval" :spread() :when(done),
}

-- The names of ranges of controls are those of their first ones too.
local control_names = "V4L2_CID_* !V4L2_CID_*_BASE !V4L2_CID_BASE !V4L2_CID_LASTP1 !V4L2_CID_*_LASTP1 !V4L2_CID_WHITENESS !V4L2_CID_MPEG_VIDEO_INTRA_REFRESH_PERIOD_TYPE_*"
    .. " !V4L2_CID_MPEG_VIDEO_VPX_[1248]_PART* !V4L2_CID_MPEG_VIDEO_VPX_[123]_REF* !V4L2_CID_MPEG_VIDEO_VPX_GOLDEN_FRAME_USE_*"
    .. " !V4L2_CID_POWER_LINE_FREQUENCY_* !V4L2_CID_MAX_CTRLS !V4L2_CID_XILINX_OFFSET"
local control_id = enum(control_names, { unknown = "V4L2_CID_???" })
local asked_id = bits {
    { mask = 0xc0000000, flags = "V4L2_CTRL_FLAG_NEXT_CTRL V4L2_CTRL_FLAG_NEXT_COMPOUND" },
    { mask = 0x3fffffff, enum = control_names, unknown = "V4L2_CID_???" }, unknown = "V4L2_CID_???", whole = true,
}
local control_flags = listed("V4L2_CTRL_FLAG", "DISABLED GRABBED READ_ONLY UPDATE INACTIVE SLIDER WRITE_ONLY VOLATILE HAS_PAYLOAD"
    .. " EXECUTE_ON_WRITE MODIFY_LAYOUT DYNAMIC_ARRAY HAS_WHICH_MIN_MAX")
local control_kind = named "V4L2_CTRL_TYPE"
local function control_told(number, step, extended)
    local fields = {
        asked_id "id", control_kind "type" :when(done), chars(32) "name" :when(done), number "minimum" :full() :when(done),
        number "maximum" :full() :when(done), step "step" :full() :when(done), number "default_value" :full() :when(done),
        control_flags "flags" :full() :when(done),
    }
    if extended then
        for _, field_more in ipairs { u32 "elem_size", u32 "elems", u32 "nr_of_dims", here(ptr(array(u32, "nr_of_dims > 4 ? 4 : nr_of_dims"))) "dims" } do
            fields[#fields + 1] = field_more:full():when(done)
        end
        fields[#fields + 1] = hexblob(16) "room" :overlaps() :hidden()
    end
    fields[#fields + 1] = array(x32, extended and 32 or 2) "reserved" :nonzero() :when("!brief && " .. done)
    return inout(ptr(struct(fields)))
end
local control_got = struct { control_id "id", s32 "value" :when(done) }
local control_set = struct { control_id "id", s32 "value" :becomes() }
local extended_control = struct {
    pack = true, control_id "id", u32 "size", u32 "reserved" :hidden(),
    union { sel = "size", ["0"] = struct { pack = true, show = "value value64", s64 "value64", s32 "value" :overlaps() }, default = struct { pack = true, wide(inbuf "size") "string" } } "data" :spread(),
}
local control_class = enum("V4L2_CTRL_CLASS_* !V4L2_CTRL_CLASS_MPEG", { unknown = "V4L2_CTRL_CLASS_???" })
local function extended_controls(index_when)
    return struct {
        show = "ctrl_class count controls error_idx", control_class "ctrl_class", u32 "count", u32 "error_idx" :when("count && " .. index_when), s32 "request_fd" :hidden(),
        u32 "reserved" :hidden(), ptr(array(extended_control, "count")) "controls" :when "count",
    }
end

ioctl_of_videos = union { sel = "op", default = ioctl_of_processes,
    VIDIOC_QUERYCAP = out(ptr(capability)), VIDIOC_ENUM_FMT = inout(ptr(format_told)), VIDIOC_G_FMT = inout(ptr(format_got)),
    ["VIDIOC_S_FMT VIDIOC_TRY_FMT"] = entry_exit(ptr(format), ptr(format_set)), VIDIOC_REQBUFS = inout(ptr(asked_buffers)),
    VIDIOC_CREATE_BUFS = ptr(created_buffers), VIDIOC_DQBUF = inout(ptr(buffer(done, done))),
    ["0xc04c5611"] = buffer64(done, done), ["0xc04c5609 0xc04c560f"] = buffer64("1", "0"),
    ["VIDIOC_QBUF VIDIOC_QUERYBUF"] = inout(ptr(buffer("1", "0"))), ["VIDIOC_STREAMON VIDIOC_STREAMOFF"] = ptr(kind),
    VIDIOC_G_FBUF = out(ptr(overlay_buffer)), VIDIOC_S_FBUF = ptr(overlay_buffer), VIDIOC_ENUMINPUT = inout(ptr(input)),
    VIDIOC_G_INPUT = out(ptr(u32)), VIDIOC_S_INPUT = ptr(u32), VIDIOC_ENUMSTD = inout(ptr(standard)), VIDIOC_G_STD = out(ptr(x64)),
    VIDIOC_S_STD = ptr(x64), VIDIOC_CROPCAP = inout(ptr(crop_abilities)), VIDIOC_G_CROP = inout(ptr(crop_got)), VIDIOC_S_CROP = ptr(crop),
    VIDIOC_G_TUNER = inout(ptr(tuner(done))), VIDIOC_S_TUNER = entry_exit(ptr(tuner "1"), ptr(tuner("1", true))), VIDIOC_G_PARM = inout(ptr(stream_got)),
    VIDIOC_S_PARM = entry_exit(ptr(stream_asked), ptr(stream_set)), VIDIOC_ENUM_FRAMESIZES = inout(ptr(frame_sizes)),
    VIDIOC_ENUM_FRAMEINTERVALS = inout(ptr(frame_intervals)), VIDIOC_QUERYCTRL = control_told(s32, s32),
    VIDIOC_QUERY_EXT_CTRL = control_told(s64, u64, true), VIDIOC_G_CTRL = inout(ptr(control_got)), VIDIOC_S_CTRL = inout(ptr(control_set)),
    VIDIOC_G_EXT_CTRLS = out_always(ptr(extended_controls "err")), ["VIDIOC_S_EXT_CTRLS VIDIOC_TRY_EXT_CTRLS"] = ptr(extended_controls "0"),
}
