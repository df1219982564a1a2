-- ioctl on btrfs file systems: subvolumes, devices, balance, scrub, quota, searches.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, BTRFS_IOC_START_SYNC, [8]) = 0
local function wide_flags(names, unknown) return as(flags(names, { unknown = unknown }), u64) end
local device = styled(u64, "DEVICE")
-- All ones stand for no limit.
local most, most32 = styled(u64, "MOST"), styled(u32, "MOST")
local uuid = special_in("uuid", 16, 1)

local volume = ptr(struct { fd "fd", u32 "upper" :hidden(), pathchars(4088) "name" })
local subvolume_flags = wide_flags("BTRFS_SUBVOL_CREATE_ASYNC=1 BTRFS_SUBVOL_RDONLY=2 BTRFS_SUBVOL_QGROUP_INHERIT=4 BTRFS_DEVICE_SPEC_BY_ID=8"
    .. " BTRFS_SUBVOL_SPEC_BY_ID=0x10", "BTRFS_SUBVOL_???")
local inherits = "flags & 4"
local function volume2(show)
    return ptr(struct { show = show, fd "fd", u32 "upper", u64 "transid", subvolume_flags "flags", array(u64, 4) "unused",
        struct { u64 "size", addr "qgroup_inherit" } "inherited" :overlaps() :spread() :when(inherits), pathchars(4040) "name" })
end
local create2 = entry_exit(volume2 "fd flags inherited name", volume2 "transid")

local profiles = wide_flags("BTRFS_BLOCK_GROUP_DATA BTRFS_BLOCK_GROUP_SYSTEM BTRFS_BLOCK_GROUP_METADATA BTRFS_BLOCK_GROUP_RAID0"
    .. " BTRFS_BLOCK_GROUP_RAID1 BTRFS_BLOCK_GROUP_DUP BTRFS_BLOCK_GROUP_RAID10 BTRFS_BLOCK_GROUP_RAID5 BTRFS_BLOCK_GROUP_RAID6"
    .. " BTRFS_BLOCK_GROUP_RAID1C3 BTRFS_BLOCK_GROUP_RAID1C4 BTRFS_AVAIL_ALLOC_BIT_SINGLE BTRFS_SPACE_INFO_GLOBAL_RSV", "BTRFS_BLOCK_GROUP_???")
local balance_flags = wide_flags("BTRFS_BALANCE_DATA BTRFS_BALANCE_SYSTEM BTRFS_BALANCE_METADATA BTRFS_BALANCE_FORCE BTRFS_BALANCE_RESUME", "BTRFS_BALANCE_???")
local balance_state = wide_flags("BTRFS_BALANCE_STATE_RUNNING BTRFS_BALANCE_STATE_PAUSE_REQ BTRFS_BALANCE_STATE_CANCEL_REQ", "BTRFS_BALANCE_STATE_???")
local argument_flags = wide_flags("BTRFS_BALANCE_ARGS_PROFILES BTRFS_BALANCE_ARGS_USAGE BTRFS_BALANCE_ARGS_DEVID BTRFS_BALANCE_ARGS_DRANGE"
    .. " BTRFS_BALANCE_ARGS_VRANGE BTRFS_BALANCE_ARGS_LIMIT BTRFS_BALANCE_ARGS_LIMIT_RANGE BTRFS_BALANCE_ARGS_STRIPES_RANGE"
    .. " BTRFS_BALANCE_ARGS_CONVERT BTRFS_BALANCE_ARGS_SOFT BTRFS_BALANCE_ARGS_USAGE_RANGE", "BTRFS_BALANCE_ARGS_???")
local balance_args = struct { pack = true,
    profiles "profiles", most "usage", device "devid", most "pstart", most "pend", most "vstart", most "vend", most "target", argument_flags "flags",
    hexblob(64) "unused" :hidden(),
}
local function balance(show)
    return ptr(struct { show = show, balance_flags "flags", balance_state "state", balance_args "data" :when "flags & BTRFS_BALANCE_DATA",
        balance_args "meta" :when "flags & BTRFS_BALANCE_METADATA", balance_args "sys" :when "flags & BTRFS_BALANCE_SYSTEM" })
end
local progress = balance "flags state data meta sys"

local compression = enum("BTRFS_COMPRESS_NONE=0 BTRFS_COMPRESS_ZLIB=1 BTRFS_COMPRESS_LZO=2 BTRFS_COMPRESS_ZSTD=3", { unknown = "BTRFS_COMPRESS_???" })
local defragment = struct {
    u64 "start", most "len", wide_flags("BTRFS_DEFRAG_RANGE_COMPRESS=1 BTRFS_DEFRAG_RANGE_START_IO=2", "BTRFS_DEFRAG_RANGE_???") "flags",
    u32 "extent_thresh", compression "compress_type",
}
local function scrub_progress()
    local fields = {}
    for name in ("data_extents_scrubbed tree_extents_scrubbed data_bytes_scrubbed tree_bytes_scrubbed read_errors csum_errors verify_errors"
        .. " no_csum csum_discards super_errors malloc_errors uncorrectable_errors corrected_errors last_physical unverified_errors"):gmatch("%S+") do
        table.insert(fields, u64(name))
    end
    return struct(fields)
end
local function scrub(show)
    return ptr(struct { show = show, device "devid", u64 "start", most "end", wide_flags("BTRFS_SCRUB_READONLY", "BTRFS_SCRUB_???") "flags",
        scrub_progress() "progress" })
end
-- Who asks for tree 0 is told which one it is.
local function inode_lookup(when) return ptr(struct { most "treeid" :when(when), most "objectid" :when(when == "1" and "1" or "0"), pathchars(4080) "name" :when(when == "1" and "0" or "1") }) end
local function inode_paths(show) return ptr(struct { show = show, u64 "inum", u64 "size", array(u64, 4) "reserved", addr64 "fspath" }) end
local function logical(show)
    return ptr(struct { show = show, u64 "logical", u64 "size", array(x64, 3) "reserved" :nonzero(),
        wide_flags("BTRFS_LOGICAL_INO_ARGS_IGNORE_OFFSET=1", "BTRFS_LOGICAL_INO_ARGS_???") "flags", addr64 "inodes" })
end
local function search_key(show)
    return struct { show = show,
        most "tree_id", most "min_objectid", most "max_objectid", most "min_offset", most "max_offset", most "min_transid", most "max_transid",
        most32 "min_type", most32 "max_type", u32 "nr_items", u32 "unused", array(u64, 4) "unused4" }
end
local asked = search_key "tree_id min_objectid max_objectid min_offset max_offset min_transid max_transid min_type max_type nr_items"
local answered = search_key "nr_items"
local function search(key, buffer, rest)
    local fields = { key "key" }
    if buffer then table.insert(fields, u64 "buf_size") end
    if rest then table.insert(fields, literal "..." "buf" :bare()) end
    return ptr(struct(fields))
end
local limits = struct {
    wide_flags("BTRFS_QGROUP_LIMIT_MAX_RFER=1 BTRFS_QGROUP_LIMIT_MAX_EXCL=2 BTRFS_QGROUP_LIMIT_RSV_RFER=4 BTRFS_QGROUP_LIMIT_RSV_EXCL=8"
        .. " BTRFS_QGROUP_LIMIT_RFER_CMPR=0x10 BTRFS_QGROUP_LIMIT_EXCL_CMPR=0x20", "BTRFS_QGROUP_LIMIT_???") "flags",
    u64 "max_rfer", u64 "max_excl", u64 "rsv_rfer", u64 "rsv_excl",
}
local quota_command = as(enum("BTRFS_QUOTA_CTL_ENABLE=1 BTRFS_QUOTA_CTL_DISABLE=2 BTRFS_QUOTA_CTL_RESCAN__NOTUSED=3", { unknown = "BTRFS_QUOTA_CTL_???" }), u64)
local compat = wide_flags("", "BTRFS_FEATURE_COMPAT_???")
local compat_ro = wide_flags("BTRFS_FEATURE_COMPAT_RO_FREE_SPACE_TREE=1 BTRFS_FEATURE_COMPAT_RO_FREE_SPACE_TREE_VALID=2"
    .. " BTRFS_FEATURE_COMPAT_RO_VERITY=4 BTRFS_FEATURE_COMPAT_RO_BLOCK_GROUP_TREE=8", "BTRFS_FEATURE_COMPAT_RO_???")
local incompat = wide_flags("BTRFS_FEATURE_INCOMPAT_MIXED_BACKREF=1 BTRFS_FEATURE_INCOMPAT_DEFAULT_SUBVOL=2 BTRFS_FEATURE_INCOMPAT_MIXED_GROUPS=4"
    .. " BTRFS_FEATURE_INCOMPAT_COMPRESS_LZO=8 BTRFS_FEATURE_INCOMPAT_COMPRESS_ZSTD=0x10 BTRFS_FEATURE_INCOMPAT_BIG_METADATA=0x20"
    .. " BTRFS_FEATURE_INCOMPAT_EXTENDED_IREF=0x40 BTRFS_FEATURE_INCOMPAT_RAID56=0x80 BTRFS_FEATURE_INCOMPAT_SKINNY_METADATA=0x100"
    .. " BTRFS_FEATURE_INCOMPAT_NO_HOLES=0x200 BTRFS_FEATURE_INCOMPAT_METADATA_UUID=0x400 BTRFS_FEATURE_INCOMPAT_RAID1C34=0x800"
    .. " BTRFS_FEATURE_INCOMPAT_ZONED=0x1000 BTRFS_FEATURE_INCOMPAT_EXTENT_TREE_V2=0x2000", "BTRFS_FEATURE_INCOMPAT_???")
local features = struct { compat "compat_flags", compat_ro "compat_ro_flags", incompat "incompat_flags" }
local features_supported = struct { list = "always", features "supported" :bare(), remark "supported" "first", features "safe_to_set" :bare(),
    remark "safe to set" "second", features "safe_to_clear" :bare(), remark "safe to clear" "third" }
local moment = struct { moment = true, u64 "sec", u32 "nsec" }
local function received(show)
    return ptr(struct { show = show, uuid "uuid", u64 "stransid", u64 "rtransid", moment "stime", moment "rtime", u64 "flags",
        array(u64, 16) "reserved" })
end
local space = struct { profiles "flags", u64 "total_bytes", u64 "used_bytes" }
local function spaces(show)
    return ptr(struct { show = show, u64 "space_slots", u64 "total_spaces", here(ptr(array(space, "total_spaces"))) "spaces" :full() })
end
local send = struct {
    fd "send_fd", u32 "upper" :hidden(), u64 "clone_sources_count", addr "clone_sources", most "parent_root",
    wide_flags("BTRFS_SEND_FLAG_NO_FILE_DATA=1 BTRFS_SEND_FLAG_OMIT_STREAM_HEADER=2 BTRFS_SEND_FLAG_OMIT_END_CMD=4 BTRFS_SEND_FLAG_VERSION=8"
        .. " BTRFS_SEND_FLAG_COMPRESSED=0x10", "BTRFS_SEND_FLAGS_???") "flags", array(u64, 4) "reserved" :hidden(),
}

local function told_device(show)
    return ptr(struct { show = show, bytes = 4096, device "devid", uuid "uuid" :nonzero(), u64 "bytes_used", u64 "total_bytes", array(u64, 379) "unused", pathchars(1024) "path" })
end
local summary_flags = wide_flags("BTRFS_FS_INFO_FLAG_CSUM_INFO=1 BTRFS_FS_INFO_FLAG_GENERATION=2 BTRFS_FS_INFO_FLAG_METADATA_UUID=4", "BTRFS_FS_INFO_FLAG_???")
local summary = struct {
    bytes = 1024, u64 "max_id", u64 "num_devices", uuid "fsid", u32 "nodesize", u32 "sectorsize", u32 "clone_alignment",
    as(enum("BTRFS_CSUM_TYPE_CRC32=0 BTRFS_CSUM_TYPE_XXHASH=1 BTRFS_CSUM_TYPE_SHA256=2 BTRFS_CSUM_TYPE_BLAKE2=3", { unknown = "BTRFS_CSUM_TYPE_???" }), u16) "csum_type" :when "flags & 1",
    u16 "csum_size" :when "flags & 1", summary_flags "flags", u64 "generation" :when "flags & 2", uuid "metadata_uuid" :when "flags & 4",
}
local replace_command = as(enum("BTRFS_IOCTL_DEV_REPLACE_CMD_START BTRFS_IOCTL_DEV_REPLACE_CMD_STATUS BTRFS_IOCTL_DEV_REPLACE_CMD_CANCEL",
    { unknown = "BTRFS_IOCTL_DEV_REPLACE_CMD_???" }), u64)
local replace_result = as(enum("BTRFS_IOCTL_DEV_REPLACE_RESULT_NO_ERROR BTRFS_IOCTL_DEV_REPLACE_RESULT_NOT_STARTED"
    .. " BTRFS_IOCTL_DEV_REPLACE_RESULT_ALREADY_STARTED BTRFS_IOCTL_DEV_REPLACE_RESULT_SCRUB_INPROGRESS", { unknown = "BTRFS_IOCTL_DEV_REPLACE_RESULT_???" }), u64)
local replace_mode = as(enum("BTRFS_IOCTL_DEV_REPLACE_CONT_READING_FROM_SRCDEV_MODE_ALWAYS BTRFS_IOCTL_DEV_REPLACE_CONT_READING_FROM_SRCDEV_MODE_AVOID",
    { unknown = "BTRFS_IOCTL_DEV_REPLACE_CONT_READING_FROM_SRCDEV_MODE_???" }), u64)
local replace_state = as(enum("BTRFS_IOCTL_DEV_REPLACE_STATE_NEVER_STARTED=0 BTRFS_IOCTL_DEV_REPLACE_STATE_STARTED=1 BTRFS_IOCTL_DEV_REPLACE_STATE_FINISHED=2"
    .. " BTRFS_IOCTL_DEV_REPLACE_STATE_CANCELED=3 BTRFS_IOCTL_DEV_REPLACE_STATE_SUSPENDED=4", { unknown = "BTRFS_IOCTL_DEV_REPLACE_STATE_???" }), u64)
local percents = {}
for i = 0, 1000 do percents[i + 1] = ("%d.%d%%=%d"):format(i // 10, i % 10, i) end
local replace_start = struct { device "srcdevid", replace_mode "cont_reading_from_srcdev_mode", pathchars(1025) "srcdev_name", pathchars(1025) "tgtdev_name" }
local replace_status = struct {
    replace_state "replace_state", as(enum(percents, { commented = true, unknown = "" }), u64) "progress_1000", time64 "time_started", time64 "time_stopped",
    u64 "num_write_errors", u64 "num_uncorrectable_read_errors",
}
local function replacement(show)
    return ptr(struct { show = show, bytes = 2600, replace_command "cmd", replace_result "result",
        replace_start "start" :when "cmd == BTRFS_IOCTL_DEV_REPLACE_CMD_START",
        replace_status "status" :overlaps() :when "cmd == BTRFS_IOCTL_DEV_REPLACE_CMD_STATUS" })
end

local error_names = enum("BTRFS_DEV_STAT_WRITE_ERRS BTRFS_DEV_STAT_READ_ERRS BTRFS_DEV_STAT_FLUSH_ERRS BTRFS_DEV_STAT_CORRUPTION_ERRS"
    .. " BTRFS_DEV_STAT_GENERATION_ERRS", { plain = true })
local function errors(show)
    return ptr(struct { show = show, bytes = 1032, device "devid", u64 "nr_items", wide_flags("BTRFS_DEV_STATS_RESET=1", "BTRFS_DEV_STATS_???") "flags",
        here(ptr(array(u64, { "nr_items", most = "5" }, error_names))) "values" :bare() })
end

ioctl_of_btrfs = union { sel = "op", default = ioctl_of_devices,
    ["BTRFS_IOC_TRANS_START BTRFS_IOC_TRANS_END BTRFS_IOC_SYNC BTRFS_IOC_SCRUB_CANCEL BTRFS_IOC_QUOTA_RESCAN_WAIT BTRFS_IOC_BALANCE"
        .. " BTRFS_IOC_DEFRAG"] = none,
    ["BTRFS_IOC_SNAP_CREATE BTRFS_IOC_RESIZE BTRFS_IOC_SCAN_DEV BTRFS_IOC_FORGET_DEV BTRFS_IOC_ADD_DEV BTRFS_IOC_RM_DEV"
        .. " BTRFS_IOC_SUBVOL_CREATE BTRFS_IOC_SNAP_DESTROY BTRFS_IOC_DEVICES_READY"] = volume,
    ["BTRFS_IOC_SNAP_CREATE_V2 BTRFS_IOC_SUBVOL_CREATE_V2"] = create2,
    BTRFS_IOC_BALANCE_CTL = enum("BTRFS_BALANCE_CTL_PAUSE BTRFS_BALANCE_CTL_CANCEL", { unknown = "BTRFS_BALANCE_CTL_???" }),
    BTRFS_IOC_BALANCE_V2 = entry_exit(balance "flags data meta sys", progress), BTRFS_IOC_BALANCE_PROGRESS = out(progress),
    BTRFS_IOC_DEV_INFO = entry_exit(told_device "devid uuid", told_device "uuid bytes_used total_bytes path"), BTRFS_IOC_FS_INFO = out(ptr(summary)),
    BTRFS_IOC_DEV_REPLACE = entry_exit(replacement "cmd start", replacement "result status"),
    ["BTRFS_IOC_DEFAULT_SUBVOL BTRFS_IOC_WAIT_SYNC"] = ptr(u64), BTRFS_IOC_START_SYNC = out(ptr(u64)),
    BTRFS_IOC_DEFRAG_RANGE = ptr(defragment), BTRFS_IOC_SCRUB = entry_exit(scrub "devid start end flags", scrub "progress"),
    BTRFS_IOC_SCRUB_PROGRESS = entry_exit(scrub "devid", scrub "progress"),
    BTRFS_IOC_INO_LOOKUP = entry_exit(inode_lookup "1", inode_lookup "@argp == 0"),
    BTRFS_IOC_INO_PATHS = entry_exit(inode_paths "inum size fspath", inode_paths "fspath"),
    BTRFS_IOC_LOGICAL_INO = entry_exit(logical "logical size reserved flags inodes", logical "inodes"),
    BTRFS_IOC_QGROUP_ASSIGN = ptr(struct { u64 "assign", u64 "src", u64 "dst" }), BTRFS_IOC_QGROUP_CREATE = ptr(struct { u64 "create", u64 "qgroupid" }),
    BTRFS_IOC_QGROUP_LIMIT = out(ptr(struct { u64 "qgroupid", limits "lim" })), BTRFS_IOC_QUOTA_CTL = ptr(struct { bytes = 16, quota_command "cmd" }),
    BTRFS_IOC_QUOTA_RESCAN = ptr(struct { bytes = 64, u64 "flags" }), BTRFS_IOC_QUOTA_RESCAN_STATUS = out(ptr(struct { u64 "flags", most "progress" })),
    BTRFS_IOC_TREE_SEARCH_V2 = entry_exit(search(asked, true), search(answered, true, true)),
    BTRFS_IOC_TREE_SEARCH = entry_exit(search(asked), search(answered, false, true)),
    BTRFS_IOC_GET_DEV_STATS = entry_exit(errors "devid nr_items flags", errors "nr_items flags values"),
    BTRFS_IOC_GET_SUPPORTED_FEATURES = out(ptr(features_supported)),
    BTRFS_IOC_GET_FEATURES = out(ptr(features)), BTRFS_IOC_SET_FEATURES = ptr(array(features, 2)),
    BTRFS_IOC_SET_RECEIVED_SUBVOL = entry_exit(received "uuid stransid stime flags", received "rtransid rtime"),
    BTRFS_IOC_SPACE_INFO = entry_exit(spaces "space_slots", spaces "total_spaces spaces"), BTRFS_IOC_SEND = ptr(send),
    BTRFS_IOC_SUBVOL_GETFLAGS = out(ptr(struct { bare = true, subvolume_flags "flags" :bare() })),
    BTRFS_IOC_SUBVOL_SETFLAGS = ptr(struct { bare = true, subvolume_flags "flags" :bare() }),
}
