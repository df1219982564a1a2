/* i386: int 0x80 and sysenter, in 32-bit programs and from 64-bit code. */
#include "core/abi/machine.h"
#include <asm/unistd_32.h>
#include <linux/audit.h>
#include <sys/user.h>

/* <linux/net.h> and <linux/ipc.h>; the upper half of ipc's word is a version. */
static uint64_t multiplexed(uint64_t number, uint64_t first_word)
{
    enum { LAST_SOCKET = 20, LAST_IPC = 24, FIRST_IPC = ABI_OWN_NUMBERS + LAST_SOCKET + 1 };
    if (number == __NR_socketcall && first_word >= 1 && first_word <= LAST_SOCKET)
        return ABI_OWN_NUMBERS + first_word;
    /* Four of each kind, from 1, 11 and 21 on. */
    uint64_t ipc = first_word & 0xffff;
    if (number == __NR_ipc && ipc <= LAST_IPC && ipc % 10 >= 1 && ipc % 10 <= 4)
        return FIRST_IPC + ipc;
    return number;
}

static bool is_sigreturn(uint64_t number)
{
    return number == __NR_sigreturn || number == __NR_rt_sigreturn;
}

const struct machine machine_i386 = {
    .abi = {.id = ABI_I386,
            .name = "i386",
            .audit_arch = AUDIT_ARCH_I386,
            .word_bytes = 4,
            .stack_register = 4,
            .bits = 32},
    .words = {offsetof(struct user_regs_struct, rbx), offsetof(struct user_regs_struct, rcx),
              offsetof(struct user_regs_struct, rdx), offsetof(struct user_regs_struct, rsi),
              offsetof(struct user_regs_struct, rdi), offsetof(struct user_regs_struct, rbp)},
    .red_zone_bytes = 128, /* 64-bit code may use int 0x80 */
    .execve = __NR_execve,
    .multiplexed = multiplexed,
    .is_sigreturn = is_sigreturn,
};
