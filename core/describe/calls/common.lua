-- Types that calls of several topics share: times, modes, open flags, ids, signals.
-- How to run: read by core/describe/compile.lua; order of files and rows does not matter.
-- Example: call.mkdir { path "pathname", umode "mode" }
off = s64
umode = styled(u16, "OCTAL")
mode = umode

local opening = {
    { mask = 3, enum = "O_RDONLY O_WRONLY O_RDWR O_ACCMODE" },
    { flags = "O_CREAT O_EXCL O_NOCTTY O_TRUNC O_APPEND O_NONBLOCK O_SYNC O_DSYNC __O_SYNC O_DIRECT O_LARGEFILE O_NOFOLLOW"
        .. " O_NOATIME O_CLOEXEC O_PATH O_TMPFILE=0x410000 __O_TMPFILE O_DIRECTORY FASYNC O_EMPTYPATH" },
    unknown = "O_???", joined = true,
}
open_flags = bits(opening)
opening[2].flags = opening[2].flags .. " OPENAT2_REGULAR"
openat2_flags = bits(opening)
-- The same word where no access mode is in it: pipe2, dup3.
open_modes = flags("O_CREAT O_EXCL O_NOCTTY O_TRUNC O_APPEND O_NONBLOCK O_SYNC O_DSYNC __O_SYNC O_DIRECT O_LARGEFILE O_NOFOLLOW"
    .. " O_NOATIME O_CLOEXEC O_PATH O_TMPFILE=0x410000 __O_TMPFILE O_DIRECTORY FASYNC", { unknown = "O_???" })

file_type = enum "S_IFREG S_IFSOCK S_IFIFO S_IFLNK S_IFDIR S_IFBLK S_IFCHR"
st_mode = bits {
    { mask = 0xf000, enum = "S_IFREG S_IFSOCK S_IFIFO S_IFLNK S_IFDIR S_IFBLK S_IFCHR" },
    { mask = 0xe00, flags = "S_ISUID S_ISGID S_ISVTX" },
    { mask = 0x1ff, number = "OCTAL" },
    joined = true,
}

timespec = struct { long "tv_sec", ulong "tv_nsec" }
timespec64 = struct { s64 "tv_sec", u64 "tv_nsec" }
timeval = struct { long "tv_sec", ulong "tv_usec" }
itimerspec = struct { timespec "it_interval", timespec "it_value" }

signal_names = "SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2"
    .. " SIGPIPE SIGALRM SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU"
    .. " SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO SIGPWR SIGSYS SIGRTMIN SIGRT_1=33 SIGRT_2=34 SIGRT_3=35"
    .. " SIGRT_4=36 SIGRT_5=37 SIGRT_6=38 SIGRT_7=39 SIGRT_8=40 SIGRT_9=41 SIGRT_10=42 SIGRT_11=43"
    .. " SIGRT_12=44 SIGRT_13=45 SIGRT_14=46 SIGRT_15=47 SIGRT_16=48 SIGRT_17=49 SIGRT_18=50 SIGRT_19=51"
    .. " SIGRT_20=52 SIGRT_21=53 SIGRT_22=54 SIGRT_23=55 SIGRT_24=56 SIGRT_25=57 SIGRT_26=58 SIGRT_27=59"
    .. " SIGRT_28=60 SIGRT_29=61 SIGRT_30=62 SIGRT_31=63 SIGRT_32=64"
signal = enum(signal_names, { signed = true, plain = true })

local clone_names = "CLONE_VM CLONE_FS CLONE_FILES CLONE_SIGHAND CLONE_PIDFD CLONE_PTRACE CLONE_VFORK CLONE_PARENT CLONE_THREAD"
    .. " CLONE_NEWNS CLONE_SYSVSEM CLONE_SETTLS CLONE_PARENT_SETTID CLONE_CHILD_CLEARTID CLONE_UNTRACED CLONE_CHILD_SETTID"
    .. " CLONE_NEWCGROUP CLONE_NEWUTS CLONE_NEWIPC CLONE_NEWUSER CLONE_NEWPID CLONE_NEWNET CLONE_IO"
clone_flags = bits {
    { mask = ~0xff, flags = clone_names, unknown = "CLONE_???" },
    { mask = 0xff, enum = signal_names, decimal = true },
    unknown = "CLONE_???",
}
clone3_flags = flags(clone_names .. " CLONE_NEWTIME CLONE_CLEAR_SIGHAND CLONE_INTO_CGROUP CLONE_AUTOREAP CLONE_NNP CLONE_PIDFD_AUTOKILL CLONE_EMPTY_MNTNS", { unknown = "CLONE_???" })

-- The names of errors, for words that hold one; 41 and 58 are none.
local errors = "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY"
    .. " EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK"
    .. " EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT"
    .. " EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT EBFONT ENOSTR ENODATA"
    .. " ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW"
    .. " ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS"
    .. " ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP"
    .. " EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED"
    .. " ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH"
    .. " EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE"
    .. " ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON"
error_name = enum(errors, { signed = true, plain = true })
error_number = bits { { mask = ~0, enum = errors, decimal = true }, plain = true }
-- The same below zero.
local below_zero, number = {}, 0
for name in errors:gmatch "%S+" do
    number = number + 1
    if number == 41 or number == 58 then number = number + 1 end
    below_zero[#below_zero + 1] = ("-%s=%d"):format(name, 2 ^ 32 - number)
end
table.sort(below_zero)
negative_error = enum(table.concat(below_zero, " "), { signed = true, plain = true })
