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
-- Operations that take one argument, none, and all four with nothing in the last ones.
local one = "PR_SET_PDEATHSIG PR_GET_PDEATHSIG PR_SET_DUMPABLE PR_GET_UNALIGN PR_SET_UNALIGN PR_SET_KEEPCAPS PR_GET_FPEMU PR_SET_FPEMU PR_GET_FPEXC PR_SET_FPEXC PR_SET_TIMING PR_SET_NAME PR_GET_NAME PR_GET_ENDIAN PR_SET_ENDIAN PR_CAPBSET_READ PR_CAPBSET_DROP PR_GET_TSC PR_SET_TSC PR_SET_SECUREBITS PR_SET_TIMERSLACK PR_SET_CHILD_SUBREAPER PR_GET_CHILD_SUBREAPER PR_GET_TID_ADDRESS PR_SET_FP_MODE PR_SVE_SET_VL PR_SME_SET_VL PR_GET_SPECULATION_CTRL PR_SET_PTRACER"
local none_at_all = "PR_GET_DUMPABLE PR_GET_KEEPCAPS PR_GET_TIMING PR_GET_SECCOMP PR_GET_SECUREBITS PR_GET_TIMERSLACK PR_TASK_PERF_EVENTS_DISABLE PR_TASK_PERF_EVENTS_ENABLE PR_GET_FP_MODE PR_SVE_GET_VL PR_SME_GET_VL"
local two = "PR_SET_SECCOMP PR_SET_SPECULATION_CTRL"
local function cases(list, t)
    list[none_at_all] = none
    list.sel, list.default = "op", xlong
    for names in pairs(t) do list[names] = none end
    return union(list)
end
call.prctl {
    prctl_op "op",
    cases({
        PR_SET_PDEATHSIG = as(signal, long), PR_GET_PDEATHSIG = out(ptr(signal)), PR_SET_DUMPABLE = wide_names(dumpable), PR_SET_UNALIGN = wide_names(unalign),
        ["PR_GET_UNALIGN PR_GET_FPEMU PR_GET_FPEXC PR_GET_ENDIAN PR_GET_CHILD_SUBREAPER"] = out(ptr(uint)),
        ["PR_SET_KEEPCAPS PR_SET_TIMING PR_SET_FPEMU PR_SET_FPEXC PR_SET_ENDIAN PR_SET_TIMERSLACK PR_SET_CHILD_SUBREAPER PR_SET_NO_NEW_PRIVS PR_SET_THP_DISABLE PR_SET_IO_FLUSHER PR_SET_FP_MODE PR_SET_MEMORY_MERGE"] = ulong,
        PR_SET_NAME = thread_name, PR_GET_NAME = out(text_up_to(16)), PR_SET_SECCOMP = wide_names(seccomp_mode), ["PR_CAPBSET_READ PR_CAPBSET_DROP"] = wide_names(capability),
        PR_GET_TSC = out(ptr(tsc)), PR_SET_TSC = wide_names(tsc), PR_SET_SECUREBITS = wide_names(securebits), PR_MCE_KILL = wide_names(mce_kill), PR_SET_MM = wide_names(set_mm),
        PR_GET_TID_ADDRESS = out(ptr(addr)), PR_CAP_AMBIENT = wide_names(cap_ambient), ["PR_GET_SPECULATION_CTRL PR_SET_SPECULATION_CTRL"] = wide_names(speculation),
        ["PR_PAC_RESET_KEYS PR_PAC_SET_ENABLED_KEYS"] = wide_names(pac_keys), PR_SET_TAGGED_ADDR_CTRL = wide_names(tagged_address), PR_SET_SYSCALL_USER_DISPATCH = wide_names(user_dispatch),
        PR_SCHED_CORE = wide_names(sched_core), PR_SET_VMA = wide_names(vma_name), PR_SET_PTRACER = as(ptracer, long), PR_SET_MDWE = wide_names(mdwe),
    }, {}) "arg2",
    cases({
        PR_SET_SECCOMP = union { sel = "arg2", SECCOMP_MODE_FILTER = ptr(seccomp_program), default = none },
        PR_MCE_KILL = union { sel = "arg2", PR_MCE_KILL_SET = wide_names(mce_policy), default = xlong }, PR_SET_MM = addr,
        PR_CAP_AMBIENT = union { sel = "arg2", PR_CAP_AMBIENT_CLEAR_ALL = xlong, default = wide_names(capability) },
        PR_SET_SPECULATION_CTRL = wide_names(speculation_flags), PR_PAC_SET_ENABLED_KEYS = wide_names(pac_keys), PR_SCHED_CORE = as(pid, long),
        PR_SET_VMA = addr,
    }, { [one] = true }) "arg3",
    cases({ PR_SCHED_CORE = wide_names(core_scope), PR_SET_VMA = ulong }, { [one] = true, [two] = true }) "arg4",
    cases({ PR_SET_SYSCALL_USER_DISPATCH = addr, PR_SET_VMA = str, PR_SCHED_CORE = out(ptr(x64)) }, { [one] = true, [two] = true }) "arg5",
    returns = union { sel = "op", ["PR_GET_SECUREBITS PR_GET_SPECULATION_CTRL PR_GET_TAGGED_ADDR_CTRL PR_PAC_GET_ENABLED_KEYS"] = xint, default = long },
    after = {
        union { sel = "op", PR_GET_DUMPABLE = in_words(dumpable), PR_MCE_KILL_GET = in_words(mce_policy), PR_GET_SECUREBITS = securebits, PR_GET_SPECULATION_CTRL = speculation_flags, PR_GET_SECCOMP = in_words(seccomp_mode) } "meaning"
            :of "ret" :bare() :when "err == 0 && (ret || op == PR_GET_DUMPABLE)",
    },
}
thread_name = text_up_to(15)
audit_arch = enum("AUDIT_ARCH_I386 AUDIT_ARCH_X86_64 AUDIT_ARCH_ARM AUDIT_ARCH_AARCH64", { unknown = "AUDIT_ARCH_???" })
