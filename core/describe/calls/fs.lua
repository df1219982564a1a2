-- Watching files (inotify, fanotify), handles of files, sandboxing (Landlock), security modules.
-- How to run: read by core/describe/compile.lua.
-- Example: call.inotify_rm_watch { fd "fd", int "wd" }
inotify_flags = flags("IN_NONBLOCK IN_CLOEXEC", { unknown = "IN_???" })
inotify_mask = flags("IN_ACCESS IN_MODIFY IN_ATTRIB IN_CLOSE_WRITE IN_CLOSE_NOWRITE IN_OPEN IN_MOVED_FROM IN_MOVED_TO IN_CREATE IN_DELETE"
    .. " IN_DELETE_SELF IN_MOVE_SELF IN_UNMOUNT IN_Q_OVERFLOW IN_IGNORED IN_ONLYDIR IN_DONT_FOLLOW IN_EXCL_UNLINK IN_MASK_CREATE"
    .. " IN_MASK_ADD IN_ISDIR IN_ONESHOT", { unknown = "IN_???" })
call.inotify_init { returns = fd, class = "desc" }
call.inotify_init1 { inotify_flags "flags", returns = fd, class = "desc" }
call.inotify_add_watch { fd "fd", path "pathname", inotify_mask "mask" }
call.inotify_rm_watch { fd "fd", int "wd" }

fanotify_init_flags = bits {
    { mask = 0xc, enum = "FAN_CLASS_NOTIF FAN_CLASS_CONTENT FAN_CLASS_PRE_CONTENT", unknown = "FAN_CLASS_???" },
    { flags = "FAN_CLOEXEC FAN_NONBLOCK FAN_UNLIMITED_QUEUE FAN_UNLIMITED_MARKS FAN_ENABLE_AUDIT FAN_REPORT_PIDFD FAN_REPORT_TID"
        .. " FAN_REPORT_FID FAN_REPORT_DIR_FID FAN_REPORT_NAME FAN_REPORT_TARGET_FID FAN_REPORT_FD_ERROR FAN_REPORT_MNT", unknown = "FAN_???" },
    unknown = "FAN_???",
}
call.fanotify_init { fanotify_init_flags "flags", open_flags "event_f_flags", returns = fd, class = "desc" }
local mark_flags = "FAN_MARK_ADD FAN_MARK_REMOVE FAN_MARK_DONT_FOLLOW FAN_MARK_ONLYDIR FAN_MARK_MOUNT FAN_MARK_IGNORED_MASK FAN_MARK_IGNORED_SURV_MODIFY FAN_MARK_FLUSH FAN_MARK_FILESYSTEM FAN_MARK_EVICTABLE FAN_MARK_IGNORE"
-- Marks on mount namespaces have the bits of those on mounts and on file systems.
fanotify_mark_flags = union { sel = "(flags & 0xfffff910) == FAN_MARK_MNTNS", ["1"] = flags("FAN_MARK_MNTNS " .. mark_flags), default = flags(mark_flags) }
fanotify_mask = flags("FAN_ACCESS FAN_MODIFY FAN_ATTRIB FAN_CLOSE_WRITE FAN_CLOSE_NOWRITE FAN_OPEN FAN_MOVED_FROM FAN_MOVED_TO FAN_CREATE"
    .. " FAN_DELETE FAN_DELETE_SELF FAN_MOVE_SELF FAN_OPEN_EXEC FAN_Q_OVERFLOW FAN_FS_ERROR FAN_OPEN_PERM FAN_ACCESS_PERM"
    .. " FAN_OPEN_EXEC_PERM FAN_DIR_MODIFY=0x80000 FAN_ONDIR FAN_EVENT_ON_CHILD FAN_RENAME FAN_PRE_ACCESS FAN_MNT_ATTACH FAN_MNT_DETACH", { unknown = "FAN_???" })
no_fd = enum("FAN_NOFD=0xffffffff", { signed = true, plain = true })
call.fanotify_mark { fd "fanotify_fd", fanotify_mark_flags "flags", as(fanotify_mask, u64) "mask",
    union { sel = "dirfd", ["0xffffffff -1"] = no_fd, default = dirfd } "dirfd", path "pathname" }

at_handle_flags = flags("AT_SYMLINK_FOLLOW AT_EMPTY_PATH AT_HANDLE_FID AT_HANDLE_MNT_ID_UNIQUE AT_HANDLE_CONNECTABLE", { unknown = "AT_???" })
handle_asked = struct { uint "handle_bytes" }
-- At most 128 bytes of it are a handle.
local least = "*handle < 128 ? *handle + 8 : 136"
local f_handle = union { sel = "there >= (" .. least .. ")", ["1"] = hexrest "*handle", default = literal "???" }
handle_given = struct { uint "handle_bytes", int "handle_type", f_handle "f_handle" }
handle_filled = struct { uint "handle_bytes" :changes(), int "handle_type", f_handle "f_handle" }
call.name_to_handle_at {
    dirfd "dirfd", path "pathname", inout(ptr(union { sel = "exiting && !err", ["1"] = sized(handle_filled, least, 8), default = handle_asked })) "handle",
    out(ptr(int)) "mount_id", at_handle_flags "flags",
}
-- Handles of pidfds and of namespaces need no mount.
local of_kind = enum("FD_PIDFS_ROOT=0xffffd8ee FD_NSFS_ROOT=0xffffd8ed", { signed = true, plain = true })
call.open_by_handle_at { union { sel = "mount_fd", ["0xffffd8ee 0xffffd8ed -10002 -10003"] = of_kind, default = fd } "mount_fd", ptr(sized(handle_given, least, 8)) "handle", open_flags "flags", returns = fd }

landlock_access = flags "LANDLOCK_ACCESS_FS_EXECUTE LANDLOCK_ACCESS_FS_WRITE_FILE LANDLOCK_ACCESS_FS_READ_FILE LANDLOCK_ACCESS_FS_READ_DIR LANDLOCK_ACCESS_FS_REMOVE_DIR LANDLOCK_ACCESS_FS_REMOVE_FILE LANDLOCK_ACCESS_FS_MAKE_CHAR LANDLOCK_ACCESS_FS_MAKE_DIR LANDLOCK_ACCESS_FS_MAKE_REG LANDLOCK_ACCESS_FS_MAKE_SOCK LANDLOCK_ACCESS_FS_MAKE_FIFO LANDLOCK_ACCESS_FS_MAKE_BLOCK LANDLOCK_ACCESS_FS_MAKE_SYM LANDLOCK_ACCESS_FS_REFER LANDLOCK_ACCESS_FS_TRUNCATE LANDLOCK_ACCESS_FS_IOCTL_DEV LANDLOCK_ACCESS_FS_RESOLVE_UNIX"
landlock_net = flags "LANDLOCK_ACCESS_NET_BIND_TCP LANDLOCK_ACCESS_NET_CONNECT_TCP LANDLOCK_ACCESS_NET_BIND_UDP LANDLOCK_ACCESS_NET_CONNECT_SEND_UDP"
landlock_scope = flags "LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET LANDLOCK_SCOPE_SIGNAL"
landlock_ruleset = struct { as(landlock_access, u64) "handled_access_fs", as(landlock_net, u64) "handled_access_net", as(landlock_scope, u64) "scoped",
    as(landlock_access, u64) "quiet_access_fs", as(landlock_net, u64) "quiet_access_net", as(landlock_scope, u64) "quiet_scoped",
    literal "..." "more" :bare() :when "size > 48" }
landlock_rule = enum "LANDLOCK_RULE_PATH_BENEATH=1 LANDLOCK_RULE_NET_PORT=2"
landlock_path = struct { pack = true, as(landlock_access, u64) "allowed_access", fd "parent_fd" }
landlock_port = struct { as(landlock_net, u64) "allowed_access", u64 "port" }
-- More than is known of it is only said to be there.
call.landlock_create_ruleset { ptr(sized(landlock_ruleset, "size < 48 ? size : 48", 8)) "attr", size "size", flags "LANDLOCK_CREATE_RULESET_VERSION LANDLOCK_CREATE_RULESET_ERRATA" "flags", returns = fd, class = "desc" }
call.landlock_add_rule { fd "ruleset_fd", landlock_rule "rule_type", union { sel = "rule_type", ["1"] = ptr(landlock_path), ["2"] = ptr(landlock_port), default = addr } "rule_attr", flags("LANDLOCK_ADD_RULE_QUIET", { plain = true }) "flags" }
call.landlock_restrict_self { fd "ruleset_fd", flags("LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON LANDLOCK_RESTRICT_SELF_LOG_SUBDOMAINS_OFF LANDLOCK_RESTRICT_SELF_TSYNC", { plain = true }) "flags" }

lsm_attr = enum "LSM_ATTR_UNDEF LSM_ATTR_CURRENT LSM_ATTR_EXEC LSM_ATTR_FSCREATE LSM_ATTR_KEYCREATE LSM_ATTR_PREV LSM_ATTR_SOCKCREATE"
lsm_id = enum "LSM_ID_*"
lsm_flags = flags "LSM_FLAG_SINGLE"
lsm_ctx = struct { as(lsm_id, u64) "id", x64 "flags", u64 "len", u64 "ctx_len", chars(0) "ctx" }
call.lsm_get_self_attr { lsm_attr "attr", out(ptr(records(lsm_ctx, "*size", "len"))) "ctx", change(ptr(u32)) "size", lsm_flags "flags" }
call.lsm_set_self_attr { lsm_attr "attr", ptr(sized(lsm_ctx, "size", 32)) "ctx", u32 "size", xint "flags" }
call.lsm_list_modules { out(ptr(array(as(lsm_id, u64), "*size / 8"))) "ids", change(ptr(u32)) "size", xint "flags" }
