/* The kernel tells it in struct kvm_run, which the program has mapped from the descriptor.
   Documentation/virt/kvm/api.rst, "The kvm_run structure". */
#include "core/report/vcpu_text.h"
#include "core/base/text.h"
#include "core/decode/syscall.h"
#include "core/describe/describe.h"
#include "core/tracee/fds.h"
#include "core/tracee/memory.h"
#include "core/tracee/proc_id.h"
#include <linux/ioctl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUN = _IO(0xae, 0x80), REASON_OFFSET = 8, LONGEST_NAME = 64, LONGEST_LINE = 4352 };

static const char *const reasons[] = {
    "UNKNOWN",
    "EXCEPTION",
    "IO",
    "HYPERCALL",
    "DEBUG",
    "HLT",
    "MMIO",
    "IRQ_WINDOW_OPEN",
    "SHUTDOWN",
    "FAIL_ENTRY",
    "INTR",
    "SET_TPR",
    "TPR_ACCESS",
    "S390_SIEIC",
    "S390_RESET",
    "DCR",
    "NMI",
    "INTERNAL_ERROR",
    "OSI",
    "PAPR_HCALL",
    "S390_UCONTROL",
    "WATCHDOG",
    "S390_TSCH",
    "EPR",
    "SYSTEM_EVENT",
    "S390_STSI",
    "IOAPIC_EOI",
    "HYPERV",
    "ARM_NISV",
    "X86_RDMSR",
    "X86_WRMSR",
    "DIRTY_RING_FULL",
    "AP_RESET_HOLD",
    "X86_BUS_LOCK",
    "XEN",
    "RISCV_SBI",
    "RISCV_CSR",
    "NOTIFY",
    "LOONGARCH_IOCSR",
    "MEMORY_FAULT",
    "TDX",
    "ARM_SEA",
    "ARM_LDST64B",
    "SNP_REQ_CERTS",
};

/* Where "anon_inode:kvm-vcpu:0" is mapped; 0 if it is not. */
static uint64_t find_mapping(const struct tracee *t, const char *name)
{
    char path[40], line[LONGEST_LINE];
    uint64_t address = 0;
    snprintf(path, sizeof path, "/proc/%d/maps", proc_id(t->tid));
    FILE *file = fopen(path, "re");
    while (file && !address && fgets(line, sizeof line, file)) {
        const char *mapped = strstr(line, "anon_inode:");
        size_t length = strlen(name);
        if (mapped && !strncmp(mapped, name, length) && mapped[length] == '\n')
            address = strtoull(line, NULL, 16);
    }
    if (file)
        fclose(file);
    return address;
}

static bool is_run(const struct syscall *syscall)
{
    return syscall->call && syscall->tracee && !syscall->error &&
           (uint32_t)syscall->words[1] == RUN &&
           !strcmp(describe_string(syscall->call->name), "ioctl");
}

void vcpu_text_add(struct text *text, const struct syscall *syscall)
{
    static const char prefix[] = "anon_inode:kvm-vcpu:";
    char name[LONGEST_NAME];
    uint32_t reason;
    if (!is_run(syscall) ||
        fds_path(syscall->tracee, (int)syscall->words[0], name, sizeof name) <= 0 ||
        strncmp(name, prefix, sizeof prefix - 1) != 0)
        return;
    uint64_t address = find_mapping(syscall->tracee, name);
    if (!address || memory_read(syscall->memory, address + REASON_OFFSET, &reason, sizeof reason) !=
                        sizeof reason)
        return;
    if (reason < sizeof reasons / sizeof *reasons)
        text_add(text, " (KVM_EXIT_%s)", reasons[reason]);
    else
        text_add(text, " (%#x /* KVM_EXIT_??? */)", reason);
}
