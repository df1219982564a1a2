-- What a virtual processor shares with its program: struct kvm_run, which lies in memory that is mapped from its descriptor.
-- How to run: read by core/describe/compile.lua.
-- Example: VCPU:0> {request_interrupt_window=0, ..., exit_reason=KVM_EXIT_HLT, ..., cr8=0, apic_base=0xfee00900}
-- Each union case is a struct of one field, which gives it its name. Documentation/virt/kvm/api.rst, "The kvm_run structure".
local function case(name, fields) return struct { struct(fields)(name) } end
local function reason(list, unknown) return flags(list, { unknown = unknown }) end

local port_direction = as(enum("KVM_EXIT_IO_IN KVM_EXIT_IO_OUT", { unknown = "KVM_EXIT_IO_???" }), u8)
local msr = case("msr", { u8 "error", hexblob(7) "pad" :hidden(),
    reason("KVM_MSR_EXIT_REASON_INVAL KVM_MSR_EXIT_REASON_UNKNOWN KVM_MSR_EXIT_REASON_FILTER", "KVM_MSR_EXIT_REASON_???") "reason",
    x32 "index", x64 "data" })

local exits = union { sel = "exit_reason",
    KVM_EXIT_UNKNOWN = case("hw", { x64 "hardware_exit_reason" }),
    KVM_EXIT_EXCEPTION = case("ex", { u32 "exception", x32 "error_code" }),
    KVM_EXIT_IO = case("io", { port_direction "direction", u8 "size", x16 "port", u32 "count", x64 "data_offset" }),
    KVM_EXIT_HYPERCALL = case("hypercall", { u64 "nr", array(x64, 6) "args", x64 "ret", x64 "flags" }),
    KVM_EXIT_DEBUG = case("debug", { u32 "exception", u32 "pad" :hidden(), x64 "pc", x64 "dr6", x64 "dr7" }),
    KVM_EXIT_MMIO = case("mmio", { x64 "phys_addr", hexblob(8) "data", u32 "len", u8 "is_write" }),
    KVM_EXIT_FAIL_ENTRY = case("fail_entry", { x64 "hardware_entry_failure_reason", u32 "cpu" }),
    KVM_EXIT_TPR_ACCESS = case("tpr_access", { x64 "rip", u32 "is_write" }),
    KVM_EXIT_INTERNAL_ERROR = case("internal", {
        enum("KVM_INTERNAL_ERROR_EMULATION KVM_INTERNAL_ERROR_SIMUL_EX KVM_INTERNAL_ERROR_DELIVERY_EV KVM_INTERNAL_ERROR_UNEXPECTED_EXIT_REASON",
            { unknown = "KVM_INTERNAL_ERROR_???" }) "suberror",
        u32 "ndata", here(ptr(array(x64, "ndata > 16 ? 16 : ndata"))) "data" }),
    KVM_EXIT_SYSTEM_EVENT = case("system_event", {
        enum("KVM_SYSTEM_EVENT_*", { unknown = "KVM_SYSTEM_EVENT_???" }) "type",
        u32 "ndata", here(ptr(array(x64, "ndata > 16 ? 16 : ndata"))) "data" }),
    KVM_EXIT_IOAPIC_EOI = case("eoi", { u8 "vector" }),
    ["KVM_EXIT_X86_RDMSR KVM_EXIT_X86_WRMSR"] = msr,
    KVM_EXIT_NOTIFY = case("notify", { reason("KVM_NOTIFY_CONTEXT_INVALID", "KVM_NOTIFY_???") "flags" }),
    KVM_EXIT_MEMORY_FAULT = case("memory_fault", {
        as(reason("KVM_MEMORY_EXIT_FLAG_PRIVATE", "KVM_MEMORY_EXIT_FLAG_???"), u64) "flags", x64 "gpa", x64 "size" }),
    KVM_EXIT_HYPERV = case("hyperv", { enum("KVM_EXIT_HYPERV_*", { unknown = "KVM_EXIT_HYPERV_???" }) "type" }),
    KVM_EXIT_XEN = case("xen", { enum("KVM_EXIT_XEN_HCALL", { unknown = "KVM_EXIT_XEN_???" }) "type" }),
    default = struct { hexblob(256) "padding" :hidden() },
}

local synced = reason("KVM_SYNC_X86_REGS KVM_SYNC_X86_SREGS KVM_SYNC_X86_EVENTS", "KVM_SYNC_X86_???")

kvm_run = struct {
    u8 "request_interrupt_window", u8 "immediate_exit", hexblob(6) "padding1" :hidden(),
    enum("KVM_EXIT_* !KVM_EXIT_IO_* !KVM_EXIT_HYPERV_* !KVM_EXIT_XEN_* !KVM_EXIT_HYPERCALL_* !KVM_EXIT_ARM_SEA_FLAG_GPA_VALID",
        { unknown = "KVM_EXIT_???" }) "exit_reason",
    u8 "ready_for_interrupt_injection", u8 "if_flag",
    as(reason("KVM_RUN_X86_SMM KVM_RUN_X86_BUS_LOCK KVM_RUN_X86_GUEST_MODE", "KVM_RUN_X86_???"), u16) "flags",
    u64 "cr8", x64 "apic_base", exits "exit" :spread(),
    as(synced, u64) "kvm_valid_regs", as(synced, u64) "kvm_dirty_regs",
}
