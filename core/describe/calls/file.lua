-- Files: open, close, read, write and what asks about them.
-- How to run: read by core/describe/compile.lua.
-- Example: call.close { fd "fd" }
local created = "flags & (O_CREAT | __O_TMPFILE)"

call.open { path "pathname", open_flags "flags", umode "mode" :when(created), returns = fd, class = "+open" }
call.openat { dirfd "dirfd", path "pathname", open_flags "flags", umode "mode" :when(created), returns = fd, class = "+open" }
call.close { fd "fd", class = "+close" }
call.read { fd "fd", outbuf "ret" "buf", size "count", class = "+read" }
call.write { fd "fd", inbuf "count" "buf", size "count", class = "+write" }

stat = struct {
    show = "st_dev st_ino st_mode st_nlink st_uid st_gid st_blksize st_blocks st_size st_rdev st_atime st_atime_nsec st_mtime st_mtime_nsec st_ctime st_ctime_nsec",
    styled(ulong, "DEVICE") "st_dev" :full(), ulong "st_ino" :full(), ulong "st_nlink" :full(),
    st_mode "st_mode", uid "st_uid" :full(), gid "st_gid" :full(), u32 "pad" :hidden(),
    styled(ulong, "DEVICE") "st_rdev" :when "(st_mode & S_IFMT) == S_IFCHR || (st_mode & S_IFMT) == S_IFBLK",
    long "st_size" :when "(st_mode & S_IFMT) != S_IFCHR && (st_mode & S_IFMT) != S_IFBLK",
    long "st_blksize" :full(), long "st_blocks" :full(),
    time "st_atime" :full(), ulong "st_atime_nsec" :full(), time "st_mtime" :full(), ulong "st_mtime_nsec" :full(),
    time "st_ctime" :full(), ulong "st_ctime_nsec" :full(), array(long, 3) "unused" :hidden(),
}
at_flags = flags("AT_SYMLINK_NOFOLLOW AT_REMOVEDIR AT_SYMLINK_FOLLOW AT_NO_AUTOMOUNT AT_EMPTY_PATH AT_RECURSIVE", { unknown = "AT_???" })
call.newfstatat { dirfd "dirfd", path "pathname", out(ptr(stat)) "statbuf", at_flags "flags", class = "%stat fstat +stat" }
