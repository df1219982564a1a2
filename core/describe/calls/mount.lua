-- File systems: mounting, unmounting, the newer calls that build a mount step by step, swap, quotas.
-- How to run: read by core/describe/compile.lua.
-- Example: call.umount2 { path "target", umount_flags "flags", class = "+mount" }
mount_flags = bits {
    { mask = 0xffff0000, enum = "MS_MGC_VAL" },
    { flags = "MS_RDONLY MS_NOSUID MS_NODEV MS_NOEXEC MS_SYNCHRONOUS MS_REMOUNT MS_MANDLOCK MS_DIRSYNC MS_NOSYMFOLLOW MS_NOATIME"
        .. " MS_NODIRATIME MS_BIND MS_MOVE MS_REC MS_SILENT MS_POSIXACL MS_UNBINDABLE MS_PRIVATE MS_SLAVE MS_SHARED MS_RELATIME"
        .. " MS_KERNMOUNT MS_I_VERSION MS_STRICTATIME MS_LAZYTIME MS_SUBMOUNT MS_NOREMOTELOCK MS_NOSEC MS_BORN MS_ACTIVE MS_NOUSER=0x80000000" },
    unknown = "MS_???",
}
local has_no_data = "!(flags & MS_REMOUNT) && flags & (MS_BIND | MS_MOVE | MS_SHARED | MS_PRIVATE | MS_SLAVE | MS_UNBINDABLE)"
local has_no_type = "flags & (MS_REMOUNT | MS_BIND | MS_MOVE | MS_SHARED | MS_PRIVATE | MS_SLAVE | MS_UNBINDABLE)"
call.mount {
    path "source", path "target", union { sel = has_no_type, ["0"] = str, default = addr } "filesystemtype", as(mount_flags, ulong) "flags",
    union { sel = has_no_data, ["0"] = str, default = addr } "data", class = "+mount",
}
umount_flags = flags("MNT_FORCE MNT_DETACH MNT_EXPIRE UMOUNT_NOFOLLOW", { unknown = "MNT_???" })
call.umount2 { path "target", umount_flags "flags", class = "+mount" }
call.umount { path "target", class = "+mount" }
call.pivot_root { path "new_root", path "put_old", class = "+mount" }

local mounts = "+mount"
fsopen_flags = flags "FSOPEN_CLOEXEC"
call.fsopen { str "fsname", fsopen_flags "flags", returns = fd, class = "desc +mount" }
fsconfig_cmd = enum("FSCONFIG_SET_FLAG=0 FSCONFIG_SET_STRING=1 FSCONFIG_SET_BINARY=2 FSCONFIG_SET_PATH=3 FSCONFIG_SET_PATH_EMPTY=4"
    .. " FSCONFIG_SET_FD=5 FSCONFIG_CMD_CREATE=6 FSCONFIG_CMD_RECONFIGURE=7 FSCONFIG_CMD_CREATE_EXCL=8", { unknown = "FSCONFIG_???" })
call.fsconfig {
    fd "fd", fsconfig_cmd "cmd", union { sel = "cmd < 6", ["1"] = str, default = addr } "key",
    union { sel = "cmd", ["1"] = str, ["2"] = hexbuf "aux", ["3 4"] = str, default = addr } "value",
    union { sel = "cmd", ["3 4"] = dirfd, ["5"] = fd, default = int } "aux", class = "file +mount",
}
mount_attributes = flags("MOUNT_ATTR_RDONLY MOUNT_ATTR_NOSUID MOUNT_ATTR_NODEV MOUNT_ATTR_NOEXEC MOUNT_ATTR_NOATIME MOUNT_ATTR_STRICTATIME"
    .. " MOUNT_ATTR_NODIRATIME MOUNT_ATTR_IDMAP MOUNT_ATTR_NOSYMFOLLOW", { unknown = "MOUNT_ATTR_???" })
call.fsmount { fd "fs_fd", flags "FSMOUNT_CLOEXEC FSMOUNT_NAMESPACE" "flags", mount_attributes "attr_flags", returns = fd, class = mounts }
call.fspick { dirfd "dirfd", path "pathname", flags "FSPICK_CLOEXEC FSPICK_SYMLINK_NOFOLLOW FSPICK_NO_AUTOMOUNT FSPICK_EMPTY_PATH" "flags", returns = fd, class = mounts }
open_tree_flags = flags("OPEN_TREE_CLONE OPEN_TREE_NAMESPACE OPEN_TREE_CLOEXEC AT_SYMLINK_NOFOLLOW AT_REMOVEDIR AT_SYMLINK_FOLLOW AT_NO_AUTOMOUNT AT_EMPTY_PATH AT_RECURSIVE", { unknown = "OPEN_TREE_???" })
call.open_tree { dirfd "dirfd", path "pathname", open_tree_flags "flags", returns = fd, class = mounts }
move_mount_flags = flags "MOVE_MOUNT_F_SYMLINKS MOVE_MOUNT_F_AUTOMOUNTS MOVE_MOUNT_F_EMPTY_PATH MOVE_MOUNT_T_SYMLINKS MOVE_MOUNT_T_AUTOMOUNTS MOVE_MOUNT_T_EMPTY_PATH MOVE_MOUNT_SET_GROUP MOVE_MOUNT_BENEATH"
call.move_mount { dirfd "from_dirfd", path "from_pathname", dirfd "to_dirfd", path "to_pathname", move_mount_flags "flags", class = mounts }
mount_setattr_flags = flags("AT_SYMLINK_NOFOLLOW AT_NO_AUTOMOUNT AT_EMPTY_PATH AT_RECURSIVE", { unknown = "AT_???" })
one_propagation = enum("MS_UNBINDABLE MS_PRIVATE MS_SLAVE MS_SHARED", { unknown = "MS_???" })
propagation = flags("MS_UNBINDABLE MS_PRIVATE MS_SLAVE MS_SHARED", { unknown = "MS_???" })
mount_attr = struct { as(mount_attributes, u64) "attr_set", as(mount_attributes, u64) "attr_clr", as(one_propagation, u64) "propagation", u64 "userns_fd" }
call.mount_setattr { dirfd "dirfd", path "pathname", mount_setattr_flags "flags", ptr(sized(mount_attr, "size", 32)) "attr", size "size", class = mounts }
call.open_tree_attr { dirfd "dirfd", path "pathname", open_tree_flags "flags", ptr(sized(mount_attr, "size", 32)) "attr", size "size", returns = fd, class = mounts }

local listed = as(enum({ LSMT_ROOT = -1 }, { plain = true }), u64)
mnt_id_req = struct { u32 "size", as(fd, u32) "mnt_ns_fd" :nonzero(), listed "mnt_id", x64 "param", x64 "mnt_ns_id" }
listmount_flags = flags("LISTMOUNT_REVERSE", { unknown = "LISTMOUNT_???" })
call.listmount { ptr(sized(mnt_id_req, "*req", 24)) "req", out(ptr(array(x64, "ret"))) "mnt_ids", size "nr_mnt_ids", listmount_flags "flags", class = mounts }
statmount_mask = flags("STATMOUNT_SB_BASIC STATMOUNT_MNT_BASIC STATMOUNT_PROPAGATE_FROM STATMOUNT_MNT_ROOT STATMOUNT_MNT_POINT STATMOUNT_FS_TYPE"
    .. " STATMOUNT_MNT_NS_ID STATMOUNT_MNT_OPTS STATMOUNT_FS_SUBTYPE STATMOUNT_SB_SOURCE STATMOUNT_OPT_ARRAY STATMOUNT_OPT_SEC_ARRAY"
    .. " STATMOUNT_SUPPORTED_MASK STATMOUNT_MNT_UIDMAP STATMOUNT_MNT_GIDMAP")
statmount_flags = flags("STATMOUNT_BY_FD", { unknown = "STATMOUNT_???" })
-- With STATMOUNT_BY_FD a descriptor tells which mount.
statmount_req = struct { u32 "size", as(fd, u32) "mnt_ns_fd" :nonzero() :when "!(flags & STATMOUNT_BY_FD)", fd "mnt_fd" :when "flags & STATMOUNT_BY_FD" :overlaps(), x64 "mnt_id", as(statmount_mask, u64) "param", x64 "mnt_ns_id" }
statmount_sb_flags = flags("MS_RDONLY MS_SYNCHRONOUS MS_DIRSYNC MS_LAZYTIME", { unknown = "MS_???" })
-- A number tells where a text begins in what follows the struct.
local function text_at(name)
    return u32(name .. "_at") :hidden(), chain(struct { bare = true, rest_string(name) :bare() }, { from = "512 + " .. name .. "_at", to = "size", count = "1", misplaced = "???" })(name)
end
local function told(bit, field) return field:when("mask & STATMOUNT_" .. bit) end
local opts_at, opts = text_at "mnt_opts"
local type_at, type = text_at "fs_type"
local root_at, root = text_at "mnt_root"
local point_at, point = text_at "mnt_point"
local subtype_at, subtype = text_at "fs_subtype"
local source_at, source = text_at "sb_source"
statmount = struct {
    bytes = 512,
    u32 "size", opts_at, told("MNT_OPTS", opts) :full(), as(statmount_mask, u64) "mask", u32 "sb_dev_major", u32 "sb_dev_minor", as(fs_type, u64) "sb_magic",
    statmount_sb_flags "sb_flags", type_at, told("FS_TYPE", type), x64 "mnt_id", x64 "mnt_parent_id", u32 "mnt_id_old", u32 "mnt_parent_id_old",
    as(mount_attributes, u64) "mnt_attr", as(propagation, u64) "mnt_propagation", x64 "mnt_peer_group", x64 "mnt_master", x64 "propagate_from",
    root_at, point_at, told("MNT_ROOT", root), told("MNT_POINT", point), told("MNT_NS_ID", x64 "mnt_ns_id") :full(),
    subtype_at, source_at, told("FS_SUBTYPE", subtype) :full(), told("SB_SOURCE", source) :full(),
    told("OPT_ARRAY", u32 "opt_num") :full(), told("OPT_ARRAY", u32 "opt_array") :full(), told("OPT_SEC_ARRAY", u32 "opt_sec_num") :full(),
    told("OPT_SEC_ARRAY", u32 "opt_sec_array") :full(), told("SUPPORTED_MASK", as(statmount_mask, u64) "supported_mask") :full(),
    told("MNT_UIDMAP", u32 "mnt_uidmap_num") :full(), told("MNT_UIDMAP", u32 "mnt_uidmap") :full(),
    told("MNT_GIDMAP", u32 "mnt_gidmap_num") :full(), told("MNT_GIDMAP", u32 "mnt_gidmap") :full(),
}
call.statmount { ptr(sized(statmount_req, "*req", 24)) "req", out(ptr(sized(statmount, "bufsize < 512 ? bufsize : 512", 16))) "smbuf", size "bufsize", statmount_flags "flags", class = mounts }

swap_flags = bits {
    { mask = 0xffff8000, flags = "SWAP_FLAG_PREFER=0x8000 SWAP_FLAG_DISCARD=0x10000 SWAP_FLAG_DISCARD_ONCE=0x20000 SWAP_FLAG_DISCARD_PAGES=0x40000", unknown = "SWAP_FLAG_???" },
    { mask = 0x7fff, number = "DECIMAL" },
    unknown = "SWAP_FLAG_???",
}
call.swapon { path "path", swap_flags "flags" }
call.swapoff { path "path" }
call.acct { path "filename" }

quota_command = enum("Q_V1_QUOTAON=0x100 Q_V1_QUOTAOFF=0x200 Q_V1_GETQUOTA=0x300 Q_V1_SETQUOTA=0x400 Q_V1_SETUSE=0x500 Q_V1_SYNC=0x600"
    .. " Q_SETQLIM=0x700 Q_V1_GETSTATS=0x800 Q_V2_GETINFO=0x900 Q_V2_SETINFO=0xa00 Q_V2_SETGRACE=0xb00 Q_V2_SETFLAGS=0xc00"
    .. " Q_V2_GETQUOTA=0xd00 Q_V2_SETQUOTA=0xe00 Q_V2_SETUSE=0xf00 Q_V1_RSQUASH=0x1000 Q_V2_GETSTATS=0x1100"
    .. " Q_SYNC=0x800001 Q_QUOTAON=0x800002 Q_QUOTAOFF=0x800003 Q_GETFMT=0x800004 Q_GETINFO=0x800005 Q_SETINFO=0x800006 Q_GETQUOTA=0x800007"
    .. " Q_SETQUOTA=0x800008 Q_GETNEXTQUOTA=0x800009 Q_XQUOTAON=0x5801 Q_XQUOTAOFF=0x5802 Q_XGETQUOTA=0x5803 Q_XSETQLIM=0x5804"
    .. " Q_XGETQSTAT=0x5805 Q_XQUOTARM=0x5806 Q_XQUOTASYNC=0x5807 Q_XGETQSTATV=0x5808 Q_XGETNEXTQUOTA=0x5809", { unknown = "Q_???" })
quota_type = enum("USRQUOTA GRPQUOTA PRJQUOTA", { unknown = "???QUOTA" })
quota_op = struct { macro = "QCMD", show = "cmd type", in_words(quota_type) "type" :bits(8) :bare(), in_words(quota_command) "cmd" :bits(24) :bare() }
quota_format = enum("QFMT_VFS_OLD QFMT_VFS_V0 QFMT_OCFS2 QFMT_VFS_V1 QFMT_SHMEM", { unknown = "QFMT_VFS_???" })
quota_valid = flags("QIF_BLIMITS=1 QIF_SPACE=2 QIF_ILIMITS=4 QIF_INODES=8 QIF_BTIME=16 QIF_ITIME=32", { unknown = "QIF_???" })
dqblk = struct {
    u64 "dqb_bhardlimit", u64 "dqb_bsoftlimit", u64 "dqb_curspace", u64 "dqb_ihardlimit", u64 "dqb_isoftlimit", u64 "dqb_curinodes",
    u64 "dqb_btime" :full(), u64 "dqb_itime" :full(), quota_valid "dqb_valid" :full(),
}
nextdqblk = struct {
    u64 "dqb_bhardlimit", u64 "dqb_bsoftlimit", u64 "dqb_curspace", u64 "dqb_ihardlimit", u64 "dqb_isoftlimit", u64 "dqb_curinodes",
    u64 "dqb_btime" :full(), u64 "dqb_itime" :full(), quota_valid "dqb_valid" :full(), u32 "dqb_id",
}
dqinfo = struct { u64 "dqi_bgrace", u64 "dqi_igrace", flags("DQF_ROOT_SQUASH=1 DQF_SYS_FILE=0x10000", { unknown = "DQF_???" }) "dqi_flags", flags("IIF_BGRACE=1 IIF_IGRACE=2 IIF_FLAGS=4", { unknown = "IIF_???" }) "dqi_valid" }
-- What XFS has: limits, and how far quotas are in force.
local xfs_kinds = as(flags("FS_USER_QUOTA FS_PROJ_QUOTA FS_GROUP_QUOTA", { unknown = "FS_???_QUOTA" }), u8)
local xfs_states = flags("FS_QUOTA_UDQ_ACCT FS_QUOTA_UDQ_ENFD FS_QUOTA_GDQ_ACCT FS_QUOTA_GDQ_ENFD FS_QUOTA_PDQ_ACCT FS_QUOTA_PDQ_ENFD", { unknown = "FS_QUOTA_???" })
fs_disk_quota = struct {
    s8 "d_version", xfs_kinds "d_flags", x16 "d_fieldmask", u32 "d_id", u64 "d_blk_hardlimit", u64 "d_blk_softlimit", u64 "d_ino_hardlimit",
    u64 "d_ino_softlimit", u64 "d_bcount", u64 "d_icount", s32 "d_itimer" :full(), s32 "d_btimer" :full(), u16 "d_iwarns" :full(), u16 "d_bwarns" :full(),
    array(u8, 4) "upper" :hidden(), u64 "d_rtb_hardlimit" :full(), u64 "d_rtb_softlimit" :full(), u64 "d_rtbcount" :full(), s32 "d_rtbtimer" :full(),
    u16 "d_rtbwarns" :full(), u16 "pad" :hidden(), array(u8, 8) "pads" :hidden(),
}
local xfs_file = struct { u64 "qfs_ino", u64 "qfs_nblks", u32 "qfs_nextents" }
local xfs_file_padded = struct { u64 "qfs_ino", u64 "qfs_nblks", u32 "qfs_nextents", u32 "pad" :hidden() }
local xfs_limits = { s32 "qs_btimelimit" :full(), s32 "qs_itimelimit" :full(), s32 "qs_rtbtimelimit" :full(), u16 "qs_bwarnlimit" :full(), u16 "qs_iwarnlimit" :full() }
fs_quota_stat = struct { s8 "qs_version", as(xfs_states, u16) "qs_flags" :full(), u8 "pad" :hidden(), xfs_file "qs_uquota" :full(), xfs_file "qs_gquota" :full(),
    u32 "qs_incoredqs" :full(), table.unpack(xfs_limits) }
fs_quota_statv = struct { bytes = 160, s8 "qs_version", u8 "pad" :hidden(), as(xfs_states, u16) "qs_flags" :full(), u32 "qs_incoredqs" :full(),
    xfs_file_padded "qs_uquota" :full(), xfs_file_padded "qs_gquota" :full(), xfs_file_padded "qs_pquota" :full(), table.unpack(xfs_limits) }
local quota_data = union {
    sel = "op >> 8", ["0x800002"] = path, ["0x800001 0x800003 0x5807"] = none, ["0x800004"] = out(ptr(quota_format)), ["0x800005"] = out(ptr(dqinfo)),
    ["0x800006"] = ptr(dqinfo), ["0x800007"] = out(ptr(dqblk)), ["0x800008"] = ptr(dqblk), ["0x800009"] = out(ptr(nextdqblk)),
    ["0x5801 0x5802"] = ptr(xfs_states), ["0x5806"] = ptr(as(xfs_kinds, u32)), ["0x5803 0x5809"] = out(ptr(fs_disk_quota)), ["0x5804"] = ptr(fs_disk_quota),
    ["0x5805"] = out(ptr(fs_quota_stat)), ["0x5808"] = out(ptr(fs_quota_statv)), default = addr,
}
local quota_id = union {
    sel = "op >> 8", ["0x800002"] = quota_format, default = uid,
    ["0x800001 0x800003 0x800004 0x800005 0x800006 0x5801 0x5802 0x5805 0x5806 0x5807 0x5808"] = none,
}
call.quotactl { quota_op "op", path "special", quota_id "id", quota_data "addr" }
call.quotactl_fd { fd "fd", quota_op "op", quota_id "id", quota_data "addr" }
