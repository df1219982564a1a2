-- ioctl on virtual machines, mapped disks and loop devices.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(4, KVM_SET_USER_MEMORY_REGION, {slot=0, flags=0, guest_phys_addr=0, memory_size=4096, userspace_addr=0x7f0000000000}) = 0
-- Words of which those in parentheses are shown under -v alone: dots stand for them.
local function words(list)
    local fields = {}
    for names in list:gmatch("[^()]+") do
        local is_rare = #fields > 0 and not names:find "^rsp" and not names:find "^rip"
        if is_rare then table.insert(fields, literal "..." ("before_" .. names:match "%S+") :bare() :when "brief") end
        for name in names:gmatch("%S+") do
            table.insert(fields, is_rare and x64(name):when "!brief" or x64(name))
        end
    end
    return struct(fields)
end
local registers = words "rax(rbx rcx rdx rsi rdi)rsp rbp(r8 r9 r10 r11 r12 r13 r14 r15)rip rflags"
local segment = struct {
    x64 "base", u32 "limit", u16 "selector", u8 "type", u8 "present", u8 "dpl", u8 "db", u8 "s", u8 "l", u8 "g", u8 "avl", u16 "pad" :hidden(),
}
local descriptor_table = struct { x64 "base", u16 "limit", hexblob(6) "padding" :hidden() }
local special_registers = struct {
    segment "cs", segment "ds" :full(), segment "es" :full(), segment "fs" :full(), segment "gs" :full(), segment "ss" :full(), segment "tr" :full(),
    segment "ldt" :full(), descriptor_table "gdt" :full(), descriptor_table "idt" :full(), u64 "cr0" :full(), u64 "cr2" :full(), u64 "cr3" :full(),
    u64 "cr4" :full(), u64 "cr8" :full(), u64 "efer" :full(), x64 "apic_base" :full(), array(x64, 4) "interrupt_bitmap" :full(),
}
local region = struct {
    u32 "slot", flags("KVM_MEM_LOG_DIRTY_PAGES KVM_MEM_READONLY", { unknown = "KVM_MEM_???" }) "flags", x64 "guest_phys_addr", u64 "memory_size",
    x64 "userspace_addr",
}
local cpuid_entry = struct {
    x32 "function", x32 "index", flags("KVM_CPUID_FLAG_SIGNIFCANT_INDEX KVM_CPUID_FLAG_STATEFUL_FUNC KVM_CPUID_FLAG_STATE_READ_NEXT",
        { unknown = "KVM_CPUID_FLAG_???" }) "flags", x32 "eax", x32 "ebx", x32 "ecx", x32 "edx", array(u32, 3) "padding" :hidden(),
}
local cpuid = struct { u32 "nent", u32 "padding" :hidden(), here(ptr(array(cpuid_entry, { "nent", most = "brief ? 0 : nent" }))) "entries" }
local capability = as(enum("KVM_CAP_*", { unknown = "KVM_CAP_???" }), ulong)

ioctl_of_machines = union { sel = "op", default = ioctl_of_videos,
    PERF_EVENT_IOC_MODIFY_ATTRIBUTES = perf_attr_of_ioctl, KVM_CHECK_EXTENSION = capability, KVM_CREATE_VCPU = uint,
    KVM_GET_REGS = out(ptr(registers)), KVM_SET_REGS = ptr(registers), KVM_GET_SREGS = out(ptr(special_registers)), KVM_SET_SREGS = ptr(special_registers),
    KVM_SET_USER_MEMORY_REGION = ptr(region), KVM_SET_CPUID2 = ptr(cpuid), ["KVM_GET_SUPPORTED_CPUID KVM_GET_EMULATED_CPUID"] = out(ptr(cpuid)),
}
