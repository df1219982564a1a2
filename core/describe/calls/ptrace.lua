-- ptrace: what a tracer asks of a traced process, one request at a time.
-- How to run: read by core/describe/compile.lua.
-- Example: ptrace(PTRACE_CONT, 6134, NULL, SIGUSR1)
ptrace_op = enum("PTRACE_TRACEME PTRACE_PEEKTEXT PTRACE_PEEKDATA PTRACE_PEEKUSER=3 PTRACE_POKETEXT PTRACE_POKEDATA PTRACE_POKEUSER=6 PTRACE_CONT"
    .. " PTRACE_KILL PTRACE_SINGLESTEP PTRACE_GETREGS PTRACE_SETREGS PTRACE_GETFPREGS PTRACE_SETFPREGS PTRACE_ATTACH PTRACE_DETACH"
    .. " PTRACE_GETFPXREGS PTRACE_SETFPXREGS PTRACE_OLDSETOPTIONS=21 PTRACE_SYSCALL PTRACE_GET_THREAD_AREA PTRACE_SET_THREAD_AREA"
    .. " PTRACE_ARCH_PRCTL=30 PTRACE_SYSEMU PTRACE_SYSEMU_SINGLESTEP PTRACE_SINGLEBLOCK PTRACE_SETOPTIONS PTRACE_GETEVENTMSG"
    .. " PTRACE_GETSIGINFO PTRACE_SETSIGINFO PTRACE_GETREGSET PTRACE_SETREGSET PTRACE_SEIZE PTRACE_INTERRUPT PTRACE_LISTEN"
    .. " PTRACE_PEEKSIGINFO PTRACE_GETSIGMASK PTRACE_SETSIGMASK PTRACE_SECCOMP_GET_FILTER PTRACE_SECCOMP_GET_METADATA"
    .. " PTRACE_GET_SYSCALL_INFO PTRACE_GET_RSEQ_CONFIGURATION PTRACE_SET_SYSCALL_USER_DISPATCH_CONFIG"
    .. " PTRACE_GET_SYSCALL_USER_DISPATCH_CONFIG PTRACE_SET_SYSCALL_INFO", { unknown = "PTRACE_???" })
ptrace_options = flags("PTRACE_O_TRACESYSGOOD PTRACE_O_TRACEFORK PTRACE_O_TRACEVFORK PTRACE_O_TRACECLONE PTRACE_O_TRACEEXEC PTRACE_O_TRACEVFORKDONE"
    .. " PTRACE_O_TRACEEXIT PTRACE_O_TRACESECCOMP PTRACE_O_EXITKILL PTRACE_O_SUSPEND_SECCOMP")

-- Where a register lies in struct user.
local names, offsets = { "R15", "R14", "R13", "R12", "RBP", "RBX", "R11", "R10", "R9", "R8", "RAX", "RCX", "RDX", "RSI", "RDI", "ORIG_RAX", "RIP",
    "CS", "EFLAGS", "RSP", "SS", "FS_BASE", "GS_BASE", "DS", "ES", "FS", "GS" }, {}
for i, name in ipairs(names) do offsets[i] = ("8*%s=%d"):format(name, 8 * (i - 1)) end
user_offset = enum(table.concat(offsets, " "), { plain = true })

local function registers(t, list)
    local fields = {}
    for name in list:gmatch "%S+" do fields[#fields + 1] = t(name) end
    return struct(fields)
end
x86_64_registers = registers(x64, "r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base ds es fs gs")
i386_registers = registers(x32, "ebx ecx edx esi edi ebp eax xds xes xfs xgs orig_eax eip xcs eflags esp xss")
x86_64_float = struct {
    x16 "cwd", x16 "swd", x16 "ftw", x16 "fop", x64 "rip", x64 "rdp", x32 "mxcsr", x32 "mxcr_mask",
    array(x32, 32) "st_space", array(x32, 64) "xmm_space", array(x32, 24) "padding",
}
i386_float = struct { x32 "cwd", x32 "swd", x32 "twd", x32 "fip", x32 "fcs", x32 "foo", x32 "fos", array(x32, 20) "st_space" }
-- Which of the two: that of the tracer's machine.
local function of_machine(wide, narrow, wrap) return union { sel = "is_64", ["1"] = ptr(wrap(wide)), default = ptr(wrap(narrow)) } end
local function whole(t) return t end
local function part(t) return sized(t, "iov_len") end

regset = enum("NT_PRSTATUS=1 NT_FPREGSET=2 NT_PRPSINFO=3 NT_PRXREG=4 NT_PLATFORM=5 NT_AUXV=6 NT_GWINDOWS=7 NT_ASRS=8 NT_PSTATUS=10"
    .. " NT_PSINFO=13 NT_PRCRED=14 NT_UTSNAME=15 NT_LWPSTATUS=16 NT_LWPSINFO=17 NT_PRFPXREG=20 NT_PPC_VMX NT_PPC_SPE"
    .. " NT_PPC_VSX NT_PPC_TAR NT_PPC_PPR NT_PPC_DSCR NT_PPC_EBB NT_PPC_PMU NT_PPC_TM_CGPR NT_PPC_TM_CFPR NT_PPC_TM_CVMX"
    .. " NT_PPC_TM_CVSX NT_PPC_TM_SPR NT_PPC_TM_CTAR NT_PPC_TM_CPPR NT_PPC_TM_CDSCR NT_PPC_PKEY NT_PPC_DEXCR NT_PPC_HASHKEYR"
    .. " NT_386_TLS NT_386_IOPERM NT_X86_XSTATE NT_X86_SHSTK NT_X86_XSAVE_LAYOUT NT_S390_HIGH_GPRS NT_S390_TIMER"
    .. " NT_S390_TODCMP NT_S390_TODPREG NT_S390_CTRS NT_S390_PREFIX NT_S390_LAST_BREAK NT_S390_SYSTEM_CALL NT_S390_TDB"
    .. " NT_S390_VXRS_LOW NT_S390_VXRS_HIGH NT_S390_GS_CB NT_S390_GS_BC NT_S390_RI_CB NT_S390_PV_CPU_DATA NT_ARM_VFP"
    .. " NT_ARM_TLS NT_ARM_HW_BREAK NT_ARM_HW_WATCH NT_ARM_SYSTEM_CALL NT_ARM_SVE NT_ARM_PAC_MASK NT_ARM_PACA_KEYS"
    .. " NT_ARM_PACG_KEYS NT_ARM_TAGGED_ADDR_CTRL NT_ARM_PAC_ENABLED_KEYS NT_ARM_SSVE NT_ARM_ZA NT_ARM_ZT NT_ARM_FPMR"
    .. " NT_ARM_POE NT_ARM_GCS NT_METAG_CBUF=0x500 NT_METAG_RPIPE=0x501 NT_METAG_TLS=0x502"
    .. " NT_ARC_V2 NT_VMCOREDD NT_MIPS_DSP NT_MIPS_FP_MODE NT_MIPS_MSA NT_RISCV_CSR NT_RISCV_VECTOR"
    .. " NT_RISCV_TAGGED_ADDR_CTRL NT_RISCV_USER_CFI NT_LOONGARCH_CPUCFG NT_LOONGARCH_CSR NT_LOONGARCH_LSX NT_LOONGARCH_LASX"
    .. " NT_LOONGARCH_LBT NT_LOONGARCH_HW_BREAK NT_LOONGARCH_HW_WATCH NT_FILE NT_PRXFPREG NT_SIGINFO", { unknown = "NT_???" })
local function regset_vector(choice)
    return ptr(struct {
        union { sel = choice, ["1"] = of_machine(x86_64_registers, i386_registers, part), ["2"] = of_machine(x86_64_float, i386_float, part), default = addr } "iov_base",
        size "iov_len" :changes(),
    })
end

syscall_info_op = enum("PTRACE_SYSCALL_INFO_NONE PTRACE_SYSCALL_INFO_ENTRY PTRACE_SYSCALL_INFO_EXIT PTRACE_SYSCALL_INFO_SECCOMP", { unknown = "PTRACE_SYSCALL_INFO_???" })
syscall_entry = struct { styled(u64, "SYSCALL") "nr", array(x64, 6) "args" }
syscall_exit = struct { show = "rval is_error", union { sel = "is_error", ["0"] = s64, default = as(negative_error, s64) } "rval", u8 "is_error" }
syscall_seccomp = struct { styled(u64, "SYSCALL") "nr", array(x64, 6) "args", u32 "ret_data" }
syscall_info = struct {
    as(syscall_info_op, u8) "op", audit_arch "arch", addr64 "instruction_pointer", addr64 "stack_pointer",
    union { sel = "op", ["1"] = struct { syscall_entry "entry" }, ["2"] = struct { syscall_exit "exit" }, ["3"] = struct { syscall_seccomp "seccomp" } } "more" :spread(),
}
peeksiginfo = struct { u64 "off", flags "PTRACE_PEEKSIGINFO_SHARED" "flags", u32 "nr" }
seccomp_metadata = struct { u64 "filter_off", u64 "flags" :when "exiting && !err" }

local pid_only = "PTRACE_ATTACH PTRACE_KILL PTRACE_INTERRUPT PTRACE_LISTEN"
local nothing = "PTRACE_TRACEME"
local whole_sets = "PTRACE_GETREGS PTRACE_SETREGS PTRACE_GETFPREGS PTRACE_SETFPREGS"
call.ptrace {
    as(ptrace_op, ulong) "op", union { sel = "op", [nothing] = none, default = pid } "pid",
    union {
        sel = "op", [nothing] = none, [pid_only] = none, [whole_sets] = none, ["3 6"] = as(user_offset, ulong), ["PTRACE_GETREGSET PTRACE_SETREGSET"] = as(regset, ulong),
        ["PTRACE_GETSIGMASK PTRACE_SETSIGMASK PTRACE_SECCOMP_GET_FILTER PTRACE_SECCOMP_GET_METADATA PTRACE_GET_SYSCALL_INFO PTRACE_SET_SYSCALL_INFO"] = ulong,
        PTRACE_PEEKSIGINFO = ptr(peeksiginfo), default = addr,
    } "addr",
    union {
        sel = "op", [nothing] = none, [pid_only] = none, ["1 2 3"] = out(ptr(addr)), ["4 5 6"] = addr,
        ["PTRACE_CONT PTRACE_SYSCALL PTRACE_SINGLESTEP PTRACE_DETACH PTRACE_SYSEMU PTRACE_SYSEMU_SINGLESTEP PTRACE_SINGLEBLOCK"] = signal,
        ["PTRACE_SETOPTIONS PTRACE_SEIZE 21"] = as(ptrace_options, ulong),
        PTRACE_GETREGS = out(of_machine(x86_64_registers, i386_registers, whole)), PTRACE_SETREGS = of_machine(x86_64_registers, i386_registers, whole),
        PTRACE_GETFPREGS = out(of_machine(x86_64_float, i386_float, whole)), PTRACE_SETFPREGS = of_machine(x86_64_float, i386_float, whole),
        PTRACE_GETREGSET = inout(regset_vector "exiting && !err ? addr : 0"), PTRACE_SETREGSET = regset_vector "addr",
        PTRACE_GETSIGINFO = out(ptr(siginfo)), PTRACE_SETSIGINFO = ptr(siginfo), PTRACE_GETEVENTMSG = out(ptr(ulong)),
        PTRACE_GETSIGMASK = out(special_at("sigset", "addr")), PTRACE_SETSIGMASK = special_at("sigset", "addr"),
        PTRACE_PEEKSIGINFO = out(ptr(array(siginfo, "ret"))), PTRACE_GET_SYSCALL_INFO = out(ptr(sized(syscall_info, "addr < (ret + 7) / 8 * 8 ? addr : (ret + 7) / 8 * 8"))), PTRACE_SET_SYSCALL_INFO = ptr(sized(syscall_info, "addr")),
        PTRACE_SECCOMP_GET_METADATA = inout(ptr(seccomp_metadata)), default = addr,
    } "data",
}
