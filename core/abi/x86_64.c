/* x86-64: the syscall instruction. */
#include "core/abi/machine.h"
#include <asm/unistd_64.h>
#include <linux/audit.h>
#include <sys/user.h>

static bool is_sigreturn(uint64_t number)
{
    return number == __NR_rt_sigreturn;
}

const struct machine machine_x86_64 = {
    .abi = {.id = ABI_X86_64,
            .name = "x86_64",
            .audit_arch = AUDIT_ARCH_X86_64,
            .word_bytes = 8,
            .stack_register = 7,
            .bits = 64},
    .words = {offsetof(struct user_regs_struct, rdi), offsetof(struct user_regs_struct, rsi),
              offsetof(struct user_regs_struct, rdx), offsetof(struct user_regs_struct, r10),
              offsetof(struct user_regs_struct, r8), offsetof(struct user_regs_struct, r9)},
    .red_zone_bytes = 128,
    .execve = __NR_execve,
    .is_sigreturn = is_sigreturn,
};
