-- ioctl on mapped devices: what is said of one depends on the operation, and so does what follows the head.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, DM_DEV_RENAME, [{version=[4, 0, 0], data_size=16384, data_start=312, name="old", ...}, ...]) = 0
local mapped_flags = flags("DM_READONLY_FLAG DM_SUSPEND_FLAG DM_EXISTS_FLAG=4 DM_PERSISTENT_DEV_FLAG DM_STATUS_TABLE_FLAG DM_ACTIVE_PRESENT_FLAG"
    .. " DM_INACTIVE_PRESENT_FLAG DM_BUFFER_FULL_FLAG DM_SKIP_BDGET_FLAG DM_SKIP_LOCKFS_FLAG DM_NOFLUSH_FLAG DM_QUERY_INACTIVE_TABLE_FLAG"
    .. " DM_UEVENT_GENERATED_FLAG DM_UUID_FLAG DM_SECURE_DATA_FLAG DM_DATA_OUT_FLAG DM_DEFERRED_REMOVE=0x20000 DM_INTERNAL_SUSPEND_FLAG"
    .. " DM_IMA_MEASUREMENT_FLAG=0x80000", { unknown = "DM_???" })
-- What follows the head. The fourth number of the head is how large all is, the fifth where it begins, the sixth
-- how many targets there are.
local SIZE, BEGIN, TARGETS = "*(argp + 12)", "*(argp + 16)", "*(argp + 20)"
local function behind(t, what, place)
    place = place or {}
    place.from, place.to, place.misplaced = BEGIN, SIZE, "??? /* misplaced " .. what .. " */"
    return chain(t, place) "behind" :bare() :full() :when("*argp == 4 && " .. SIZE .. " >= 305" .. (place.count and " && " .. TARGETS or ""))
end
local function targets(show, is_from_first)
    local target = struct { show = show, pack = true,
        u64 "sector_start", u64 "length", s32 "status", u32 "next", chars(16) "target_type", rest_string "string" }
    return behind(target, "struct dm_target_spec", { link = "next", count = TARGETS, from_first = is_from_first })
end
local load = targets "sector_start length target_type string"
local tables = targets("sector_start length status target_type string", true)
local device = styled(u64, "DEVICE")
local devices = behind(struct { pack = true, device "dev", u32 "next" :hidden(), rest_string "name" }, "struct dm_name_list", { link = "next" })
local versions = behind(struct { show = "name version", u32 "next", array(u32, 3) "version", rest_string "name" },
    "struct dm_target_versions", { link = "next" })
local message = behind(struct { u64 "sector", rest_string "message" }, "struct dm_target_msg")
local function one_of(test, t, what)
    return union { of = t, sel = test, ["1"] = t, default = literal("??? /* misplaced " .. what .. " */") }
end
local text = behind(one_of("left > 0", struct { rest_string "string" }, "string"), "string")
local needed = struct { u32 "count", u32 "padding" :hidden(), here(ptr(array(device, "count"))) "deps" }
local dependencies = behind(one_of("left >= 8 && (left - 8) / 8 >= count", needed, "struct dm_target_deps"), "struct dm_target_deps")

local too_small = in_words(bits { { enum = "", unknown = "data_size too small", decimal = true } })
local function mapped(words, rest)
    local shown = { data_start = "0", device = "1", target_count = "0", open_count = "0", event_nr = "0" }
    for mark, word in words:gmatch("(!?)([%w_]+)") do shown[word] = mark == "" and "1" or "0" end
    -- Events count for those that go on.
    if shown.resumed then shown.event_nr = "(flags & 2) == 0" end
    local function when(word) return "major == 4 && data_size >= 305 && " .. shown[word] end
    local head = struct {
        bytes = { 312, 312 }, show = "version unsupported data_size data_start dev name uuid target_count open_count event_nr flags",
        u32 "major" :hidden(), array(u32, 3) "version" :overlaps(),
        remark "unsupported device mapper ABI version" "unsupported" :when "major != 4", union { sel = "data_size < 305", ["1"] = too_small, default = u32 } "data_size" :when "major == 4", u32 "data_start" :when(when "data_start"),
        u32 "target_count" :when(when "target_count"), u32 "open_count" :when(when "open_count"), mapped_flags "flags" :when "major == 4 && data_size >= 305",
        u32 "event_nr" :when(when "event_nr"), u32 "padding" :hidden(),
        device "dev" :nonzero() :when(when "device"), chars(128) "name" :nonzero() :when(when "device"), chars(129) "uuid" :nonzero() :when(when "device"),
    }
    return ptr(struct { list = "always", head "head" :bare(), rest or none "behind" })
end
local counts = " target_count open_count event_nr"
-- One that points to nothing is written as a number, and so is one whose head ends before its size.
local function mapped_case(before, after, rest_before, rest_after)
    return union { sel = "argp && " .. SIZE .. " >= 12", ["0"] = xlong, default = entry_exit(mapped(before, rest_before), mapped(after, rest_after)) }
end

ioctl_of_mapped = union { sel = "op", default = ioctl_of_btrfs,
    ["DM_VERSION DM_DEV_ARM_POLL"] = mapped_case("", ""), DM_REMOVE_ALL = mapped_case("!device", "!device"),
    DM_LIST_DEVICES = mapped_case("!device data_start", "!device data_start", nil, devices),
    DM_LIST_VERSIONS = mapped_case("!device data_start", "!device data_start", nil, versions),
    DM_DEV_SUSPEND = mapped_case("resumed", counts), ["DM_DEV_CREATE DM_DEV_STATUS DM_TABLE_CLEAR"] = mapped_case("", counts), DM_DEV_REMOVE = mapped_case("event_nr", ""),
    DM_DEV_RENAME = mapped_case("data_start event_nr", "data_start" .. counts, text), DM_DEV_WAIT = mapped_case("data_start event_nr", "data_start" .. counts, nil, tables),
    DM_TABLE_LOAD = mapped_case("data_start target_count", "data_start" .. counts, load), DM_TARGET_MSG = mapped_case("data_start", "data_start" .. counts, message),
    DM_TABLE_DEPS = mapped_case("data_start", "data_start" .. counts, nil, dependencies), DM_TABLE_STATUS = mapped_case("data_start", "data_start" .. counts, nil, tables),
    DM_DEV_SET_GEOMETRY = mapped_case("data_start", "data_start", text),
}
