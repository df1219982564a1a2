-- Types that calls of several topics share: times, modes, open flags, ids, signals.
-- How to run: read by core/describe/compile.lua; order of files and rows does not matter.
-- Example: call.mkdir { path "pathname", umode "mode" }
off = s64
umode = styled(u32, "OCTAL")
mode = styled(u16, "OCTAL")

open_flags = bits {
    { mask = 3, enum = "O_RDONLY O_WRONLY O_RDWR O_ACCMODE" },
    { flags = "O_CREAT O_EXCL O_NOCTTY O_TRUNC O_APPEND O_NONBLOCK O_SYNC O_DSYNC O_ASYNC=0x2000 O_DIRECT"
        .. " O_LARGEFILE O_NOFOLLOW O_NOATIME O_CLOEXEC O_PATH O_TMPFILE=0x410000 O_DIRECTORY" },
    unknown = "O_???",
}

file_type = enum "S_IFREG S_IFSOCK S_IFIFO S_IFLNK S_IFDIR S_IFBLK S_IFCHR"
st_mode = bits {
    { mask = 0xf000, enum = "S_IFREG S_IFSOCK S_IFIFO S_IFLNK S_IFDIR S_IFBLK S_IFCHR" },
    { mask = 0xe00, flags = "S_ISUID S_ISGID S_ISVTX" },
    { mask = 0x1ff, number = "OCTAL" },
}

timespec = struct { long "tv_sec", ulong "tv_nsec" }
timespec64 = struct { s64 "tv_sec", u64 "tv_nsec" }
timeval = struct { long "tv_sec", ulong "tv_usec" }
itimerspec = struct { timespec "it_interval", timespec "it_value" }

signal = enum("SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2"
    .. " SIGPIPE SIGALRM SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU"
    .. " SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO SIGPWR SIGSYS SIGRTMIN SIGRT_1=33 SIGRT_2=34 SIGRT_3=35"
    .. " SIGRT_4=36 SIGRT_5=37 SIGRT_6=38 SIGRT_7=39 SIGRT_8=40 SIGRT_9=41 SIGRT_10=42 SIGRT_11=43"
    .. " SIGRT_12=44 SIGRT_13=45 SIGRT_14=46 SIGRT_15=47 SIGRT_16=48 SIGRT_17=49 SIGRT_18=50 SIGRT_19=51"
    .. " SIGRT_20=52 SIGRT_21=53 SIGRT_22=54 SIGRT_23=55 SIGRT_24=56 SIGRT_25=57 SIGRT_26=58 SIGRT_27=59"
    .. " SIGRT_28=60 SIGRT_29=61 SIGRT_30=62 SIGRT_31=63 SIGRT_32=64", { signed = true, plain = true })
