-- Signals: sending, catching, blocking, waiting for them, and what is told about one.
-- How to run: read by core/describe/compile.lua.
-- Example: {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=6887, si_uid=0, si_status=3, si_utime=0, si_stime=0}
local from_anybody = "SI_USER SI_QUEUE SI_TIMER SI_MESGQ SI_ASYNCIO SI_SIGIO SI_TKILL SI_DETHREAD SI_ASYNCNL SI_KERNEL"
local function codes(names) return enum(from_anybody .. " " .. names, { plain = true }) end
-- A fault, a child, anything: which fields there are.
local body = "si_signo == 0 ? 0 : code == SI_TIMER ? 1 : code == SI_USER || code == SI_TKILL ? 2 : code <= 0 ? 3"
    .. " : si_signo == SIGCHLD ? 4 : si_signo == SIGIO ? (code == SI_KERNEL ? 0 : 6) : si_signo == SIGSYS ? 7"
    .. " : si_signo == SIGSEGV || si_signo == SIGBUS || si_signo == SIGFPE || si_signo == SIGILL || si_signo == SIGTRAP ? 5 : 3"
local child_status = union { sel = "code", CLD_EXITED = int, default = signal }
fault_more = union {
    sel = "si_signo == SIGSEGV ? code : si_signo == SIGBUS ? code + 100 : 0",
    ["3"] = struct { addr "si_lower", addr "si_upper" }, ["4"] = struct { u32 "si_pkey" }, ["104 105"] = none,
}
siginfo = struct {
    bytes = 128, show = "si_signo si_code si_errno body code",
    signal "si_signo" :when "si_signo", error_number "si_errno" :nonzero() :when "si_signo",
    union {
        sel = "si_signo", ["0"] = none, SIGILL = codes "ILL_*", SIGFPE = codes "FPE_*", SIGSEGV = codes "SEGV_*", SIGBUS = codes "BUS_ADRALN BUS_ADRERR BUS_OBJERR BUS_MCEERR_AR BUS_MCEERR_AO",
        SIGTRAP = codes "TRAP_* !TRAP_PERF_FLAG_ASYNC", SIGCHLD = codes "CLD_*", SIGIO = codes "POLL_IN POLL_OUT POLL_MSG POLL_ERR POLL_PRI POLL_HUP",
        SIGSYS = codes "SYS_SECCOMP SYS_USER_DISPATCH", default = codes "",
    } "si_code", int "code" :overlaps() :hidden(),
    union {
        sel = body,
        ["1"] = struct { show = "si_timerid si_overrun si_int si_ptr", x32 "si_timerid", int "si_overrun", addr "si_ptr", int "si_int" :overlaps() },
        ["2"] = struct { pid "si_pid", uid "si_uid" },
        ["3"] = struct { show = "si_pid si_uid si_int si_ptr", pid "si_pid" :when "code <= 0 || si_pid || si_uid", uid "si_uid" :when "code <= 0 || si_pid || si_uid", addr "si_ptr" :when "si_ptr", int "si_int" :overlaps() :when "si_ptr" },
        ["4"] = struct { pid "si_pid", uid "si_uid", child_status "si_status", clock_ticks "si_utime", clock_ticks "si_stime" },
        ["5"] = struct { addr "si_addr", x16 "si_addr_lsb" :when "si_signo == SIGBUS && (code == BUS_MCEERR_AR || code == BUS_MCEERR_AO)", fault_more "more" :spread() },
        ["6"] = struct { ulong "si_band", fd "si_fd" },
        ["7"] = struct { addr "si_call_addr", syscall_number "si_syscall", audit_arch "si_arch" },
    } "body" :spread(),
}

local how = enum "SIG_BLOCK SIG_UNBLOCK SIG_SETMASK"
-- A set is a word of the machine at least.
local function set_of(size) return special_at("sigset", ("%s >= (is_64 ? 8 : 4) ? %s : 0"):format(size, size)) end
sigset = set_of "sigsetsize"
local out_set = out(sigset)
local signal_class = "signal"
signal_handler = enum("SIG_DFL=0 SIG_IGN=1 SIG_ERR", { plain = true })
sa_flags = flags("SA_RESTORER SA_ONSTACK SA_RESTART SA_INTERRUPT SA_NODEFER SA_RESETHAND SA_SIGINFO SA_NOCLDSTOP SA_NOCLDWAIT", { unknown = "SA_???" })
rt_sigaction = struct {
    bytes = { 88, 76 }, show = "sa_handler sa_mask sa_flags sa_restorer",
    as(signal_handler, ulong) "sa_handler", as(sa_flags, ulong) "sa_flags", addr "sa_restorer" :when "sa_flags & SA_RESTORER",
    special_in("sigset", 8) "sa_mask",
}
call.rt_sigaction { signal "signum", ptr(rt_sigaction) "act", out(ptr(rt_sigaction)) "oldact", size "sigsetsize", class = signal_class }
call.rt_sigprocmask { how "how", sigset "set", out_set "oldset", size "sigsetsize", class = signal_class }
-- Of this one the kernel also fills a part.
call.rt_sigpending { out(special_at("sigset", "sigsetsize")) "set", size "sigsetsize", class = signal_class }
call.rt_sigsuspend { sigset "mask", size "sigsetsize", class = signal_class }
local received = { in_words(signal) "sig" :of "ret" :bare() :when "err == 0 && ret != 0" }
call.rt_sigtimedwait { sigset "set", out(ptr(siginfo)) "info", ptr(timespec) "timeout", size "sigsetsize", class = signal_class, after = received }
call.rt_sigtimedwait_time64 { sigset "set", out(ptr(siginfo)) "info", ptr(timespec64) "timeout", size "sigsetsize", class = signal_class, after = received }
call.rt_sigqueueinfo { pid "tgid", signal "sig", ptr(siginfo) "info", class = "signal process" }
call.rt_tgsigqueueinfo { pid "tgid", tid "tid", signal "sig", ptr(siginfo) "info", class = "signal process" }
call.kill { pid "pid", signal "sig", class = "signal process" }
call.tgkill { pid "tgid", tid "tid", signal "sig", class = "signal process" }
call.tkill { tid "tid", signal "sig", class = "signal process" }
call.pause { class = signal_class }

-- What the kernel put on the stack before it called the handler.
sigframe = struct { array(x8, 296) "context" :hidden(), special_in("sigset", 8) "mask" }
i386_rt_sigframe = struct { array(x8, 248) "context" :hidden(), special_in("sigset", 8) "mask" }
i386_sigframe = struct { array(x8, 80) "context" :hidden(), special_in("sigset", 4) "mask" }
call.sigreturn { ptr(i386_sigframe) "sigmask" :word "stack", class = signal_class }
call.rt_sigreturn { ptr(sigframe) "sigmask" :word "stack", class = signal_class }
i386.rt_sigreturn { ptr(i386_rt_sigframe) "sigmask" :word "stack", class = signal_class }

ss_flags = flags("SS_ONSTACK SS_DISABLE SS_AUTODISARM", { unknown = "SS_???" })
stack_t = struct { addr "ss_sp", ss_flags "ss_flags", size "ss_size" }
call.sigaltstack { ptr(stack_t) "ss", out(ptr(stack_t)) "old_ss", class = signal_class }
signalfd_flags = flags("SFD_CLOEXEC SFD_NONBLOCK", { unknown = "SFD_???" })
call.signalfd { fd "fd", set_of "sizemask" "mask", size "sizemask", returns = fd, class = signal_class }
call.signalfd4 { fd "fd", set_of "sizemask" "mask", size "sizemask", signalfd_flags "flags", returns = fd, class = signal_class }

-- The calls of old i386 programs, whose sets are one word.
old_sigaction = struct {
    show = "sa_handler sa_mask sa_flags sa_restorer",
    as(signal_handler, ulong) "sa_handler", special_in("sigset", 4) "sa_mask", as(sa_flags, ulong) "sa_flags",
    addr "sa_restorer" :when "sa_flags & SA_RESTORER",
}
call.sigaction { signal "signum", ptr(old_sigaction) "act", out(ptr(old_sigaction)) "oldact", class = signal_class }
call.signal { signal "signum", as(signal_handler, ulong) "handler", returns = xlong, class = signal_class,
    after = { in_words(as(signal_handler, ulong)) "was" :of "ret" :bare() :when "err == 0" } }
call.sigprocmask { how "how", special_at("sigset", 4) "set", out(special_at("sigset", 4)) "oldset", class = signal_class }
call.sigpending { out(special_at("sigset", 4)) "set", class = signal_class }
sigset_word = struct { bare = true, special_in("sigset", 4) "mask" :bare() }
call.sigsuspend { sigset_word "mask" :word(2), class = signal_class }
call.sgetmask { returns = xlong, class = signal_class, after = { sigset_word "mask" :of "ret" :when "err == 0" } }
call.ssetmask { sigset_word "newmask", returns = xlong, class = signal_class, after = { sigset_word "old mask" :of "ret" :when "err == 0" } }
