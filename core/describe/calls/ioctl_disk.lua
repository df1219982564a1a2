-- ioctl on disks and what stands for them: ATA, network block devices, flash memory, extents of files.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, HDIO_GET_DMA, [1]) = 0
local nice = as(flags({ "1 << IDE_NICE_DSC_OVERLAP=1", "1 << IDE_NICE_ATAPI_OVERLAP=2", "1 << IDE_NICE_1=8", "1 << IDE_NICE_0=4",
    "1 << IDE_NICE_2=0x10" }, { unknown = "IDE_NICE_???" }), ulong)
local bus_state = as(enum("BUSSTATE_OFF BUSSTATE_ON BUSSTATE_TRISTATE", { unknown = "BUSSTATE_???" }), ulong)
local ulong_out, three = out(ptr(ulong)), ptr(array(x32, 3))
local command = as(enum("ATA_CMD_NOP=0 ATA_CMD_DSM=6 ATA_CMD_READ=0x20 ATA_CMD_WRITE=0x30 ATA_CMD_VERIFY=0x40 ATA_CMD_CHK_POWER=0xe5"
    .. " ATA_CMD_STANDBY=0xe2 ATA_CMD_IDLE=0xe3 ATA_CMD_SLEEP=0xe6 ATA_CMD_FLUSH=0xe7 ATA_CMD_FLUSH_EXT=0xea ATA_CMD_ID_ATA=0xec"
    .. " ATA_CMD_ID_ATAPI=0xa1 ATA_CMD_SET_FEATURES=0xef ATA_CMD_SMART=0xb0 ATA_CMD_STANDBYNOW1=0xe0 ATA_CMD_IDLEIMMEDIATE=0xe1"
    .. " ATA_CMD_READ_NATIVE_MAX=0xf8 ATA_CMD_SET_MAX=0xf9 ATA_CMD_READ_LOG_EXT=0x2f ATA_CMD_WRITE_LOG_EXT=0x3f",
    { unknown = "ATA_CMD_???" }), u8)
local drive_command = struct { command "command", u8 "sector_number", u8 "feature", u8 "sector_count" }
local drive_answer = struct { x8 "status", u8 "error", u8 "nsector", u8 "unused" :hidden(), here(hexbuf "nsector * 512") "buf" :when "nsector" }

local extent = struct {
    u64 "fe_logical", u64 "fe_physical", u64 "fe_length", array(u64, 2) "reserved" :hidden(),
    flags("FIEMAP_EXTENT_LAST FIEMAP_EXTENT_UNKNOWN FIEMAP_EXTENT_DELALLOC FIEMAP_EXTENT_ENCODED FIEMAP_EXTENT_DATA_ENCRYPTED"
        .. " FIEMAP_EXTENT_NOT_ALIGNED FIEMAP_EXTENT_DATA_INLINE FIEMAP_EXTENT_DATA_TAIL FIEMAP_EXTENT_UNWRITTEN"
        .. " FIEMAP_EXTENT_MERGED FIEMAP_EXTENT_SHARED", { unknown = "FIEMAP_EXTENT_???" }) "fe_flags", array(u32, 3) "more" :hidden(),
}
local function fiemap(show)
    return ptr(struct { show = show,
        u64 "fm_start", u64 "fm_length", flags("FIEMAP_FLAG_SYNC FIEMAP_FLAG_XATTR FIEMAP_FLAG_CACHE", { unknown = "FIEMAP_FLAG_???" }) "fm_flags",
        u32 "fm_mapped_extents", u32 "fm_extent_count", u32 "reserved", here(ptr(array(extent, "fm_mapped_extents"))) "fm_extents" :full() })
end
local label = path_up_to "256"

local network_flags = flags("NBD_FLAG_HAS_FLAGS NBD_FLAG_READ_ONLY NBD_FLAG_SEND_FLUSH NBD_FLAG_SEND_FUA NBD_FLAG_ROTATIONAL"
    .. " NBD_FLAG_SEND_TRIM NBD_FLAG_SEND_WRITE_ZEROES NBD_FLAG_SEND_DF=0x80 NBD_FLAG_CAN_MULTI_CONN NBD_FLAG_SEND_RESIZE=0x200"
    .. " NBD_FLAG_SEND_CACHE=0x400", { unknown = "NBD_IOC_FLAG_???" })

local spare = ptr(struct { x32 "start", x32 "length", addr "ptr" })
local spare64 = ptr(struct { x64 "start", u32 "pad" :hidden(), x32 "length", addr64 "usr_ptr" })
local flash_mode = as(enum("MTD_OPS_PLACE_OOB=0 MTD_OPS_AUTO_OOB=1 MTD_OPS_RAW=2", { unknown = "MTD_OPS_???" }), u8)
local flash_write = ptr(struct {
    x64 "start", x64 "len", x64 "ooblen", addr64 "usr_data", addr64 "usr_oob", flash_mode "mode", hexblob(7) "padding" :hidden(),
})
local function read_count(name) return u32(name):when "exiting && !err" end
flash_read = struct {
    x64 "start", x64 "len", x64 "ooblen", addr64 "usr_data", addr64 "usr_oob", flash_mode "mode", hexblob(7) "padding" :hidden(),
    read_count "uncorrectable_errors", read_count "corrected_bitflips", read_count "max_bitflips",
}
local region = inout(ptr(struct { show = "regionindex offset erasesize numblocks",
    x32 "offset" :when "exiting && !err", x32 "erasesize" :when "exiting && !err", x32 "numblocks" :when "exiting && !err", x32 "regionindex" }))
local file_mode = as(enum("MTD_FILE_MODE_NORMAL=0 MTD_FILE_MODE_OTP_FACTORY=1 MTD_FILE_MODE_OTP_USER=2 MTD_FILE_MODE_RAW=3",
    { unknown = "MTD_FILE_MODE_???" }), ulong)

local data_type = as(enum("UBI_LONGTERM=1 UBI_SHORTTERM=2 UBI_UNKNOWN=3", { unknown = "UBI_???" }), u8)
local attach = struct { int "ubi_num", int "mtd_num", int "vid_hdr_offset", s16 "max_beb_per1024", hexblob(10) "padding" :hidden() }
local volume_name = here(path_up_to "max(min(name_len, 127), 0) + 1")
local volume = struct {
    int "vol_id", int "alignment", s64 "bytes", as(enum("UBI_DYNAMIC_VOLUME=3 UBI_STATIC_VOLUME=4", { unknown = "UBI_???_VOLUME" }), u8) "vol_type",
    as(flags("UBI_VOL_SKIP_CRC_CHECK_FLG=1", { unknown = "UBI_VOL_???" }), u8) "flags", s16 "name_len", u32 "padding" :hidden(), hexblob(128) "room" :hidden(), volume_name "name" :overlaps(),
}
local rename = struct { int "vol_id", s16 "name_len", u16 "padding" :hidden(), hexblob(128) "room" :hidden(), volume_name "name" :overlaps() }
local renames = struct { s32 "count", hexblob(12) "padding" :hidden(), here(ptr(array(rename, "max(min(count, 32), 0)"))) "ents" }
local resize = struct { s64 "bytes", s32 "vol_id" }
local change_block = struct { s32 "lnum", s32 "bytes", data_type "dtype", hexblob(7) "padding" :hidden() }
local map_block = struct { s32 "lnum", data_type "dtype", hexblob(3) "padding" :hidden() }
local property = struct {
    as(enum("UBI_VOL_PROP_DIRECT_WRITE=1", { unknown = "UBI_VOL_PROP_???" }), u8) "property", hexblob(7) "padding" :hidden(), x64 "value",
}

local random_entropy = struct { int "entropy_count", int "buf_size", here(inbuf "buf_size") "buf" }
local flash = struct {
    as(enum("MTD_ABSENT=0 MTD_RAM=1 MTD_ROM=2 MTD_NORFLASH=3 MTD_NANDFLASH=4 MTD_DATAFLASH=6 MTD_UBIVOLUME=7 MTD_MLCNANDFLASH=8", { unknown = "MTD_???" }), u8) "type",
    flags("MTD_WRITEABLE=0x400 MTD_BIT_WRITEABLE=0x800 MTD_NO_ERASE=0x1000 MTD_POWERUP_LOCK=0x2000 MTD_SLC_ON_MLC_EMULATION=0x4000", { unknown = "MTD_???" }) "flags",
    x32 "size", x32 "erasesize", x32 "writesize", x32 "oobsize", x64 "padding",
}
local spare_bytes = struct {
    enum("MTD_NANDECC_OFF=0 MTD_NANDECC_PLACE=1 MTD_NANDECC_AUTOPLACE=2 MTD_NANDECC_PLACEONLY=3 MTD_NANDECC_AUTOPL_USR=4", { unknown = "MTD_NANDECC_???" }) "useecc",
    x32 "eccbytes", array(array(x32, 2), 8) "oobfree", array(x32, 32) "eccpos",
}
local ecc_layout = struct { x32 "eccbytes", array(x32, 64) "eccpos", x32 "oobavail", array(struct { x32 "offset", x32 "length" }, 8) "oobfree" }
local ecc_counts = struct { x32 "corrected", x32 "failed", x32 "badblocks", x32 "bbtblocks" }
local once = enum("MTD_OTP_OFF=0 MTD_OTP_FACTORY=1 MTD_OTP_USER=2", { unknown = "MTD_OTP_???" })

ioctl_of_disk = union { sel = "op", default = ioctl_of_mapped,
    MEMGETINFO = out(ptr(flash)), MEMGETOOBSEL = out(ptr(spare_bytes)), ECCGETLAYOUT = out(ptr(ecc_layout)), ECCGETSTATS = out(ptr(ecc_counts)),
    MEMGETREGIONCOUNT = int_out, MEMISLOCKED = ptr(struct { x32 "start", x32 "length" }), OTPSELECT = ptr(once),
    MEMREAD = inout(ptr(flash_read)), ["OTPLOCK OTPERASE"] = ptr(struct { x32 "start", x32 "length", u32 "locked" }),
    ["HDIO_GET_32BIT HDIO_GET_ACOUSTIC HDIO_GET_ADDRESS HDIO_GET_DMA HDIO_GET_KEEPSETTINGS HDIO_GET_MULTCOUNT HDIO_GET_NOWERR"
        .. " HDIO_GET_UNMASKINTR HDIO_GET_WCACHE"] = ulong_out,
    ["HDIO_SET_32BIT HDIO_SET_ACOUSTIC HDIO_SET_ADDRESS HDIO_SET_DMA HDIO_SET_KEEPSETTINGS HDIO_SET_MULTCOUNT HDIO_SET_NOWERR"
        .. " HDIO_SET_PIO_MODE HDIO_SET_UNMASKINTR HDIO_SET_WCACHE HDIO_UNREGISTER_HWIF"] = ulong,
    HDIO_GET_BUSSTATE = out(ptr(bus_state)), HDIO_SET_BUSSTATE = bus_state, HDIO_GET_NICE = out(ptr(nice)), HDIO_SET_NICE = nice,
    ["HDIO_DRIVE_RESET HDIO_SCAN_HWIF"] = three, HDIO_GET_IDENTITY = outbuf "512", HDIO_OBSOLETE_IDENTITY = outbuf "142",
    HDIO_DRIVE_TASK = entry_exit(ptr(hexblob(7)), ptr(hexblob(7))), HDIO_DRIVE_CMD = entry_exit(ptr(drive_command), ptr(drive_answer)),
    ["BLKGETNRZONES BLKGETZONESZ"] = out(ptr(u32)),
    FS_IOC_FIEMAP = entry_exit(fiemap "fm_start fm_length fm_flags fm_extent_count", fiemap "fm_flags fm_mapped_extents fm_extents"),
    FS_IOC_GETFSLABEL = out(label), FS_IOC_SETFSLABEL = label,
    ["NBD_CLEAR_QUE NBD_CLEAR_SOCK NBD_DISCONNECT NBD_DO_IT NBD_PRINT_DEBUG"] = none, NBD_SET_SOCK = fd, NBD_SET_FLAGS = network_flags,
    ["NBD_SET_BLKSIZE NBD_SET_SIZE NBD_SET_SIZE_BLOCKS NBD_SET_TIMEOUT"] = ulong,
    ["MEMERASE MEMLOCK MEMUNLOCK"] = ptr(struct { x32 "start", x32 "length" }), MEMERASE64 = ptr(struct { x64 "start", x64 "length" }),
    ["MEMGETBADBLOCK MEMSETBADBLOCK"] = ptr(u64), OTPGETREGIONCOUNT = uint_out,
    OTPGETREGIONINFO = out(ptr(struct { x32 "start", x32 "length", u32 "locked" })),
    ["MEMREADOOB MEMWRITEOOB"] = spare, ["MEMREADOOB64 MEMWRITEOOB64"] = spare64, MEMWRITE = flash_write, MEMGETREGIONINFO = region,
    MTDFILEMODE = file_mode, RNDADDENTROPY = ptr(random_entropy),
    UBI_IOCATT = entry_exit(ptr(attach), int_in), UBI_IOCMKVOL = entry_exit(ptr(volume), int_in), UBI_IOCRNVOL = ptr(renames),
    ["UBI_IOCDET UBI_IOCEBER UBI_IOCEBISMAP UBI_IOCEBUNMAP UBI_IOCRMVOL UBI_IOCRPEB UBI_IOCSPEB"] = int_in,
    UBI_IOCRSVOL = ptr(resize), UBI_IOCEBCH = ptr(change_block), UBI_IOCEBMAP = ptr(map_block), UBI_IOCSETVOLPROP = ptr(property),
    UBI_IOCVOLUP = ptr(s64), ["UBI_IOCVOLCRBLK UBI_IOCVOLRMBLK"] = none,
}
