-- prctl: what a process says about itself, one operation at a time.
-- How to run: read by core/describe/compile.lua.
-- Example: prctl(PR_SET_NAME, "cases")
prctl_op = enum "PR_SET_PDEATHSIG PR_GET_PDEATHSIG PR_GET_DUMPABLE PR_SET_DUMPABLE PR_GET_UNALIGN PR_SET_UNALIGN PR_GET_KEEPCAPS PR_SET_KEEPCAPS PR_GET_FPEMU PR_SET_FPEMU PR_GET_FPEXC PR_SET_FPEXC PR_GET_TIMING PR_SET_TIMING PR_SET_NAME PR_GET_NAME PR_GET_ENDIAN PR_SET_ENDIAN PR_GET_SECCOMP PR_SET_SECCOMP PR_CAPBSET_READ PR_CAPBSET_DROP PR_GET_TSC PR_SET_TSC PR_GET_SECUREBITS PR_SET_SECUREBITS PR_SET_TIMERSLACK PR_GET_TIMERSLACK PR_TASK_PERF_EVENTS_DISABLE PR_TASK_PERF_EVENTS_ENABLE PR_MCE_KILL PR_MCE_KILL_GET PR_SET_MM PR_SET_CHILD_SUBREAPER PR_GET_CHILD_SUBREAPER PR_SET_NO_NEW_PRIVS PR_GET_NO_NEW_PRIVS PR_GET_TID_ADDRESS PR_SET_THP_DISABLE PR_GET_THP_DISABLE PR_MPX_ENABLE_MANAGEMENT PR_MPX_DISABLE_MANAGEMENT PR_SET_FP_MODE PR_GET_FP_MODE PR_CAP_AMBIENT PR_SVE_SET_VL PR_SVE_GET_VL PR_GET_SPECULATION_CTRL PR_SET_SPECULATION_CTRL PR_PAC_RESET_KEYS PR_SET_TAGGED_ADDR_CTRL PR_GET_TAGGED_ADDR_CTRL PR_SET_IO_FLUSHER PR_GET_IO_FLUSHER PR_SET_SYSCALL_USER_DISPATCH PR_PAC_SET_ENABLED_KEYS PR_PAC_GET_ENABLED_KEYS PR_SCHED_CORE PR_SME_SET_VL PR_SME_GET_VL PR_SET_MDWE PR_GET_MDWE PR_SET_MEMORY_MERGE PR_GET_MEMORY_MERGE PR_SET_VMA PR_SET_PTRACER"
dumpable = enum "SUID_DUMP_DISABLE=0 SUID_DUMP_USER=1 SUID_DUMP_ROOT=2"
unalign = flags "PR_UNALIGN_NOPRINT PR_UNALIGN_SIGBUS"
seccomp_mode = enum "SECCOMP_MODE_DISABLED SECCOMP_MODE_STRICT SECCOMP_MODE_FILTER"
securebits = flags("SECBIT_NOROOT SECBIT_NOROOT_LOCKED SECBIT_NO_SETUID_FIXUP SECBIT_NO_SETUID_FIXUP_LOCKED SECBIT_KEEP_CAPS SECBIT_KEEP_CAPS_LOCKED"
    .. " SECBIT_NO_CAP_AMBIENT_RAISE SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED", { unknown = "SECBIT_???" })
tsc = enum "PR_TSC_ENABLE PR_TSC_SIGSEGV"
mce_kill = enum "PR_MCE_KILL_CLEAR PR_MCE_KILL_SET"
mce_policy = enum "PR_MCE_KILL_LATE PR_MCE_KILL_EARLY PR_MCE_KILL_DEFAULT"
set_mm = enum("PR_SET_MM_*", { unknown = "PR_SET_MM_???" })
cap_ambient = enum "PR_CAP_AMBIENT_IS_SET PR_CAP_AMBIENT_RAISE PR_CAP_AMBIENT_LOWER PR_CAP_AMBIENT_CLEAR_ALL"
speculation = enum("PR_SPEC_STORE_BYPASS PR_SPEC_INDIRECT_BRANCH PR_SPEC_L1D_FLUSH", { unknown = "PR_SPEC_???" })
speculation_flags = flags("PR_SPEC_PRCTL PR_SPEC_ENABLE PR_SPEC_DISABLE PR_SPEC_FORCE_DISABLE PR_SPEC_DISABLE_NOEXEC", { unknown = "PR_SPEC_???" })
pac_keys = flags("PR_PAC_APIAKEY PR_PAC_APIBKEY PR_PAC_APDAKEY PR_PAC_APDBKEY PR_PAC_APGAKEY", { unknown = "PR_PAC_???" })
tagged_address = bits { { flags = "PR_TAGGED_ADDR_ENABLE" }, { mask = 6, enum = "PR_MTE_TCF_NONE PR_MTE_TCF_SYNC PR_MTE_TCF_ASYNC" }, unknown = "PR_TAGGED_???" }
user_dispatch = enum("PR_SYS_DISPATCH_OFF PR_SYS_DISPATCH_ON", { unknown = "PR_SYS_DISPATCH_???" })
sched_core = enum "PR_SCHED_CORE_GET PR_SCHED_CORE_CREATE PR_SCHED_CORE_SHARE_TO PR_SCHED_CORE_SHARE_FROM"
core_scope = enum("PIDTYPE_PID=0 PIDTYPE_TGID=1 PIDTYPE_PGID=2", { signed = true, plain = true, commented = true, unknown = "PIDTYPE_???" })
vma_name = enum("PR_SET_VMA_ANON_NAME", { unknown = "PR_SET_VMA_???" })
ptracer = enum("PR_SET_PTRACER_ANY", { plain = true, signed = true })
mdwe = flags("PR_MDWE_REFUSE_EXEC_GAIN PR_MDWE_NO_INHERIT", { unknown = "PR_MDWE_???" })
local function wide_names(t) return as(t, ulong) end
-- What each operation takes; many insist on zeros behind that. Where the manual calls a second one `op` too, it stays arg2.
local function zeros_after(...) return { rest = xlong, ... } end
call.prctl {
    returns = union { sel = "op", ["PR_GET_SECUREBITS PR_GET_SPECULATION_CTRL PR_GET_TAGGED_ADDR_CTRL PR_PAC_GET_ENABLED_KEYS"] = xint, default = long },
    after = {
        union { sel = "op", PR_GET_DUMPABLE = in_words(dumpable), PR_MCE_KILL_GET = in_words(mce_policy), PR_GET_SECUREBITS = securebits, PR_GET_SPECULATION_CTRL = speculation_flags, PR_GET_SECCOMP = in_words(seccomp_mode) } "meaning"
            :of "ret" :bare() :when "err == 0 && (ret || op == PR_GET_DUMPABLE)",
    },
    prctl_op "op",
    per_operation {
        sel = "op", names = "arg2 arg3 arg4 arg5", default = xlong,
        ["PR_GET_DUMPABLE PR_GET_KEEPCAPS PR_GET_TIMING PR_GET_SECCOMP PR_GET_SECUREBITS PR_GET_TIMERSLACK PR_TASK_PERF_EVENTS_DISABLE"
            .. " PR_TASK_PERF_EVENTS_ENABLE PR_GET_FP_MODE PR_SVE_GET_VL PR_SME_GET_VL"] = {},
        PR_SET_PDEATHSIG = { as(exit_signal, ulong) "sig" }, PR_GET_PDEATHSIG = { out(ptr(signal)) "sig" },
        PR_SET_NAME = { thread_name "name" }, PR_GET_NAME = { out(text_up_to(16)) "name" },
        PR_SET_DUMPABLE = { wide_names(dumpable) "dumpable" },
        PR_SET_UNALIGN = { wide_names(unalign) "bits" }, PR_GET_UNALIGN = { out(ptr(uint)) "bits" },
        PR_SET_FPEMU = { ulong "fpemu" }, PR_GET_FPEMU = { out(ptr(uint)) "fpemu" },
        PR_SET_FPEXC = { ulong "mode" }, PR_GET_FPEXC = { out(ptr(uint)) "mode" },
        PR_SET_ENDIAN = { ulong "endianness" }, PR_GET_ENDIAN = { out(ptr(uint)) "endianness" },
        PR_SET_CHILD_SUBREAPER = { ulong "set" }, PR_GET_CHILD_SUBREAPER = { out(ptr(uint)) "isset" },
        PR_SET_TSC = { wide_names(tsc) "state" }, PR_GET_TSC = { out(ptr(tsc)) "state" },
        PR_SET_KEEPCAPS = { ulong "state" }, PR_SET_TIMING = { ulong "timing" }, PR_SET_TIMERSLACK = { ulong "slack" },
        PR_SET_FP_MODE = { ulong "mode" }, ["PR_SVE_SET_VL PR_SME_SET_VL"] = { xlong "val" },
        PR_SET_SECUREBITS = { wide_names(securebits) "flags" }, ["PR_CAPBSET_READ PR_CAPBSET_DROP"] = { wide_names(capability) "cap" },
        PR_GET_TID_ADDRESS = { out(ptr(addr)) "addrp" }, PR_SET_PTRACER = { as(ptracer, long) "pid" },
        PR_SET_SECCOMP = { wide_names(seccomp_mode) "mode", union { sel = "arg2", SECCOMP_MODE_FILTER = ptr(seccomp_program), default = none } "filter" },
        PR_GET_SPECULATION_CTRL = { wide_names(speculation) "misfeature" },
        PR_SET_SPECULATION_CTRL = { wide_names(speculation) "misfeature", wide_names(speculation_flags) "val" },
        PR_SET_NO_NEW_PRIVS = zeros_after(ulong "set"), PR_SET_IO_FLUSHER = zeros_after(ulong "state"),
        ["PR_SET_THP_DISABLE PR_SET_MEMORY_MERGE"] = zeros_after(ulong "flag"), PR_SET_MDWE = zeros_after(wide_names(mdwe) "mask"),
        PR_MCE_KILL = zeros_after(wide_names(mce_kill), union { sel = "arg2", PR_MCE_KILL_SET = wide_names(mce_policy) "policy", default = xlong }),
        PR_SET_MM = zeros_after(wide_names(set_mm), addr "addr"),
        PR_CAP_AMBIENT = zeros_after(wide_names(cap_ambient), union { sel = "arg2", PR_CAP_AMBIENT_CLEAR_ALL = xlong, default = wide_names(capability) "cap" }),
        PR_PAC_RESET_KEYS = zeros_after(wide_names(pac_keys) "keys"),
        PR_PAC_SET_ENABLED_KEYS = zeros_after(wide_names(pac_keys) "keys", wide_names(pac_keys) "enabled_keys"),
        PR_SET_TAGGED_ADDR_CTRL = zeros_after(wide_names(tagged_address) "mode"),
        PR_SET_SYSCALL_USER_DISPATCH = { wide_names(user_dispatch), xlong "offset", xlong "length", addr "selector" },
        PR_SCHED_CORE = { wide_names(sched_core) "command", as(pid, long) "pid", wide_names(core_scope) "pid_type", out(ptr(x64)) "cookie" },
        PR_SET_VMA = { wide_names(vma_name) "attr", addr "addr", ulong "size", str "val" },
    },
}
thread_name = text_up_to(15)
audit_arch = enum("AUDIT_ARCH_I386 AUDIT_ARCH_X86_64 AUDIT_ARCH_ARM AUDIT_ARCH_AARCH64", { unknown = "AUDIT_ARCH_???" })
