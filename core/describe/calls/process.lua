-- Processes and threads: making, running, ending, waiting for them; futexes; what one may do to another.
-- How to run: read by core/describe/compile.lua.
-- Example: call.kill { pid "pid", signal "sig", class = "signal process" }
local process = "process"

call.execve { path "pathname", ptr(array(str)) "argv", counted(array(str), "var/vars") "envp", class = "process +exec" }
call.execveat { dirfd "dirfd", path "pathname", ptr(array(str)) "argv", counted(array(str), "var/vars") "envp", execve_flags "flags",
    class = "process +exec" }
execve_flags = flags("AT_SYMLINK_NOFOLLOW AT_REMOVEDIR AT_SYMLINK_FOLLOW AT_NO_AUTOMOUNT AT_EMPTY_PATH AT_RECURSIVE AT_EXECVE_CHECK", { unknown = "AT_???" })
call.fork { returns = pid, class = "process +fork" }
call.vfork { returns = pid, class = "process +fork" }
call.exit { int "status", class = process, returns = none, never_returns = true }
call.exit_group { int "status", class = process, returns = none, never_returns = true }

user_entry = union { sel = "entry_number", ["0xffffffff"] = s32, default = u32 }
user_desc = struct {
    user_entry "entry_number", styled(u32, "HEX_EIGHT") "base_addr", styled(u32, "HEX_EIGHT") "limit", u32 "seg_32bit" :bits(1), u32 "contents" :bits(2), u32 "read_exec_only" :bits(1),
    u32 "limit_in_pages" :bits(1), u32 "seg_not_present" :bits(1), u32 "useable" :bits(1), u32 "lm" :bits(1) :when "is_64",
}
call.clone {
    addr "child_stack" :word(1) :named(), as(clone_flags, ulong) "flags" :word(0) :named(),
    out(union { sel = "flags & CLONE_PIDFD", ["0"] = ptr(pid), default = ptr(fd) }) "parent_tid" :word(2) :named()
        :when "flags & (CLONE_PARENT_SETTID | CLONE_PIDFD)",
    out(union { sel = "is_64", ["1"] = addr, default = ptr(user_desc) }) "tls" :word(4, 3) :named() :when "flags & CLONE_SETTLS",
    out(addr) "child_tidptr" :word(3, 4) :named() :when "flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)",
    returns = pid, class = "process +fork",
}
exit_signal = bits { { mask = ~0, enum = signal_names, decimal = true }, plain = true }
clone_args = struct {
    as(clone3_flags, u64) "flags", addr64 "pidfd" :when "flags & CLONE_PIDFD",
    addr64 "child_tid" :when "flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)", addr64 "parent_tid" :when "flags & CLONE_PARENT_SETTID",
    as(exit_signal, u64) "exit_signal", addr64 "stack", x64 "stack_size", addr64 "tls" :when "flags & CLONE_SETTLS",
    union { sel = "set_tid_size", ["0"] = addr64, default = wide(ptr(array(pid, "set_tid_size > 32 ? 0 - 1 : set_tid_size"))) } "set_tid" :when "set_tid || set_tid_size", u64 "set_tid_size" :when "set_tid || set_tid_size",
    union { sel = "cgroup >> 31", ["0"] = as(fd, u64), default = u64 } "cgroup" :when "cgroup || flags & CLONE_INTO_CGROUP",
}
clone_results = struct {
    bytes = 88,
    u64 "flags" :hidden(), wide(ptr(fd)) "pidfd" :when "flags & CLONE_PIDFD", u64 "child_tid" :hidden(),
    wide(ptr(pid)) "parent_tid" :when "flags & CLONE_PARENT_SETTID",
}
call.clone3 { entry_exit(ptr(sized(clone_args, "size", 64)), ptr(sized(clone_results, "size", 64))) "cl_args", size "size", returns = pid, class = "process +fork" }
call.set_tid_address { xlong "tidptr" }
call.unshare { as(flags("CLONE_NEWTIME CLONE_VM CLONE_FS CLONE_FILES CLONE_SIGHAND CLONE_THREAD CLONE_NEWNS CLONE_SYSVSEM CLONE_NEWCGROUP"
    .. " CLONE_NEWUTS CLONE_NEWIPC CLONE_NEWUSER CLONE_NEWPID CLONE_NEWNET UNSHARE_EMPTY_MNTNS", { unknown = "CLONE_???" }), ulong) "flags", class = "process +namespace" }
call.setns { fd "fd", namespaces "nstype", class = "+namespace" }

wait_options = flags("WNOHANG WEXITED WSTOPPED WCONTINUED WNOWAIT __WCLONE __WALL __WNOTHREAD", { unknown = "W???" })
-- There is a status only if somebody was waited for.
local function if_waited(t) return out(ptr(union { sel = "ret > 0", ["1"] = t })) end
call.wait4 { pid "pid", if_waited(wait_status) "status", wait_options "options", if_waited(rusage) "usage", class = "process +wait" }
call.waitpid { pid "pid", if_waited(wait_status) "status", wait_options "options", class = "process +wait" }
id_type = enum "P_ALL P_PID P_PGID P_PIDFD"
call.waitid { id_type "idtype", pid "id", out(ptr(siginfo)) "siginfo", wait_options "options", out(ptr(rusage)) "usage", class = "process +wait" }

call.pidfd_open { pid "pid", flags "PIDFD_NONBLOCK PIDFD_THREAD" "flags", returns = fd, class = "desc" }
call.pidfd_getfd { fd "pidfd", fd_by_pidfd "pidfd" "targetfd", xint "flags", returns = fd }
call.pidfd_send_signal { fd "pidfd", signal "sig", ptr(siginfo) "siginfo", flags("PIDFD_SIGNAL_THREAD PIDFD_SIGNAL_THREAD_GROUP PIDFD_SIGNAL_PROCESS_GROUP", { plain = true }) "flags",
    class = "signal process" }
local local_vector = special_at("iovecs", { length = "liovcnt", total = "err ? 0 - 1 : ret", of = read_iovec })
local remote = special_at("iovecs", { length = "riovcnt", of = iovec_address })
call.process_vm_readv { pid "pid", out_always(local_vector) "local_iov", ulong "liovcnt", remote "remote_iov", ulong "riovcnt", ulong "flags" }
call.process_vm_writev { pid "pid", special_at("iovecs", { length = "liovcnt", of = iovec }) "local_iov", ulong "liovcnt",
    remote "remote_iov", ulong "riovcnt", ulong "flags" }
kcmp_type = enum "KCMP_FILE KCMP_VM KCMP_FILES KCMP_FS KCMP_SIGHAND KCMP_IO KCMP_SYSVSEM KCMP_EPOLL_TFD"
kcmp_slot = struct { fd_of "pid2" "efd", fd_of "pid2" "tfd", u32 "toff" }
call.kcmp { pid "pid1", pid "pid2", kcmp_type "type",
    union { sel = "type", ["KCMP_FILE KCMP_EPOLL_TFD"] = fd_of "pid1", default = xlong } "idx1" :when "type == KCMP_FILE || type > 6",
    union { sel = "type", KCMP_FILE = fd_of "pid2", KCMP_EPOLL_TFD = ptr(kcmp_slot), default = xlong } "idx2" :when "type == KCMP_FILE || type > 6" }

futex_op = enum("FUTEX_WAIT FUTEX_WAKE FUTEX_FD FUTEX_REQUEUE FUTEX_CMP_REQUEUE FUTEX_WAKE_OP FUTEX_LOCK_PI FUTEX_UNLOCK_PI"
    .. " FUTEX_TRYLOCK_PI FUTEX_WAIT_BITSET FUTEX_WAKE_BITSET FUTEX_WAIT_REQUEUE_PI FUTEX_CMP_REQUEUE_PI FUTEX_LOCK_PI2"
    .. " FUTEX_WAIT_PRIVATE FUTEX_WAKE_PRIVATE FUTEX_FD|FUTEX_PRIVATE_FLAG=0x82 FUTEX_REQUEUE_PRIVATE FUTEX_CMP_REQUEUE_PRIVATE"
    .. " FUTEX_WAKE_OP_PRIVATE FUTEX_LOCK_PI_PRIVATE FUTEX_UNLOCK_PI_PRIVATE FUTEX_TRYLOCK_PI_PRIVATE FUTEX_WAIT_BITSET_PRIVATE"
    .. " FUTEX_WAKE_BITSET_PRIVATE FUTEX_WAIT_REQUEUE_PI_PRIVATE FUTEX_CMP_REQUEUE_PI_PRIVATE FUTEX_LOCK_PI2_PRIVATE"
    .. " FUTEX_UNLOCK_PI_LIST32 FUTEX_UNLOCK_PI_LIST32_PRIVATE FUTEX_UNLOCK_PI_LIST64 FUTEX_UNLOCK_PI_LIST64_PRIVATE"
    .. " FUTEX_UNLOCK_WAKE_LIST32 FUTEX_UNLOCK_WAKE_LIST32_PRIVATE FUTEX_UNLOCK_WAKE_LIST64 FUTEX_UNLOCK_WAKE_LIST64_PRIVATE"
    .. " FUTEX_UNLOCK_BITSET_LIST32 FUTEX_UNLOCK_BITSET_LIST32_PRIVATE FUTEX_UNLOCK_BITSET_LIST64 FUTEX_UNLOCK_BITSET_LIST64_PRIVATE"
    .. " FUTEX_WAIT|FUTEX_CLOCK_REALTIME=0x100 FUTEX_WAIT_PRIVATE|FUTEX_CLOCK_REALTIME=0x180"
    .. " FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME=0x109 FUTEX_WAIT_REQUEUE_PI|FUTEX_CLOCK_REALTIME=0x10b"
    .. " FUTEX_LOCK_PI2|FUTEX_CLOCK_REALTIME=0x10d FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME=0x189"
    .. " FUTEX_WAIT_REQUEUE_PI_PRIVATE|FUTEX_CLOCK_REALTIME=0x18b FUTEX_LOCK_PI2_PRIVATE|FUTEX_CLOCK_REALTIME=0x18d", { unknown = "FUTEX_???" })
bitset = enum("FUTEX_BITSET_MATCH_ANY", { plain = true })
-- Unlocking what a robust list holds tells its place there too.
-- 0x482: FUTEX_WAKE, FUTEX_UNLOCK_PI, FUTEX_WAKE_BITSET.
local unlocking = "0x482 >> min(futex_op & ~0x480 ^ 0x200, 31) & 1"
local command = unlocking .. " ? 99 : futex_op & 127"
local function futex(moment)
    return {
        addr "uaddr", futex_op "futex_op",
        union { sel = command, ["6 7 8 13"] = none, default = uint } "val",
        union { sel = command, ["0 6 9 11 13"] = ptr(moment), ["3 4 5 12"] = uint "val2", ["1 2 7 8 10"] = none, default = addr } "timeout",
        union { sel = command, ["0 1 2 6 7 8 9 10 13"] = none, default = addr } "uaddr2",
        union { sel = command, ["0 1 2 3 6 7 8 11 13"] = none, ["4 12"] = uint, ["9 10"] = bitset, ["5"] = special "futex_op", default = xint } "val3",
    }
end
call.futex(futex(timespec))
call.futex_time64(futex(timespec64))
futex_flags = bits { { mask = 3, enum = "FUTEX2_SIZE_U8=0 FUTEX2_SIZE_U16=1 FUTEX_32=2 FUTEX2_SIZE_U64=3" }, { flags = "FUTEX2_NUMA=4 FUTEX2_MPOL=8 FUTEX_PRIVATE_FLAG" }, unknown = "FUTEX_???" }
futex_waiter = struct { x64 "val", addr64 "uaddr", futex_flags "flags", x32 "__reserved" :nonzero() }
call.futex_waitv { ptr(array(futex_waiter, "nr_futexes")) "waiters", uint "nr_futexes", xint "flags", ptr(timespec64) "timeout", clock_id "clockid" }
call.futex_wake { addr "uaddr", xlong "mask", int "nr", futex_flags "flags" }
call.futex_wait { addr "uaddr", xlong "val", xlong "mask", futex_flags "flags", ptr(timespec64) "timeout", clock_id "clockid" }
call.futex_requeue { ptr(array(futex_waiter, 2)) "waiters", xint "flags", int "nr_wake", int "nr_requeue" }
call.set_robust_list { addr "addr", size "length" }
call.get_robust_list { pid "pid", out(ptr(addr)) "head_ptr", out(ptr(size)) "len_ptr" }

rseq_cpu = enum("RSEQ_CPU_ID_UNINITIALIZED=0xffffffff RSEQ_CPU_ID_REGISTRATION_FAILED=0xfffffffe", { signed = true, plain = true })
rseq_flags = flags("RSEQ_CS_FLAG_NO_RESTART_ON_PREEMPT=1 RSEQ_CS_FLAG_NO_RESTART_ON_SIGNAL=2 RSEQ_CS_FLAG_NO_RESTART_ON_MIGRATE=4"
    .. " RSEQ_CS_FLAG_SLICE_EXT_AVAILABLE RSEQ_CS_FLAG_SLICE_EXT_ENABLED")
rseq_slice = struct { u8 "request", u8 "granted", u16 "__reserved" }
rseq = struct { u32 "cpu_id_start", rseq_cpu "cpu_id", addr64 "rseq_cs", rseq_flags "flags", u32 "node_id", u32 "mm_cid", rseq_slice "slice_ctrl", u8 "__reserved" }
call.rseq { ptr(rseq) "rseq", uint "rseq_len", flags "RSEQ_FLAG_UNREGISTER RSEQ_FLAG_SLICE_EXT_DEFAULT_ON" "flags", xint "sig" }
call.restart_syscall {}

personality = bits {
    { mask = 0xff, enum = "PER_*", unknown = "PER_???" }, { mask = 0xffffff00, flags = "UNAME26 ADDR_NO_RANDOMIZE FDPIC_FUNCPTRS MMAP_PAGE_ZERO ADDR_COMPAT_LAYOUT READ_IMPLIES_EXEC ADDR_LIMIT_32BIT SHORT_INODE WHOLE_SECONDS STICKY_TIMEOUTS ADDR_LIMIT_3GB" },
}
call.personality { union { sel = "persona & 0xffffffff", ["0xffffffff"] = xint, default = personality } "persona", returns = xint,
    after = { personality "was" :of "ret" :bare() :when "err == 0" } }

-- Parts of a processor's state.
local state_part = as(enum("XFEATURE_FP=0 XFEATURE_SSE=1 XFEATURE_YMM=2 XFEATURE_BNDREGS=3 XFEATURE_BNDCSR=4 XFEATURE_OPMASK=5"
    .. " XFEATURE_ZMM_Hi256=6 XFEATURE_Hi16_ZMM=7 XFEATURE_PT_UNIMPLEMENTED_SO_FAR=8 XFEATURE_PKRU=9 XFEATURE_PASID=10"
    .. " XFEATURE_CET_USER=11 XFEATURE_CET_KERNEL=12 XFEATURE_LBR=15 XFEATURE_XTILE_CFG=17 XFEATURE_XTILE_DATA=18 XFEATURE_APX=19",
    { commented = true, joined = true, unknown = "XFEATURE_???" }), ulong)
local state_parts = as(flags("XFEATURE_MASK_FPSSE=3 XFEATURE_MASK_FP=1 XFEATURE_MASK_SSE=2 XFEATURE_MASK_YMM=4 XFEATURE_MASK_BNDREGS=8"
    .. " XFEATURE_MASK_BNDCSR=0x10 XFEATURE_MASK_AVX512=0xe0 XFEATURE_MASK_OPMASK=0x20 XFEATURE_MASK_ZMM_Hi256=0x40"
    .. " XFEATURE_MASK_Hi16_ZMM=0x80 XFEATURE_MASK_PT=0x100 XFEATURE_MASK_PKRU=0x200 XFEATURE_MASK_PASID=0x400"
    .. " XFEATURE_MASK_CET_USER=0x800 XFEATURE_MASK_CET_KERNEL=0x1000 XFEATURE_MASK_LBR=0x8000 XFEATURE_MASK_XTILE=0x60000"
    .. " XFEATURE_MASK_XTILE_CFG=0x20000 XFEATURE_MASK_XTILE_DATA=0x40000 XFEATURE_MASK_APX=0x80000",
    { commented = true, unknown = "XFEATURE_MASK_???" }), ulong)
call.arch_prctl { arch_op "op", union { sel = "op", ["ARCH_GET_FS ARCH_GET_GS"] = out(ptr(addr)), ["ARCH_GET_CPUID"] = none,
    ["ARCH_GET_XCOMP_SUPP ARCH_GET_XCOMP_PERM ARCH_GET_XCOMP_GUEST_PERM"] = out(ptr(state_parts)),
    ["ARCH_REQ_XCOMP_PERM ARCH_REQ_XCOMP_GUEST_PERM"] = state_part, default = xlong } "addr" }
arch_op = enum("ARCH_* !ARCH_SHSTK_SHSTK !ARCH_SHSTK_WRSS !ARCH_XCOMP_TILE*", { unknown = "ARCH_???" })
call.uretprobe {}
call.rseq_slice_yield {}
ns_id_req = struct { u32 "size", u32 "spare" :nonzero(), x64 "ns_id", namespaces "ns_type", u32 "spare2" :nonzero(),
    as(enum({ LISTNS_CURRENT_USER = -1 }, { plain = true }), u64) "user_ns_id" }
namespaces = flags("CLONE_NEWTIME CLONE_NEWNS CLONE_NEWCGROUP CLONE_NEWUTS CLONE_NEWIPC CLONE_NEWUSER CLONE_NEWPID CLONE_NEWNET", { unknown = "CLONE_NEW???" })
call.listns { ptr(sized(ns_id_req, "*req", 24)) "req", out(ptr(array(x64, "ret"))) "ns_ids", size "nr_ns_ids", xint "flags", class = "+namespace" }
