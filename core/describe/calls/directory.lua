-- Names in directories: making, linking, moving, removing, listing; modes, owners and times of files.
-- How to run: read by core/describe/compile.lua.
-- Example: call.mkdir { path "pathname", umode "mode" }
access_mode = flags("F_OK R_OK W_OK X_OK", { unknown = "?_OK" })
access_flags = flags("AT_SYMLINK_NOFOLLOW AT_EACCESS AT_EMPTY_PATH", { unknown = "AT_???" })
call.access { path "pathname", access_mode "mode", class = "+stat" }
call.faccessat { dirfd "dirfd", path "pathname", access_mode "mode", class = "+stat" }
call.faccessat2 { dirfd "dirfd", path "pathname", access_mode "mode", access_flags "flags", class = "+stat" }

call.chdir { path "path" }
call.fchdir { fd "fd" }
call.chroot { path "path" }
call.getcwd { out(path) "buf", size "size" }
call.mkdir { path "pathname", umode "mode" }
call.mkdirat { dirfd "dirfd", path "pathname", umode "mode" }
call.rmdir { path "pathname", class = "+unlink" }
call.unlink { path "pathname", class = "+unlink" }
call.unlinkat { dirfd "dirfd", path "pathname", at_flags "flags", class = "+unlink" }
call.link { path "oldpath", path "newpath" }
call.linkat { dirfd "olddirfd", path "oldpath", dirfd "newdirfd", path "newpath", at_flags "flags" }
call.symlink { path "target", path "linkpath" }
call.symlinkat { path "target", dirfd "newdirfd", path "linkpath" }
call.readlink { path "pathname", outbuf "ret" "buf", size "bufsiz" }
call.readlinkat { dirfd "dirfd", path "pathname", outbuf "ret" "buf", size "bufsiz" }
call.rename { path "oldpath", path "newpath", class = "+rename" }
call.renameat { dirfd "olddirfd", path "oldpath", dirfd "newdirfd", path "newpath", class = "+rename" }
rename_flags = flags("RENAME_NOREPLACE RENAME_EXCHANGE RENAME_WHITEOUT", { unknown = "RENAME_??" })
call.renameat2 { dirfd "olddirfd", path "oldpath", dirfd "newdirfd", path "newpath", rename_flags "flags", class = "+rename" }

local is_device = "(mode & S_IFMT) == S_IFCHR || (mode & S_IFMT) == S_IFBLK"
node_mode = bits {
    { mask = 0xf000, enum = "S_IFREG S_IFSOCK S_IFIFO S_IFLNK S_IFDIR S_IFBLK S_IFCHR" },
    { mask = 0xe00, flags = "S_ISUID S_ISGID S_ISVTX" },
    { mask = 0x1ff, number = "OCTAL" },
}
call.mknod { path "pathname", as(st_mode, u16) "mode", dev "dev" :when(is_device) }
call.mknodat { dirfd "dirfd", path "pathname", as(st_mode, u16) "mode", dev "dev" :when(is_device) }

call.chmod { path "pathname", umode "mode" }
call.fchmod { fd "fd", umode "mode" }
call.fchmodat { dirfd "dirfd", path "pathname", umode "mode" }
call.fchmodat2 { dirfd "dirfd", path "pathname", umode "mode", at_flags "flags" }
call.umask { umode "mask", returns = omode }
call.chown { path "pathname", uid "owner", gid "group" }
call.lchown { path "pathname", uid "owner", gid "group" }
call.fchown { fd "fd", uid "owner", gid "group" }
call.fchownat { dirfd "dirfd", path "pathname", uid "owner", gid "group", at_flags "flags" }
call.chown32 { path "pathname", uid "owner", gid "group" }
call.lchown32 { path "pathname", uid "owner", gid "group" }
call.fchown32 { fd "fd", uid "owner", gid "group" }
i386.chown { path "pathname", uid16 "owner", gid16 "group" }
i386.lchown { path "pathname", uid16 "owner", gid16 "group" }
i386.fchown { fd "fd", uid16 "owner", gid16 "group" }

call.truncate { path "path", ulong "length", class = "+write" }
call.truncate64 { path "path", u64 "length", class = "+write" }

utimbuf = struct { time "actime", time "modtime" }
moment = union { sel = "tv_nsec", of = timespec, UTIME_NOW = literal("UTIME_NOW", timespec), UTIME_OMIT = literal("UTIME_OMIT", timespec), default = struct { moment = true, long "tv_sec", ulong "tv_nsec" } }
moment64 = union { sel = "tv_nsec", of = timespec64, UTIME_NOW = literal("UTIME_NOW", timespec64), UTIME_OMIT = literal("UTIME_OMIT", timespec64), default = struct { moment = true, s64 "tv_sec", u64 "tv_nsec" } }
timeval_moment = struct { moment = true, long "tv_sec", ulong "tv_usec" }
call.utime { path "filename", ptr(utimbuf) "times" }
call.utimes { path "filename", ptr(array(timeval_moment, 2)) "times" }
call.futimesat { dirfd "dirfd", path "pathname", ptr(array(timeval_moment, 2)) "times" }
call.utimensat { dirfd "dirfd", path "pathname", ptr(array(moment, 2)) "times", at_flags "flags" }
call.utimensat_time64 { dirfd "dirfd", path "pathname", ptr(array(moment64, 2)) "times", at_flags "flags" }

dirent_type = enum("DT_UNKNOWN DT_FIFO DT_CHR DT_DIR DT_BLK DT_REG DT_LNK DT_SOCK DT_WHT", { unknown = "DT_???" })
dirent64 = struct { u64 "d_ino", s64 "d_off", u16 "d_reclen", as(dirent_type, u8) "d_type", chars(0) "d_name" }
dirent = struct { ulong "d_ino", ulong "d_off", u16 "d_reclen", chars(0) "d_name", as(dirent_type, u8) "d_type" :at_end() }
call.getdents { fd "fd", out(counted(records(dirent, "ret", "d_reclen"), "entry/entries")) "dirp", uint "count" }
call.getdents64 { fd "fd", out(counted(records(dirent64, "ret", "d_reclen"), "entry/entries")) "dirp", uint "count" }
old_dirent = struct { ulong "d_ino", ulong "d_off", u16 "d_reclen", chars(256) "d_name" }
call.readdir { fd "fd", out(ptr(union { sel = "ret != 0", ["1"] = old_dirent })) "dirp", uint "count" :when "count != 1" }
