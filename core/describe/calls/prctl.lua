-- prctl: what a process says about itself, one operation at a time.
-- How to run: read by core/describe/compile.lua.
-- Example: prctl(PR_SET_NAME, "cases")
prctl_op = enum "PR_SET_PDEATHSIG PR_GET_PDEATHSIG PR_GET_DUMPABLE PR_SET_DUMPABLE PR_GET_UNALIGN PR_SET_UNALIGN PR_GET_KEEPCAPS PR_SET_KEEPCAPS PR_GET_FPEMU PR_SET_FPEMU PR_GET_FPEXC PR_SET_FPEXC PR_GET_TIMING PR_SET_TIMING PR_SET_NAME PR_GET_NAME PR_GET_ENDIAN PR_SET_ENDIAN PR_GET_SECCOMP PR_SET_SECCOMP PR_CAPBSET_READ PR_CAPBSET_DROP PR_GET_TSC PR_SET_TSC PR_GET_SECUREBITS PR_SET_SECUREBITS PR_SET_TIMERSLACK PR_GET_TIMERSLACK PR_TASK_PERF_EVENTS_DISABLE PR_TASK_PERF_EVENTS_ENABLE PR_MCE_KILL PR_MCE_KILL_GET PR_SET_MM PR_SET_CHILD_SUBREAPER PR_GET_CHILD_SUBREAPER PR_SET_NO_NEW_PRIVS PR_GET_NO_NEW_PRIVS PR_GET_TID_ADDRESS PR_SET_THP_DISABLE PR_GET_THP_DISABLE PR_MPX_ENABLE_MANAGEMENT PR_MPX_DISABLE_MANAGEMENT PR_SET_FP_MODE PR_GET_FP_MODE PR_CAP_AMBIENT PR_SVE_SET_VL PR_SVE_GET_VL PR_GET_SPECULATION_CTRL PR_SET_SPECULATION_CTRL PR_PAC_RESET_KEYS PR_SET_TAGGED_ADDR_CTRL PR_GET_TAGGED_ADDR_CTRL PR_SET_IO_FLUSHER PR_GET_IO_FLUSHER PR_SET_SYSCALL_USER_DISPATCH PR_PAC_SET_ENABLED_KEYS PR_PAC_GET_ENABLED_KEYS PR_SCHED_CORE PR_SME_SET_VL PR_SME_GET_VL PR_SET_MDWE PR_GET_MDWE PR_SET_MEMORY_MERGE PR_GET_MEMORY_MERGE PR_RISCV_V_SET_CONTROL PR_RISCV_V_GET_CONTROL PR_RISCV_SET_ICACHE_FLUSH_CTX PR_PPC_GET_DEXCR PR_PPC_SET_DEXCR PR_GET_SHADOW_STACK_STATUS PR_SET_SHADOW_STACK_STATUS PR_LOCK_SHADOW_STACK_STATUS PR_TIMER_CREATE_RESTORE_IDS PR_FUTEX_HASH PR_RSEQ_SLICE_EXTENSION PR_GET_CFI PR_SET_CFI PR_GET_AUXV PR_SET_VMA PR_SET_PTRACER"
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
speculation_wish = enum("PR_SPEC_ENABLE PR_SPEC_DISABLE PR_SPEC_FORCE_DISABLE PR_SPEC_DISABLE_NOEXEC", { unknown = "PR_SPEC_???" })
speculation_flags = flags("PR_SPEC_NOT_AFFECTED PR_SPEC_PRCTL PR_SPEC_ENABLE PR_SPEC_DISABLE PR_SPEC_FORCE_DISABLE PR_SPEC_DISABLE_NOEXEC", { unknown = "PR_SPEC_???" })
fp_mode = flags "PR_FP_MODE_FR PR_FP_MODE_FRE"
-- How long a vector is stands in the lower half.
local function vector(names) return bits { { flags = names }, { mask = 0xffff, number = "HEX" }, joined = true } end
sve_vector, sme_vector = vector "PR_SVE_SET_VL_ONEXEC PR_SVE_VL_INHERIT", vector "PR_SME_SET_VL_ONEXEC PR_SME_VL_INHERIT"
local enabled_keys = "PR_PAC_APIAKEY PR_PAC_APIBKEY PR_PAC_APDAKEY PR_PAC_APDBKEY"
pac_keys, pac_enabled_keys = flags(enabled_keys .. " PR_PAC_APGAKEY", { unknown = "PR_PAC_???" }), flags(enabled_keys, { unknown = "PR_PAC_???" })
tagged_address = bits {
    { flags = "PR_TAGGED_ADDR_ENABLE" }, { mask = 1, enum = { ["!PR_TAGGED_ADDR_ENABLE"] = 0 } }, { mask = 6, enum = "PR_MTE_TCF_NONE=0 PR_MTE_TCF_SYNC=2 PR_MTE_TCF_ASYNC=4 PR_MTE_TCF_MASK=6" },
    { mask = 0x7fff8, shift = "PR_MTE_TAG_SHIFT", number = "HEX" }, { flags = "PR_MTE_STORE_ONLY" }, joined = true,
}
user_dispatch = enum("PR_SYS_DISPATCH_OFF PR_SYS_DISPATCH_ON PR_SYS_DISPATCH_INCLUSIVE_ON", { unknown = "PR_SYS_DISPATCH_???" })
sched_core = enum "PR_SCHED_CORE_GET PR_SCHED_CORE_CREATE PR_SCHED_CORE_SHARE_TO PR_SCHED_CORE_SHARE_FROM"
core_scope = enum("PIDTYPE_PID=0 PIDTYPE_TGID=1 PIDTYPE_PGID=2 PIDTYPE_SID=3", { commented = true, joined = true, unknown = "PIDTYPE_???" })
vma_name = enum("PR_SET_VMA_ANON_NAME", { unknown = "PR_SET_VMA_???" })
ptracer = enum("PR_SET_PTRACER_ANY=0xffffffff", { plain = true, signed = true })
mdwe = flags("PR_MDWE_REFUSE_EXEC_GAIN PR_MDWE_NO_INHERIT", { unknown = "PR_MDWE_???" })
thp_disable = flags("PR_THP_DISABLE_EXCEPT_ADVISED", { plain = true })
vector_control = bits { { mask = 3, enum = "PR_RISCV_V_VSTATE_CTRL_DEFAULT PR_RISCV_V_VSTATE_CTRL_OFF PR_RISCV_V_VSTATE_CTRL_ON" }, { flags = "PR_RISCV_V_VSTATE_CTRL_INHERIT" } }
icache_flush = enum("PR_RISCV_CTX_SW_FENCEI_ON PR_RISCV_CTX_SW_FENCEI_OFF", { unknown = "PR_RISCV_CTX_???" })
icache_scope = enum("PR_RISCV_SCOPE_PER_PROCESS PR_RISCV_SCOPE_PER_THREAD", { unknown = "PR_RISCV_SCOPE_???" })
dexcr = enum("PR_PPC_DEXCR_SBHE PR_PPC_DEXCR_IBRTPD PR_PPC_DEXCR_SRAPD PR_PPC_DEXCR_NPHIE", { unknown = "PR_PPC_DEXCR_???" })
dexcr_control = flags("PR_PPC_DEXCR_CTRL_EDITABLE PR_PPC_DEXCR_CTRL_SET PR_PPC_DEXCR_CTRL_CLEAR PR_PPC_DEXCR_CTRL_SET_ONEXEC PR_PPC_DEXCR_CTRL_CLEAR_ONEXEC", { unknown = "PR_PPC_DEXCR_CTRL_???" })
shadow_stack = flags("PR_SHADOW_STACK_ENABLE PR_SHADOW_STACK_WRITE PR_SHADOW_STACK_PUSH", { unknown = "PR_SHADOW_STACK_???" })
restored_ids = enum("PR_TIMER_CREATE_RESTORE_IDS_OFF PR_TIMER_CREATE_RESTORE_IDS_ON PR_TIMER_CREATE_RESTORE_IDS_GET", { unknown = "PR_TIMER_CREATE_RESTORE_IDS_???" })
futex_hash = enum("PR_FUTEX_HASH_SET_SLOTS PR_FUTEX_HASH_GET_SLOTS", { unknown = "PR_FUTEX_HASH_???" })
slice_extension = enum("PR_RSEQ_SLICE_EXTENSION_GET PR_RSEQ_SLICE_EXTENSION_SET", { unknown = "PR_RSEQ_SLICE_EXTENSION_???" })
slice_flags = flags("PR_RSEQ_SLICE_EXT_ENABLE", { unknown = "PR_RSEQ_SLICE_EXT_???" })
cfi = enum("PR_CFI_BRANCH_LANDING_PADS", { unknown = "PR_CFI_???" })
local function wide_names(t) return as(t, ulong) end
-- What each operation takes; many insist on zeros behind that. Where the manual calls a second one `op` too, it stays arg2.
local function zeros_after(...) return { rest = xlong, ... } end
-- Only where the first operand is one of these does the second have a meaning.
local function if_first(names, t, named) return union { sel = "arg2", [names] = t, default = xlong } (named) end
call.prctl {
    returns = union { sel = "op", ["PR_GET_SECUREBITS PR_GET_TAGGED_ADDR_CTRL PR_PAC_GET_ENABLED_KEYS PR_GET_FP_MODE PR_SVE_GET_VL PR_SVE_SET_VL PR_SME_GET_VL PR_SME_SET_VL"] = xlong,
        PR_GET_SPECULATION_CTRL = union { sel = "arg2", ["PR_SPEC_STORE_BYPASS PR_SPEC_INDIRECT_BRANCH PR_SPEC_L1D_FLUSH"] = xlong, default = long }, default = long },
    after = {
        union { sel = "op", PR_GET_DUMPABLE = in_words(dumpable), PR_MCE_KILL_GET = in_words(mce_policy) } "meaning"
            :of "ret" :bare() :when "err == 0 && ret >= 0 && ret < 3",
        union { sel = "op", PR_GET_SECUREBITS = in_words(wide_names(securebits)), PR_GET_SPECULATION_CTRL = in_words(wide_names(speculation_flags)), PR_GET_TAGGED_ADDR_CTRL = in_words(wide_names(tagged_address)),
            PR_PAC_GET_ENABLED_KEYS = in_words(wide_names(pac_enabled_keys)), PR_GET_FP_MODE = in_words(wide_names(fp_mode)), ["PR_SVE_GET_VL PR_SVE_SET_VL"] = in_words(wide_names(sve_vector)),
            ["PR_SME_GET_VL PR_SME_SET_VL"] = in_words(wide_names(sme_vector)), PR_GET_MDWE = in_words(wide_names(mdwe)) } "flags"
            :of "ret" :bare() :when "err == 0 && (ret || op == PR_GET_SPECULATION_CTRL || op == PR_GET_TAGGED_ADDR_CTRL)",
    },
    prctl_op "op",
    per_operation {
        sel = "op", names = "arg2 arg3 arg4 arg5", default = xlong,
        ["PR_GET_DUMPABLE PR_GET_KEEPCAPS PR_GET_TIMING PR_GET_SECCOMP PR_GET_SECUREBITS PR_GET_TIMERSLACK PR_TASK_PERF_EVENTS_DISABLE"
            .. " PR_TASK_PERF_EVENTS_ENABLE PR_GET_FP_MODE PR_SVE_GET_VL PR_SME_GET_VL PR_RISCV_V_GET_CONTROL"] = {},
        PR_SET_PDEATHSIG = { as(exit_signal, ulong) "sig" }, PR_GET_PDEATHSIG = { out(ptr(signal)) "sig" },
        PR_SET_NAME = { thread_name "name" }, PR_GET_NAME = { out(text_up_to(16)) "name" },
        PR_SET_DUMPABLE = { wide_names(dumpable) "dumpable" },
        PR_SET_UNALIGN = { unalign "bits" }, PR_GET_UNALIGN = { out(ptr(unalign)) "bits" },
        PR_SET_FPEMU = { ulong "fpemu" }, PR_GET_FPEMU = { out(ptr(uint)) "fpemu" },
        PR_SET_FPEXC = { ulong "mode" }, PR_GET_FPEXC = { out(ptr(uint)) "mode" },
        PR_SET_ENDIAN = { ulong "endianness" }, PR_GET_ENDIAN = { out(ptr(uint)) "endianness" },
        PR_SET_CHILD_SUBREAPER = { ulong "set" }, PR_GET_CHILD_SUBREAPER = { out(ptr(uint)) "isset" },
        PR_SET_TSC = { tsc "state" }, PR_GET_TSC = { out(ptr(tsc)) "state" },
        PR_SET_KEEPCAPS = { ulong "state" }, PR_SET_TIMING = { ulong "timing" }, PR_SET_TIMERSLACK = { long "slack" },
        PR_SET_FP_MODE = { fp_mode "mode" }, PR_SVE_SET_VL = { wide_names(sve_vector) "val" }, PR_SME_SET_VL = { wide_names(sme_vector) "val" },
        PR_SET_SECUREBITS = { wide_names(securebits) "flags" }, ["PR_CAPBSET_READ PR_CAPBSET_DROP"] = { wide_names(capability) "cap" },
        PR_GET_TID_ADDRESS = { out(ptr(addr)) "addrp" }, PR_SET_PTRACER = { ptracer "pid" },
        PR_SET_SECCOMP = { wide_names(seccomp_mode) "mode", union { sel = "arg2", SECCOMP_MODE_STRICT = none, SECCOMP_MODE_FILTER = ptr(seccomp_program), default = xlong } "filter",
            union { sel = "arg2", ["SECCOMP_MODE_STRICT SECCOMP_MODE_FILTER"] = none, default = xlong }, union { sel = "arg2", ["SECCOMP_MODE_STRICT SECCOMP_MODE_FILTER"] = none, default = xlong } },
        PR_GET_SPECULATION_CTRL = { wide_names(speculation) "misfeature" },
        PR_SET_SPECULATION_CTRL = { wide_names(speculation) "misfeature", if_first("PR_SPEC_STORE_BYPASS PR_SPEC_INDIRECT_BRANCH PR_SPEC_L1D_FLUSH", wide_names(speculation_wish), "val") },
        PR_SET_NO_NEW_PRIVS = zeros_after(ulong "set"), PR_SET_IO_FLUSHER = zeros_after(ulong "state"),
        PR_SET_THP_DISABLE = zeros_after(ulong "flag", wide_names(thp_disable) "flags"), PR_SET_MEMORY_MERGE = zeros_after(ulong "flag"),
        PR_SET_MDWE = zeros_after(wide_names(mdwe) "mask"),
        PR_MCE_KILL = zeros_after(wide_names(mce_kill), if_first("PR_MCE_KILL_SET", wide_names(mce_policy), "policy")),
        PR_SET_MM = zeros_after(set_mm, xlong "addr"),
        PR_CAP_AMBIENT = zeros_after(wide_names(cap_ambient), if_first("PR_CAP_AMBIENT_IS_SET PR_CAP_AMBIENT_RAISE PR_CAP_AMBIENT_LOWER", wide_names(capability), "cap")),
        PR_PAC_RESET_KEYS = zeros_after(wide_names(pac_keys) "keys"),
        PR_PAC_SET_ENABLED_KEYS = zeros_after(wide_names(pac_enabled_keys) "keys", wide_names(pac_enabled_keys) "enabled_keys"),
        PR_SET_TAGGED_ADDR_CTRL = zeros_after(wide_names(tagged_address) "mode"),
        PR_SET_SYSCALL_USER_DISPATCH = { wide_names(user_dispatch), xlong "offset", xlong "length", addr "selector" },
        PR_SCHED_CORE = { sched_core "command", as(pid, long) "pid", core_scope "pid_type", union { sel = "arg2", PR_SCHED_CORE_GET = out(ptr(x64)), default = addr } "cookie" },
        PR_SET_VMA = { wide_names(vma_name) "attr", if_first("PR_SET_VMA_ANON_NAME", addr, "addr"), if_first("PR_SET_VMA_ANON_NAME", ulong, "size"), if_first("PR_SET_VMA_ANON_NAME", str, "val") },
        PR_GET_AUXV = zeros_after(addr "auxv", ulong "size"),
        PR_RISCV_V_SET_CONTROL = { wide_names(vector_control) }, PR_RISCV_SET_ICACHE_FLUSH_CTX = { wide_names(icache_flush) "ctx", wide_names(icache_scope) "scope" },
        PR_PPC_GET_DEXCR = zeros_after(wide_names(dexcr) "aspect"), PR_PPC_SET_DEXCR = zeros_after(wide_names(dexcr) "aspect", wide_names(dexcr_control) "flags"),
        PR_GET_SHADOW_STACK_STATUS = zeros_after(out(ptr(wide_names(shadow_stack))) "status"),
        ["PR_SET_SHADOW_STACK_STATUS PR_LOCK_SHADOW_STACK_STATUS"] = zeros_after(wide_names(shadow_stack) "status"),
        PR_TIMER_CREATE_RESTORE_IDS = zeros_after(wide_names(restored_ids)),
        PR_FUTEX_HASH = zeros_after(wide_names(futex_hash), if_first("PR_FUTEX_HASH_SET_SLOTS", ulong, "slots")),
        PR_RSEQ_SLICE_EXTENSION = zeros_after(wide_names(slice_extension), if_first("PR_RSEQ_SLICE_EXTENSION_SET", wide_names(slice_flags), "flags")),
        PR_GET_CFI = zeros_after(wide_names(cfi) "feature"), PR_SET_CFI = zeros_after(wide_names(cfi) "feature"),
    },
}
thread_name = text_up_to(15)
audit_arch = enum("AUDIT_ARCH_*", { unknown = "AUDIT_ARCH_???" })
