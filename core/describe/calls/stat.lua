-- What files are: stat and its kin, statx, file systems.
-- How to run: read by core/describe/compile.lua.
-- Example: call.stat { path "pathname", out(ptr(stat)) "statbuf" }
local is_device = "(st_mode & S_IFMT) == S_IFCHR || (st_mode & S_IFMT) == S_IFBLK"
local is_no_device = "(st_mode & S_IFMT) != S_IFCHR && (st_mode & S_IFMT) != S_IFBLK"
local print_order = "st_dev st_ino st_mode st_nlink st_uid st_gid st_blksize st_blocks st_size st_rdev"
    .. " st_atime st_atime_nsec st_mtime st_mtime_nsec st_ctime st_ctime_nsec"

stat = struct {
    show = print_order,
    styled(ulong, "DEVICE") "st_dev" :full(), ulong "st_ino" :full(), ulong "st_nlink" :full(),
    st_mode "st_mode", u32 "st_uid" :full(), u32 "st_gid" :full(), u32 "pad" :hidden(),
    styled(ulong, "DEVICE") "st_rdev" :when(is_device), ulong "st_size" :when(is_no_device),
    ulong "st_blksize" :full(), ulong "st_blocks" :full(),
    time "st_atime" :full(), ulong "st_atime_nsec" :full(), time "st_mtime" :full(), ulong "st_mtime_nsec" :full(),
    time "st_ctime" :full(), ulong "st_ctime_nsec" :full(), array(long, 3) "unused" :hidden(),
}
i386_stat = struct {
    show = print_order,
    styled(u32, "DEVICE") "st_dev" :full(), u32 "st_ino" :full(), as(st_mode, u16) "st_mode", u16 "st_nlink" :full(),
    u16 "st_uid" :full(), u16 "st_gid" :full(), styled(u32, "DEVICE") "st_rdev" :when(is_device),
    u32 "st_size" :when(is_no_device), u32 "st_blksize" :full(), u32 "st_blocks" :full(),
    styled(s32, "TIME") "st_atime" :full(), u32 "st_atime_nsec" :full(), styled(s32, "TIME") "st_mtime" :full(), u32 "st_mtime_nsec" :full(),
    styled(s32, "TIME") "st_ctime" :full(), u32 "st_ctime_nsec" :full(), array(u32, 2) "unused" :hidden(),
}
stat64 = struct {
    show = print_order,
    styled(u64, "DEVICE") "st_dev" :full(), u32 "pad" :hidden(), u32 "short_ino" :hidden(), st_mode "st_mode", u32 "st_nlink" :full(),
    u32 "st_uid" :full(), u32 "st_gid" :full(), styled(u64, "DEVICE") "st_rdev" :when(is_device), u32 "pad2" :hidden(),
    u64 "st_size" :when(is_no_device), u32 "st_blksize" :full(), u64 "st_blocks" :full(),
    styled(s32, "TIME") "st_atime" :full(), u32 "st_atime_nsec" :full(), styled(s32, "TIME") "st_mtime" :full(), u32 "st_mtime_nsec" :full(),
    styled(s32, "TIME") "st_ctime" :full(), u32 "st_ctime_nsec" :full(), u64 "st_ino" :full(),
}
oldstat = struct {
    show = "st_dev st_ino st_mode st_nlink st_uid st_gid st_blksize st_blocks st_size st_rdev st_atime st_mtime st_ctime",
    styled(u16, "DEVICE") "st_dev" :full(), u16 "st_ino" :full(), as(st_mode, u16) "st_mode", u16 "st_nlink" :full(),
    u16 "st_uid" :full(), u16 "st_gid" :full(), literal "0" "st_blksize" :full(), literal "0" "st_blocks" :full(), styled(u16, "DEVICE") "st_rdev" :when(is_device), u32 "st_size" :when(is_no_device),
    styled(s32, "TIME") "st_atime" :full(), styled(s32, "TIME") "st_mtime" :full(), styled(s32, "TIME") "st_ctime" :full(),
}
at_flags = flags("AT_SYMLINK_NOFOLLOW AT_REMOVEDIR AT_SYMLINK_FOLLOW AT_NO_AUTOMOUNT AT_EMPTY_PATH AT_RECURSIVE", { unknown = "AT_???" })

local function take_stat(calls, before, after, struct_type)
    calls[before .. "stat" .. after] { path "pathname", out(ptr(struct_type)) "statbuf", class = "stat %stat +stat" }
    calls[before .. "lstat" .. after] { path "pathname", out(ptr(struct_type)) "statbuf", class = "lstat %stat +stat" }
    calls[before .. "fstat" .. after] { fd "fd", out(ptr(struct_type)) "statbuf", class = "fstat %stat +stat" }
end
take_stat(call, "", "", stat)
take_stat(i386, "", "", i386_stat)
take_stat(call, "", "64", stat64)
take_stat(call, "old", "", oldstat)
call.newfstatat { dirfd "dirfd", path "pathname", out(ptr(stat)) "statbuf", at_flags "flags", class = "fstat %stat +stat" }
call.fstatat64 { dirfd "dirfd", path "pathname", out(ptr(stat64)) "statbuf", at_flags "flags", class = "fstat %stat +stat" }

statx_flags = bits {
    { mask = 0x6000, enum = "AT_STATX_SYNC_AS_STAT AT_STATX_FORCE_SYNC AT_STATX_DONT_SYNC AT_STATX_FORCE_SYNC|AT_STATX_DONT_SYNC=0x6000" },
    { flags = "AT_SYMLINK_NOFOLLOW AT_REMOVEDIR AT_SYMLINK_FOLLOW AT_NO_AUTOMOUNT AT_EMPTY_PATH AT_RECURSIVE" },
    unknown = "AT_???",
}
statx_mask = flags("STATX_ALL STATX_BASIC_STATS STATX_TYPE STATX_MODE STATX_NLINK STATX_UID STATX_GID STATX_ATIME STATX_MTIME STATX_CTIME"
    .. " STATX_INO STATX_SIZE STATX_BLOCKS STATX_BTIME STATX_MNT_ID STATX_DIOALIGN STATX_MNT_ID_UNIQUE STATX_SUBVOL STATX_WRITE_ATOMIC"
    .. " STATX_DIO_READ_ALIGN")
statx_attributes = flags("STATX_ATTR_COMPRESSED STATX_ATTR_IMMUTABLE STATX_ATTR_APPEND STATX_ATTR_NODUMP STATX_ATTR_ENCRYPTED"
    .. " STATX_ATTR_AUTOMOUNT STATX_ATTR_MOUNT_ROOT STATX_ATTR_VERITY STATX_ATTR_WRITE_ATOMIC STATX_ATTR_DAX")
statx_timestamp = struct { moment = true, s64 "tv_sec", u32 "tv_nsec", s32 "pad" :hidden() }
statx = struct {
    show = "stx_mask stx_blksize stx_attributes stx_nlink stx_uid stx_gid stx_mode stx_ino stx_size stx_blocks stx_attributes_mask"
        .. " stx_atime stx_btime stx_ctime stx_mtime stx_rdev_major stx_rdev_minor stx_dev_major stx_dev_minor stx_mnt_id"
        .. " stx_dio_mem_align stx_dio_offset_align stx_subvol stx_atomic_write_unit_min stx_atomic_write_unit_max"
        .. " stx_atomic_write_segments_max stx_dio_read_offset_align stx_atomic_write_unit_max_opt",
    statx_mask "stx_mask", u32 "stx_blksize" :full(), as(statx_attributes, u64) "stx_attributes",
    u32 "stx_nlink" :full() :when "stx_mask & STATX_NLINK", u32 "stx_uid" :full() :when "stx_mask & STATX_UID",
    u32 "stx_gid" :full() :when "stx_mask & STATX_GID", as(st_mode, u16) "stx_mode" :when "stx_mask & (STATX_TYPE | STATX_MODE)", u16 "pad" :hidden(),
    u64 "stx_ino" :full() :when "stx_mask & STATX_INO", u64 "stx_size" :when "stx_mask & STATX_SIZE", u64 "stx_blocks" :full() :when "stx_mask & STATX_BLOCKS",
    as(statx_attributes, u64) "stx_attributes_mask" :full(),
    statx_timestamp "stx_atime" :full() :when "stx_mask & STATX_ATIME", statx_timestamp "stx_btime" :full() :when "stx_mask & STATX_BTIME",
    statx_timestamp "stx_ctime" :full() :when "stx_mask & STATX_CTIME", statx_timestamp "stx_mtime" :full() :when "stx_mask & STATX_MTIME",
    u32 "stx_rdev_major" :full(), u32 "stx_rdev_minor" :full(), u32 "stx_dev_major" :full(), u32 "stx_dev_minor" :full(),
    x64 "stx_mnt_id" :full() :when "stx_mask & (STATX_MNT_ID | STATX_MNT_ID_UNIQUE)",
    u32 "stx_dio_mem_align" :full() :when "stx_mask & STATX_DIOALIGN", u32 "stx_dio_offset_align" :full() :when "stx_mask & STATX_DIOALIGN",
    x64 "stx_subvol" :full() :when "stx_mask & STATX_SUBVOL",
    u32 "stx_atomic_write_unit_min" :full() :when "stx_mask & STATX_WRITE_ATOMIC", u32 "stx_atomic_write_unit_max" :full() :when "stx_mask & STATX_WRITE_ATOMIC",
    u32 "stx_atomic_write_segments_max" :full() :when "stx_mask & STATX_WRITE_ATOMIC",
    u32 "stx_dio_read_offset_align" :full() :when "stx_mask & STATX_DIO_READ_ALIGN",
    u32 "stx_atomic_write_unit_max_opt" :full() :when "stx_mask & STATX_WRITE_ATOMIC", u32 "pad3" :hidden(), array(u64, 8) "spare" :hidden(),
}
call.statx { dirfd "dirfd", path "pathname", statx_flags "flags", statx_mask "mask", out(ptr(statx)) "statxbuf", class = "fstat %stat +stat" }

fs_type = enum("*_SUPER_MAGIC* AAFS_MAGIC AFS_FS_MAGIC ANON_INODE_FS_MAGIC BDEVFS_MAGIC BFS_MAGIC=0x1badface BINFMTFS_MAGIC BPF_FS_MAGIC BTRFS_TEST_MAGIC CRAMFS_MAGIC CRAMFS_MAGIC_WEND DAXFS_MAGIC DEBUGFS_MAGIC"
    .. " DEVMEM_MAGIC DMA_BUF_MAGIC EFIVARFS_MAGIC GFS2_MAGIC GUEST_MEMFD_MAGIC HUGETLBFS_MAGIC MTD_INODE_FS_MAGIC NSFS_MAGIC NULL_FS_MAGIC PID_FS_MAGIC PIPEFS_MAGIC PSTOREFS_MAGIC"
    .. " RAMFS_MAGIC ROMFS_MAGIC SECRETMEM_MAGIC SECURITYFS_MAGIC SELINUX_MAGIC SMACK_MAGIC SOCKFS_MAGIC SQUASHFS_MAGIC STACK_END_MAGIC SYSFS_MAGIC TMPFS_MAGIC"
    .. " TRACEFS_MAGIC V9FS_MAGIC ZONEFS_MAGIC"
    -- Those that only their own sources tell of.
    .. " AUFS_SUPER_MAGIC=0x61756673 BALLOON_KVM_MAGIC=0x13661366 BEFS_SUPER_MAGIC=0x42465331 COH_SUPER_MAGIC=0x12ff7b7"
    .. " DEVFS_SUPER_MAGIC=0x1373 EXT2_OLD_SUPER_MAGIC=0xef51 EXT_SUPER_MAGIC=0x137d FUSE_CTL_SUPER_MAGIC=0x65735543"
    .. " GPFS_SUPER_MAGIC=0x47504653 HFSPLUS_SUPER_MAGIC=0x482b HFS_SUPER_MAGIC=0x4244 JFS_SUPER_MAGIC=0x3153464a"
    .. " NTFS_SB_MAGIC=0x5346544e SYSV2_SUPER_MAGIC=0x12ff7b6 SYSV4_SUPER_MAGIC=0x12ff7b5 UBIFS_SUPER_MAGIC=0x24051905"
    .. " UFS_CIGAM=0x54190100 UFS_MAGIC=0x11954 VXFS_SUPER_MAGIC=0xa501fcf5 XENIX_SUPER_MAGIC=0x12ff7b4 XIAFS_SUPER_MAGIC=0x12fd16d"
    .. " ZFS_SUPER_MAGIC=0x2fc12fc1 ZSMALLOC_MAGIC=0x58295829 CONFIGFS_MAGIC=0x62656570"
    .. " EXOFS_SUPER_MAGIC=0x5df5 LOGFS_MAGIC=0xc97e8168 PPC_CMM_MAGIC=0xc7571590 SHMFS_SUPER_MAGIC=0x2011994 VZFS_SUPER_MAGIC=0x565a4653 Z3FOLD_MAGIC=0x33", { plain = true })
statfs_flags = flags "ST_VALID=0x20 ST_RDONLY=1 ST_NOSUID=2 ST_NODEV=4 ST_NOEXEC=8 ST_SYNCHRONOUS=0x10 ST_MANDLOCK=0x40 ST_NOATIME=0x400 ST_NODIRATIME=0x800 ST_RELATIME=0x1000 ST_NOSYMFOLLOW=0x2000"
local is_valid = "f_flags & 0x20"
fsid = struct { array(xint, 2) "val" }
statfs = struct {
    as(fs_type, ulong) "f_type", ulong "f_bsize", ulong "f_blocks", ulong "f_bfree", ulong "f_bavail", ulong "f_files", ulong "f_ffree",
    fsid "f_fsid", ulong "f_namelen", ulong "f_frsize", as(statfs_flags, ulong) "f_flags" :when(is_valid), array(long, 4) "spare" :hidden(),
}
statfs64 = struct {
    fs_type "f_type", u32 "f_bsize", u64 "f_blocks", u64 "f_bfree", u64 "f_bavail", u64 "f_files", u64 "f_ffree",
    fsid "f_fsid", u32 "f_namelen", u32 "f_frsize", statfs_flags "f_flags" :when(is_valid), array(u32, 4) "spare" :hidden(),
}
call.statfs { path "path", out(ptr(statfs)) "buf", class = "statfs %statfs" }
call.fstatfs { fd "fd", out(ptr(statfs)) "buf", class = "fstatfs %statfs" }
-- i386 packs it, others do not.
local sized_statfs64 = union { sel = "size == 84 || size == 88", ["1"] = out(ptr(statfs64)), default = addr }
call.statfs64 { path "path", size "size", sized_statfs64 "buf", class = "statfs %statfs" }
call.fstatfs64 { fd "fd", size "size", sized_statfs64 "buf", class = "fstatfs %statfs" }
ustat = struct { styled(s32, "DECIMAL") "f_tfree", ulong "f_tinode", chars(6) "f_fname" :hidden(), chars(6) "f_fpack" :hidden() }
call.ustat { styled(u32, "DEVICE") "dev", out(ptr(ustat)) "ubuf", class = "%statfs" }

cachestat_range = struct { u64 "off", u64 "len" }
cachestat = struct { u64 "nr_cache", u64 "nr_dirty", u64 "nr_writeback", u64 "nr_evicted", u64 "nr_recently_evicted" }
call.cachestat { fd "fd", ptr(cachestat_range) "cstat_range", out(ptr(cachestat)) "cstat", xint "flags" }
xflags = flags("FS_XFLAG_REALTIME FS_XFLAG_PREALLOC FS_XFLAG_IMMUTABLE FS_XFLAG_APPEND FS_XFLAG_SYNC FS_XFLAG_NOATIME FS_XFLAG_NODUMP"
    .. " FS_XFLAG_RTINHERIT FS_XFLAG_PROJINHERIT FS_XFLAG_NOSYMLINKS FS_XFLAG_EXTSIZE FS_XFLAG_EXTSZINHERIT FS_XFLAG_NODEFRAG"
    .. " FS_XFLAG_FILESTREAM FS_XFLAG_DAX FS_XFLAG_COWEXTSIZE FS_XFLAG_CASEFOLD FS_XFLAG_CASENONPRESERVING FS_XFLAG_HASATTR")
file_attr = struct { as(xflags, u64) "fa_xflags", u32 "fa_extsize", u32 "fa_nextents", u32 "fa_projid", u32 "fa_cowextsize" }
call.file_getattr { dirfd "dirfd", path "pathname", out(ptr(sized(file_attr, "size", 24))) "attr", size "size", at_flags "at_flags" }
call.file_setattr { dirfd "dirfd", path "pathname", ptr(sized(file_attr, "size", 24)) "attr", size "size", at_flags "at_flags" }
