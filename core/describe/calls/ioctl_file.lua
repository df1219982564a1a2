-- ioctl on files, block and loop devices, random, performance counters, namespaces.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, FS_IOC_GETFLAGS, [FS_EXTENT_FL]) = 0
local file_flags = as(flags("FS_SECRM_FL FS_UNRM_FL FS_COMPR_FL FS_SYNC_FL FS_IMMUTABLE_FL FS_APPEND_FL FS_NODUMP_FL FS_NOATIME_FL"
    .. " FS_DIRTY_FL FS_COMPRBLK_FL FS_NOCOMP_FL FS_ENCRYPT_FL FS_INDEX_FL FS_IMAGIC_FL FS_JOURNAL_DATA_FL FS_NOTAIL_FL"
    .. " FS_DIRSYNC_FL FS_TOPDIR_FL FS_HUGE_FILE_FL FS_EXTENT_FL FS_VERITY_FL FS_EA_INODE_FL FS_EOFBLOCKS_FL FS_NOCOW_FL"
    .. " FS_DAX_FL FS_INLINE_DATA_FL FS_PROJINHERIT_FL FS_CASEFOLD_FL FS_RESERVED_FL", { unknown = "FS_???_FL" }), u32)
local extended_flags = flags("FS_XFLAG_REALTIME FS_XFLAG_PREALLOC FS_XFLAG_IMMUTABLE FS_XFLAG_APPEND FS_XFLAG_SYNC"
    .. " FS_XFLAG_NOATIME FS_XFLAG_NODUMP FS_XFLAG_RTINHERIT FS_XFLAG_PROJINHERIT FS_XFLAG_NOSYMLINKS FS_XFLAG_EXTSIZE"
    .. " FS_XFLAG_EXTSZINHERIT FS_XFLAG_NODEFRAG FS_XFLAG_FILESTREAM FS_XFLAG_DAX FS_XFLAG_COWEXTSIZE FS_XFLAG_VERITY"
    .. " FS_XFLAG_HASATTR", { unknown = "FS_XFLAG_???" })
local fsxattr_set = struct {
    extended_flags "fsx_xflags", u32 "fsx_extsize", u32 "fsx_nextents" :hidden(), x32 "fsx_projid", u32 "fsx_cowextsize",
}
local fsxattr = struct {
    extended_flags "fsx_xflags", u32 "fsx_extsize", u32 "fsx_nextents", x32 "fsx_projid", u32 "fsx_cowextsize",
    hexblob(8) "fsx_pad" :hidden(),
}
local clone_range = struct { fd "src_fd", u32 "upper" :hidden(), u64 "src_offset", u64 "src_length", u64 "dest_offset" }
local function dedupe(show, destination)
    local one = struct { show = destination, fd "dest_fd", u32 "upper", u64 "dest_offset", u64 "bytes_deduped", s32 "status", u32 "pad" }
    return ptr(struct { show = show,
        u64 "src_offset", u64 "src_length", u16 "dest_count", u16 "reserved1", u32 "reserved2", here(ptr(array(one, { "dest_count", most = "brief ? 2 : dest_count" }))) "info" })
end
local asked = dedupe("src_offset src_length dest_count info", "dest_fd dest_offset")
-- Nothing is told of no files.
local deduped = union { sel = "*(argp + 16) & 0xffff", ["0"] = asked, default = entry_exit(asked, dedupe("info", "bytes_deduped status")) }
local trim_range = struct { x64 "start", u64 "len", u64 "minlen" }
local byte_range = ptr(array(u64, 2))
local partition = struct {
    s64 "start", s64 "length", int "pno", chars(64) "devname", chars(64) "volname",
}
local blkpg = struct {
    enum "BLKPG_ADD_PARTITION BLKPG_DEL_PARTITION BLKPG_RESIZE_PARTITION" "op", int "flags", int "datalen", ptr(partition) "data",
}
local geometry = struct { u8 "heads", u8 "sectors", u16 "cylinders", ulong "start" }

local loop_flags = flags("LO_FLAGS_READ_ONLY LO_FLAGS_USE_AOPS=2 LO_FLAGS_AUTOCLEAR LO_FLAGS_PARTSCAN LO_FLAGS_DIRECT_IO", { unknown = "LO_FLAGS_???" })
local loop_encryption = enum("LO_CRYPT_NONE LO_CRYPT_XOR LO_CRYPT_DES LO_CRYPT_FISH2 LO_CRYPT_BLOW LO_CRYPT_CAST128 LO_CRYPT_IDEA"
    .. " LO_CRYPT_DUMMY LO_CRYPT_SKIPJACK LO_CRYPT_CRYPTOAPI", { unknown = "LO_CRYPT_???" })
local loop_info64 = struct {
    styled(u64, "DEVICE") "lo_device" :full(), u64 "lo_inode" :full(), styled(u64, "DEVICE") "lo_rdevice" :full(),
    x64 "lo_offset", u64 "lo_sizelimit" :full(), u32 "lo_number", loop_encryption "lo_encrypt_type" :full() :nonzero(),
    u32 "lo_encrypt_key_size" :full() :nonzero(), loop_flags "lo_flags", chars(64) "lo_file_name", chars(64) "lo_crypt_name" :full() :nonzero(),
    hexblob(32) "room" :hidden(), here(inbuf "lo_encrypt_key_size > 32 ? 32 : lo_encrypt_key_size") "lo_encrypt_key" :overlaps() :full() :nonzero(), array(x64, 2) "lo_init" :full(),
}
local loop_info = struct {
    int "lo_number", old_dev "lo_device" :full(), ulong "lo_inode" :full(), old_dev "lo_rdevice" :full(), x32 "lo_offset",
    loop_encryption "lo_encrypt_type" :full() :nonzero(), u32 "lo_encrypt_key_size" :full() :nonzero(), loop_flags "lo_flags", chars(64) "lo_name",
    hexblob(32) "room" :hidden(), here(inbuf "lo_encrypt_key_size > 32 ? 32 : lo_encrypt_key_size") "lo_encrypt_key" :overlaps() :full() :nonzero(),
    array(xlong, 2) "lo_init" :full(), array(x8, 4) "reserved" :full(),
}
local loop_config = struct { fd "fd", u32 "block_size", loop_info64 "info", array(x64, 8) "__reserved" :nonzero() }
attached_programs = struct {
    u32 "ids_len", u32 "prog_cnt" :when "exiting && !err", here(ptr(array(u32, "prog_cnt"))) "ids" :when "exiting && !err",
    literal "..." "rest" :bare() :when "!exiting || err",
}

ioctl_of_file = union { sel = "op",
    ["FS_IOC_GETFLAGS 0x80086601 FS_IOC32_GETFLAGS"] = out(ptr(file_flags)), ["FS_IOC_SETFLAGS 0x40086602 FS_IOC32_SETFLAGS"] = ptr(file_flags),
    FS_IOC_FSGETXATTR = out(ptr(fsxattr)), FS_IOC_FSSETXATTR = ptr(fsxattr_set),
    FICLONE = int, FICLONERANGE = ptr(clone_range), FIDEDUPERANGE = deduped,
    ["FIBMAP FIGETBSZ FS_IOC_GETVERSION FS_IOC32_GETVERSION FS_IOC_SETVERSION FS_IOC32_SETVERSION"] = xlong,
    ["FIFREEZE FITHAW"] = none, FITRIM = inout(ptr(trim_range)),
    ["BLKGETSIZE"] = out(ptr(ulong)), ["BLKGETSIZE64 BLKGETDISKSEQ"] = out(ptr(u64)),
    ["BLKROGET BLKSSZGET BLKBSZGET BLKALIGNOFF"] = int_out, BLKDISCARDZEROES = uint_out, ["BLKROSET BLKBSZSET"] = int_in,
    ["BLKPBSZGET BLKIOMIN BLKIOOPT"] = uint_out, ["BLKSECTGET BLKROTATIONAL"] = out(ptr(u16)),
    ["BLKRAGET BLKFRAGET"] = out(ptr(long)), ["BLKRASET BLKFRASET"] = ulong,
    ["BLKDISCARD BLKSECDISCARD BLKZEROOUT"] = byte_range, BLKPG = ptr(blkpg),
    ["BLKRRPART BLKFLSBUF BLKTRACESTART BLKTRACESTOP BLKTRACETEARDOWN"] = none, HDIO_GETGEO = out(ptr(geometry)),
    ["LOOP_SET_FD LOOP_CHANGE_FD"] = fd, ["LOOP_CLR_FD LOOP_SET_CAPACITY LOOP_CTL_GET_FREE"] = none,
    LOOP_SET_STATUS = ptr(loop_info), LOOP_GET_STATUS = out(ptr(loop_info)), LOOP_CONFIGURE = ptr(loop_config),
    LOOP_SET_STATUS64 = ptr(loop_info64), LOOP_GET_STATUS64 = out(ptr(loop_info64)),
    ["LOOP_CTL_ADD LOOP_CTL_REMOVE"] = int, ["LOOP_SET_DIRECT_IO LOOP_SET_BLOCK_SIZE"] = ulong,
    RNDGETENTCNT = int_out, RNDADDTOENTCNT = int_in, ["RNDCLEARPOOL RNDRESEEDCRNG RNDZAPENTCNT"] = none,
    ["PERF_EVENT_IOC_ENABLE PERF_EVENT_IOC_DISABLE PERF_EVENT_IOC_RESET"] = flags("PERF_IOC_FLAG_GROUP", { unknown = "PERF_IOC_FLAG_???" }),
    PERF_EVENT_IOC_REFRESH = int, PERF_EVENT_IOC_PERIOD = ptr(u64), ["PERF_EVENT_IOC_SET_OUTPUT PERF_EVENT_IOC_SET_BPF"] = fd,
    PERF_EVENT_IOC_PAUSE_OUTPUT = ulong, PERF_EVENT_IOC_SET_FILTER = str, PERF_EVENT_IOC_ID = out(ptr(u64)),
    PERF_EVENT_IOC_QUERY_BPF = inout(ptr(attached_programs)),
    default = ioctl_of_console,
}
