-- Descriptors: opening, reading, writing, seeking, duplicating, moving bytes between them, fcntl.
-- How to run: read by core/describe/compile.lua.
-- Example: call.close { fd "fd", class = "+close" }
local created = "flags & (O_CREAT | __O_TMPFILE)"

call.open { path "pathname", open_flags "flags", umode "mode" :when(created), returns = fd, class = "+open" }
call.openat { dirfd "dirfd", path "pathname", open_flags "flags", umode "mode" :when(created), returns = fd, class = "+open" }
call.creat { path "pathname", umode "mode", returns = fd, class = "+open" }
call.close { fd "fd", class = "+close", acts_and_fails = true }
call.close_range { uint "first", uint "last", flags "CLOSE_RANGE_UNSHARE CLOSE_RANGE_CLOEXEC" "flags", class = "+close" }

resolve_flags = flags "RESOLVE_NO_XDEV RESOLVE_NO_MAGICLINKS RESOLVE_NO_SYMLINKS RESOLVE_BENEATH RESOLVE_IN_ROOT RESOLVE_CACHED"
open_how = struct { as(openat2_flags, u64) "flags", styled(u64, "OCTAL") "mode" :when "mode || flags & (O_CREAT | __O_TMPFILE)", as(resolve_flags, u64) "resolve" }
call.openat2 { dirfd "dirfd", path "pathname", ptr(sized(open_how, "size", 24)) "how", size "size", returns = fd, class = "+open" }

call.read { fd "fd", outbuf "ret" "buf", size "count", class = "+read" }
call.write { fd "fd", inbuf "count" "buf", size "count", class = "+write" }
call.pread64 { fd "fd", outbuf "ret" "buf", size "count", off "offset", class = "+read" }
call.pwrite64 { fd "fd", inbuf "count" "buf", size "count", off "offset", class = "+write" }

iovec = struct { inbuf "iov_len" "iov_base", size "iov_len" }
-- What readv filled; only the addresses when it failed.
read_iovec = struct { union { sel = "err != 0", ["1"] = addr, default = inbuf "iov_len" } "iov_base", size "iov_len" }
iovec_address = struct { addr "iov_base", size "iov_len" }
write_vector = special_at("iovecs", { length = "iovcnt", of = iovec })
read_vector = special_at("iovecs", { length = "iovcnt", total = "err ? 0 - 1 : ret", of = read_iovec })
rwf_flags = flags "RWF_HIPRI RWF_DSYNC RWF_SYNC RWF_NOWAIT RWF_APPEND RWF_NOAPPEND RWF_ATOMIC RWF_DONTCACHE RWF_NOSIGNAL"
call.readv { fd "fd", out_always(read_vector) "iov", ulong "iovcnt", class = "+read" }
call.writev { fd "fd", write_vector "iov", ulong "iovcnt", class = "+write" }
call.preadv { fd "fd", out_always(read_vector) "iov", ulong "iovcnt", off "offset", class = "+read" }
call.pwritev { fd "fd", write_vector "iov", ulong "iovcnt", off "offset", class = "+write" }
call.preadv2 { fd "fd", out_always(read_vector) "iov", ulong "iovcnt", off "offset", rwf_flags "flags" :word(5), class = "+read" }
call.pwritev2 { fd "fd", write_vector "iov", ulong "iovcnt", off "offset", rwf_flags "flags" :word(5), class = "+write" }

seek = enum "SEEK_SET SEEK_CUR SEEK_END SEEK_DATA SEEK_HOLE"
call.lseek { fd "fd", long "offset", seek "whence" }
call._llseek { fd "fd", off "offset" :word(2, 2, 1), out(ptr(u64)) "result" :word(3), seek "whence" :word(4) }

call.dup { fd "oldfd", returns = fd, class = "+dup" }
call.dup2 { fd "oldfd", fd "newfd", returns = fd, class = "+dup" }
call.dup3 { fd "oldfd", fd "newfd", open_modes "flags", returns = fd, class = "+dup" }
call.pipe { out(ptr(array(fd, "2"))) "pipefd", class = "desc" }
call.pipe2 { out(ptr(array(fd, "2"))) "pipefd", open_modes "flags", class = "desc" }

call.fsync { fd "fd", class = "+sync" }
call.fdatasync { fd "fd", class = "+sync" }
call.sync { class = "+sync" }
call.syncfs { fd "fd", class = "+sync" }
sync_range_flags = flags "SYNC_FILE_RANGE_WAIT_BEFORE SYNC_FILE_RANGE_WRITE SYNC_FILE_RANGE_WAIT_AFTER"
call.sync_file_range { fd "fd", off "offset", off "nbytes", sync_range_flags "flags", class = "+sync" }

call.ftruncate { fd "fd", ulong "length", class = "+write" }
call.ftruncate64 { fd "fd", u64 "length", class = "+write" }
fallocate_mode = flags("FALLOC_FL_KEEP_SIZE FALLOC_FL_PUNCH_HOLE FALLOC_FL_NO_HIDE_STALE FALLOC_FL_COLLAPSE_RANGE"
    .. " FALLOC_FL_ZERO_RANGE FALLOC_FL_INSERT_RANGE FALLOC_FL_UNSHARE_RANGE FALLOC_FL_WRITE_ZEROES")
call.fallocate { fd "fd", fallocate_mode "mode", off "offset", off "size", class = "+write" }
fadvise = enum "POSIX_FADV_NORMAL POSIX_FADV_RANDOM POSIX_FADV_SEQUENTIAL POSIX_FADV_WILLNEED POSIX_FADV_DONTNEED POSIX_FADV_NOREUSE"
call.fadvise64 { fd "fd", off "offset", size "size", fadvise "advice" }
call.fadvise64_64 { fd "fd", off "offset", off "size", fadvise "advice" }
call.readahead { fd "fd", off "offset", size "count" }

splice_flags = flags "SPLICE_F_MOVE SPLICE_F_NONBLOCK SPLICE_F_MORE SPLICE_F_GIFT"
call.splice { fd "fd_in", ptr(off) "off_in", fd "fd_out", ptr(off) "off_out", size "size", splice_flags "flags" }
call.tee { fd "fd_in", fd "fd_out", size "size", splice_flags "flags" }
call.vmsplice { fd "fd", special_at("iovecs", { length = "nr_segs", of = iovec }) "iov", ulong "nr_segs", splice_flags "flags" }
call.copy_file_range { fd "fd_in", ptr(off) "off_in", fd "fd_out", ptr(off) "off_out", size "size", uint "flags" }
local function if_moved(t) return ptr(union { sel = "ret > 0", ["1"] = t }) end
call.sendfile { fd "out_fd", fd "in_fd", entry_exit(ptr(ulong), if_moved(ulong)) "offset", size "count", class = "network" }
call.sendfile64 { fd "out_fd", fd "in_fd", entry_exit(ptr(u64), if_moved(u64)) "offset", size "count", class = "network" }

lock_op = flags "LOCK_SH LOCK_EX LOCK_NB LOCK_UN LOCK_MAND LOCK_RW LOCK_READ LOCK_WRITE"
call.flock { fd "fd", lock_op "op", class = "+lock" }

lock_type = enum "F_RDLCK F_WRLCK F_UNLCK F_EXLCK F_SHLCK"
flock = struct { as(lock_type, u16) "l_type", as(seek, u16) "l_whence", long "l_start", long "l_len", pid "l_pid" :hidden() }
flock_held = struct { as(lock_type, u16) "l_type", as(seek, u16) "l_whence", long "l_start", long "l_len", pid "l_pid" }
flock64 = struct { as(lock_type, u16) "l_type", as(seek, u16) "l_whence", s64 "l_start", s64 "l_len", pid "l_pid" :hidden() }
flock64_held = struct { as(lock_type, u16) "l_type", as(seek, u16) "l_whence", s64 "l_start", s64 "l_len", pid "l_pid" }
f_owner_ex = struct { enum "F_OWNER_TID F_OWNER_PID F_OWNER_PGRP" "type", pid "pid" }
fcntl_op = enum("F_DUPFD F_GETFD F_SETFD F_GETFL F_SETFL F_GETLK F_SETLK F_SETLKW F_SETOWN F_GETOWN F_SETSIG F_GETSIG"
    .. " F_GETLK64=12 F_SETLK64=13 F_SETLKW64=14 F_SETOWN_EX F_GETOWN_EX F_GETOWNER_UIDS F_OFD_GETLK F_OFD_SETLK"
    .. " F_OFD_SETLKW F_SETLEASE F_GETLEASE F_NOTIFY F_DUPFD_QUERY F_CREATED_QUERY F_CANCELLK F_DUPFD_CLOEXEC"
    .. " F_SETPIPE_SZ F_GETPIPE_SZ F_ADD_SEALS F_GET_SEALS F_GET_RW_HINT F_SET_RW_HINT F_GET_FILE_RW_HINT"
    .. " F_SET_FILE_RW_HINT F_GETDELEG F_SETDELEG")
fd_flags = flags("FD_CLOEXEC", { unknown = "FD_???" })
lease = enum("F_RDLCK F_WRLCK F_UNLCK", { unknown = "F_???" })
notify_events = flags "DN_ACCESS DN_MODIFY DN_CREATE DN_DELETE DN_RENAME DN_ATTRIB DN_MULTISHOT"
seals = flags "F_SEAL_SEAL F_SEAL_SHRINK F_SEAL_GROW F_SEAL_WRITE F_SEAL_FUTURE_WRITE F_SEAL_EXEC"
rw_hint = enum("RWH_WRITE_LIFE_NOT_SET RWH_WRITE_LIFE_NONE RWH_WRITE_LIFE_SHORT RWH_WRITE_LIFE_MEDIUM"
    .. " RWH_WRITE_LIFE_LONG RWH_WRITE_LIFE_EXTREME", { unknown = "RWH_WRITE_LIFE_???" })
local fcntl_arg = union {
    sel = "op",
    ["F_DUPFD F_DUPFD_CLOEXEC"] = union { sel = "is_64", ["1"] = long, default = ulong }, F_DUPFD_QUERY = fd, F_SETFD = fd_flags, F_SETFL = open_flags,
    F_SETOWN = pid, F_SETSIG = signal, F_SETPIPE_SZ = ulong, F_NOTIFY = as(notify_events, ulong),
    F_SETLEASE = lease, F_ADD_SEALS = seals,
    ["F_SETLK F_SETLKW"] = ptr(flock), F_GETLK = out(ptr(flock_held)),
    ["F_OFD_SETLK F_OFD_SETLKW"] = ptr(flock64), F_OFD_GETLK = out(ptr(flock64_held)),
    -- F_SETLK64, F_SETLKW64, F_GETLK64: only where files have another size beside.
    ["13 14"] = union { sel = "is_64", ["1"] = xlong, default = ptr(flock64) },
    ["12"] = union { sel = "is_64", ["1"] = xlong, default = out(ptr(flock64_held)) },
    F_SETOWN_EX = ptr(f_owner_ex), F_GETOWN_EX = out(ptr(f_owner_ex)),
    ["F_GET_RW_HINT F_GET_FILE_RW_HINT"] = out(ptr(as(rw_hint, u64))),
    ["F_SET_RW_HINT F_SET_FILE_RW_HINT"] = ptr(as(rw_hint, u64)),
    default = xlong,
}
local no_arg = "op != F_GETFD && op != F_GETFL && op != F_GETOWN && op != F_GETSIG && op != F_GETLEASE"
    .. " && op != F_GETPIPE_SZ && op != F_GET_SEALS"
local function fcntl()
    return {
        fd "fd", fcntl_op "op", fcntl_arg "arg" :when(no_arg), class = "+lock",
        returns = union {
            sel = "op", ["F_DUPFD F_DUPFD_CLOEXEC"] = fd, ["F_GETFD F_GETFL F_GETLEASE F_GET_SEALS"] = xint, F_GETOWN = pid, default = long,
        },
        after = {
            union { sel = "op", F_GETFD = fd_flags, F_GETFL = in_words(open_flags) } "flags" :of "ret" :when "err == 0 && (op != F_GETFD || ret != 0)",
            seals "seals" :of "ret" :when "err == 0 && op == F_GET_SEALS && ret != 0",
            in_words(lease) "lease" :of "ret" :bare() :when "err == 0 && op == F_GETLEASE",
            in_words(signal) "sig" :of "ret" :bare() :when "err == 0 && op == F_GETSIG && ret != 0",
        },
    }
end
call.fcntl(fcntl())
call.fcntl64(fcntl())
