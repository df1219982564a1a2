-- ioctl on discs in drives, on zones of disks, automatic mounts, watchdogs and FUSE.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, CDROMREADTOCENTRY, {cdte_track=1, cdte_adr=1, cdte_ctrl=CDROM_DATA_TRACK, cdte_format=CDROM_LBA, cdte_addr=0, cdte_datamode=1}) = 0
local done = "exiting && !err"
local function found(field) return field:when(done) end

local format = as(enum("CDROM_LBA CDROM_MSF", { unknown = "CDROM_???" }), u8)
local minute = struct { u8 "minute", u8 "second", u8 "frame" }
local function place(by) return union { sel = by, CDROM_MSF = minute, default = int } end
local control = as(flags("CDROM_DATA_TRACK", { unknown = "CDROM_???" }), u8)
cdrom_range = struct {
    u8 "cdmsf_min0", u8 "cdmsf_sec0", u8 "cdmsf_frame0", u8 "cdmsf_min1", u8 "cdmsf_sec1", u8 "cdmsf_frame1",
}
local tracks = struct { u8 "cdti_trk0", u8 "cdti_ind0", u8 "cdti_trk1", u8 "cdti_ind1" }
local head = struct { u8 "cdth_trk0", u8 "cdth_trk1" }
cdrom_entry = struct { show = "cdte_track cdte_format cdte_adr cdte_ctrl cdte_addr cdte_datamode",
    u8 "cdte_track", found(u8 "cdte_adr" :bits(4)), found(control "cdte_ctrl" :bits(4)), format "cdte_format", found(place "cdte_format" "cdte_addr"),
    found(u8 "cdte_datamode"),
}
local volume = struct { u8 "channel0", u8 "channel1", u8 "channel2", u8 "channel3" }
cdrom_channel = struct {
    format "cdsc_format", found(as(enum("CDROM_AUDIO_INVALID CDROM_AUDIO_PLAY CDROM_AUDIO_PAUSED CDROM_AUDIO_COMPLETED CDROM_AUDIO_ERROR"
        .. " CDROM_AUDIO_NO_STATUS", { unknown = "CDROM_AUDIO_???" }), u8) "cdsc_audiostatus"),
    found(u8 "cdsc_adr" :bits(4)), found(control "cdsc_ctrl" :bits(4)), found(u8 "cdsc_trk"), found(u8 "cdsc_ind"),
    found(place "cdsc_format" "cdsc_absaddr"), found(place "cdsc_format" "cdsc_reladdr"),
}
cdrom_audio = struct { place "addr_format" "addr", format "addr_format", int "nframes", addr "buf" }
cdrom_session = struct { show = "addr_format addr xa_flag", found(place "addr_format" "addr"), found(u8 "xa_flag"), format "addr_format" }
cdrom_block = struct { u32 "from", u16 "len" }
cdrom_command = struct {
    hexblob(12) "cmd", addr "buffer", u32 "buflen", int "stat", addr "sense",
    as(enum("CGC_DATA_UNKNOWN CGC_DATA_WRITE CGC_DATA_READ CGC_DATA_NONE", { unknown = "CGC_DATA_???" }), u8) "data_direction", int "quiet",
    int "timeout", addr "unused" :hidden(),
}
cdrom_change = struct { s64 "last_media_change", found(as(flags("MEDIA_CHANGED_FLAG", { unknown = "MEDIA_???" }), u64) "media_flags") }
local options = as(flags("CDO_AUTO_CLOSE CDO_AUTO_EJECT CDO_USE_FFLAGS CDO_LOCK CDO_CHECK_TYPE", { unknown = "CDO_???" }), ulong)

local zone_range = struct { u64 "sector", u64 "nr_sectors" }
block_zone = struct {
    u64 "start", u64 "len", u64 "wp",
    as(enum("BLK_ZONE_TYPE_CONVENTIONAL BLK_ZONE_TYPE_SEQWRITE_REQ BLK_ZONE_TYPE_SEQWRITE_PREF", { unknown = "BLK_ZONE_TYPE_???" }), u8) "type",
    as(enum("BLK_ZONE_COND_NOT_WP BLK_ZONE_COND_EMPTY BLK_ZONE_COND_IMP_OPEN BLK_ZONE_COND_EXP_OPEN BLK_ZONE_COND_CLOSED"
        .. " BLK_ZONE_COND_READONLY BLK_ZONE_COND_FULL BLK_ZONE_COND_OFFLINE", { unknown = "BLK_ZONE_COND_???" }), u8) "cond",
    u8 "non_seq", u8 "reset", hexblob(4) "resv" :hidden(), u64 "capacity", hexblob(24) "reserved" :hidden(),
}
block_zones = struct {
    u64 "sector", u32 "nr_zones", flags("BLK_ZONE_REP_CAPACITY", { unknown = "BLK_ZONE_REP_???" }) "flags",
    found(here(ptr(array(block_zone, "nr_zones"))) "zones"),
}
block_trace = struct { show = "act_mask buf_size buf_nr start_lba end_lba pid name",
    found(chars(32) "name"), u16 "act_mask", u32 "buf_size", u32 "buf_nr", u64 "start_lba", u64 "end_lba", pid "pid",
}

local device = styled(u32, "DEVICE")
local expiry = as(flags("AUTOFS_EXP_NORMAL AUTOFS_EXP_IMMEDIATE AUTOFS_EXP_LEAVES AUTOFS_EXP_FORCED", { unknown = "AUTOFS_EXP_???" }), u32)
local autofs_expired = struct { int "proto_version", int "type", int "len", chars(256) "name" }
-- What is said of a mount, 8 bytes by the operation, and its path.
local function either(given, told) return union { sel = done, ["1"] = told, default = given } end
local autofs_request = struct {
    u32 "ver_major", u32 "ver_minor", u32 "size", fd "ioctlfd",
    union { sel = "op", default = struct { x64 "unused" :hidden() },
        AUTOFS_DEV_IOCTL_PROTOVER = struct { found(u32 "version") }, AUTOFS_DEV_IOCTL_PROTOSUBVER = struct { found(u32 "sub_version") },
        AUTOFS_DEV_IOCTL_OPENMOUNT = struct { device "devid" }, AUTOFS_DEV_IOCTL_READY = struct { u32 "token" },
        AUTOFS_DEV_IOCTL_FAIL = struct { u32 "token", negative_error "status" }, AUTOFS_DEV_IOCTL_SETPIPEFD = struct { fd "pipefd" },
        AUTOFS_DEV_IOCTL_TIMEOUT = struct { u64 "timeout" }, AUTOFS_DEV_IOCTL_REQUESTER = struct { found(uid "uid"), found(gid "gid") },
        AUTOFS_DEV_IOCTL_EXPIRE = struct { expiry "how" }, AUTOFS_DEV_IOCTL_ASKUMOUNT = struct { found(u32 "may_umount") },
        AUTOFS_DEV_IOCTL_ISMOUNTPOINT = either(struct { u32 "type" }, struct { device "devid", x32 "magic" }),
    } "args" :spread(),
    here(str) "path" :when "size > 24",
}

local fs_uuid = struct { u8 "len", hexblob(16) "uuid" }
local fs_path = struct { u8 "len", chars(128) "name" }
local fs_metadata = struct {
    found(flags("LBMD_PI_CAP_INTEGRITY LBMD_PI_CAP_REFTAG", { unknown = "LBMD_PI_CAP_???" }) "lbmd_flags"), found(u16 "lbmd_interval"),
    found(u8 "lbmd_size"), found(u8 "lbmd_opaque_size"), found(u8 "lbmd_opaque_offset"), found(u8 "lbmd_pi_size"), found(u8 "lbmd_pi_offset"),
    found(as(enum("LBMD_PI_CSUM_NONE LBMD_PI_CSUM_IP LBMD_PI_CSUM_CRC16_T10DIF LBMD_PI_CSUM_CRC64_NVME", { unknown = "LBMD_PI_CSUM_???" }), u8)
        "lbmd_guard_tag_type"),
    found(u8 "lbmd_app_tag_size"), found(u8 "lbmd_ref_tag_size"), found(u8 "lbmd_storage_tag_size"), u8 "pad" :hidden(),
}

local abilities = flags("WDIOF_OVERHEAT WDIOF_FANFAULT WDIOF_EXTERN1 WDIOF_EXTERN2 WDIOF_POWERUNDER WDIOF_CARDRESET WDIOF_POWEROVER"
    .. " WDIOF_SETTIMEOUT WDIOF_MAGICCLOSE WDIOF_PRETIMEOUT WDIOF_ALARMONLY WDIOF_KEEPALIVEPING", { unknown = "WDIOF_???" })
watchdog_info = struct { abilities "options", u32 "firmware_version", chars(32) "identity" }

ioctl_of_discs = union { sel = "op", default = ioctl_of_dvds,
    ["CDROMPLAYMSF CDROMREADRAW CDROMREADMODE1 CDROMREADMODE2"] = ptr(cdrom_range), CDROMPLAYTRKIND = ptr(tracks), CDROMREADTOCHDR = out(ptr(head)),
    CDROMREADTOCENTRY = inout(ptr(cdrom_entry)), CDROMVOLCTRL = ptr(volume), CDROMVOLREAD = out(ptr(volume)), CDROMSUBCHNL = inout(ptr(cdrom_channel)),
    CDROMREADAUDIO = ptr(cdrom_audio),
    CDROMMULTISESSION = inout(ptr(cdrom_session)), CDROM_GET_MCN = out(ptr(chars(14))), CDROMPLAYBLK = ptr(cdrom_block),
    CDROMGETSPINDOWN = out(ptr(u8)), CDROMSETSPINDOWN = ptr(u8), ["CDROM_SET_OPTIONS CDROM_CLEAR_OPTIONS"] = options,
    CDROM_SEND_PACKET = ptr(cdrom_command), ["CDROM_NEXT_WRITABLE CDROM_LAST_WRITTEN"] = out(ptr(long)), CDROM_TIMED_MEDIA_CHANGE = inout(ptr(cdrom_change)),
    ["BLKREPORTZONE BLKREPORTZONEV2"] = inout(ptr(block_zones)), ["BLKRESETZONE BLKOPENZONE BLKCLOSEZONE BLKFINISHZONE"] = ptr(zone_range),
    ["BLKTRACESETUP=0xc0481273 BLKTRACESETUP=0xc0401273"] = inout(ptr(block_trace)),
    ["AUTOFS_IOC_PROTOVER AUTOFS_IOC_PROTOSUBVER AUTOFS_IOC_ASKUMOUNT"] = int_out, AUTOFS_IOC_SETTIMEOUT = change(ptr(ulong)),
    AUTOFS_IOC_EXPIRE = out(ptr(autofs_expired)), AUTOFS_IOC_EXPIRE_MULTI = ptr(expiry),
    ["AUTOFS_DEV_IOCTL_VERSION AUTOFS_DEV_IOCTL_PROTOVER AUTOFS_DEV_IOCTL_PROTOSUBVER AUTOFS_DEV_IOCTL_OPENMOUNT AUTOFS_DEV_IOCTL_CLOSEMOUNT"
        .. " AUTOFS_DEV_IOCTL_READY AUTOFS_DEV_IOCTL_FAIL AUTOFS_DEV_IOCTL_SETPIPEFD AUTOFS_DEV_IOCTL_CATATONIC AUTOFS_DEV_IOCTL_TIMEOUT"
        .. " AUTOFS_DEV_IOCTL_REQUESTER AUTOFS_DEV_IOCTL_EXPIRE AUTOFS_DEV_IOCTL_ASKUMOUNT AUTOFS_DEV_IOCTL_ISMOUNTPOINT"] = inout(ptr(autofs_request)),
    WDIOC_GETSUPPORT = out(ptr(watchdog_info)),
    FUSE_DEV_IOC_CLONE = ptr(fd), ["FUSE_DEV_IOC_BACKING_OPEN=0x4010e501"] = ptr(struct { fd "fd", x32 "flags", x64 "padding" :nonzero() }),
    ["FUSE_DEV_IOC_BACKING_CLOSE=0x4004e502"] = uint_in, FS_IOC_GETFSUUID = out(ptr(fs_uuid)), FS_IOC_GETFSSYSFSPATH = out(ptr(fs_path)),
    FS_IOC_GETLBMD_CAP = inout(ptr(fs_metadata)),
    WDIOC_SETOPTIONS = ptr(flags("WDIOS_DISABLECARD WDIOS_ENABLECARD WDIOS_TEMPPANIC", { unknown = "WDIOS_???" })),
}
