/* x86-64: the syscall instruction. */
#include "core/abi/machine.h"
#include <asm/unistd_64.h>
#include <linux/audit.h>
#include <sys/user.h>

static bool is_interrupted_by_stops(uint64_t number)
{
    switch (number) {
    case __NR_read:
    case __NR_accept:
    case __NR_accept4:
    case __NR_recvfrom:
    case __NR_recvmsg:
    case __NR_recvmmsg:
    case __NR_sendto:
    case __NR_sendmsg:
    case __NR_epoll_wait:
    case __NR_epoll_pwait:
    case 441: /* epoll_pwait2, newer than the headers of Linux 5.10 */
    case __NR_semop:
    case __NR_semtimedop:
    case __NR_rt_sigtimedwait:
    case __NR_io_getevents:
    case __NR_io_pgetevents:
    case __NR_io_uring_enter:
        return true;
    }
    return false;
}

static bool is_cut_short_by_stops(uint64_t number, int *size_slot)
{
    *size_slot = -1;
    switch (number) {
    case __NR_write:
    case __NR_sendto:
        *size_slot = 2;
        return true;
    case __NR_sendfile:
        *size_slot = 3;
        return true;
    case __NR_writev:
    case __NR_sendmsg:
        return true;
    }
    return false;
}

static int timeout_slot(uint64_t number)
{
    return number == __NR_epoll_wait || number == __NR_epoll_pwait ? 3 : -1;
}

static bool is_sigreturn(uint64_t number)
{
    return number == __NR_rt_sigreturn;
}

const struct machine machine_x86_64 = {
    .abi = {.id = ABI_X86_64,
            .name = "x86_64",
            .audit_arch = AUDIT_ARCH_X86_64,
            .word_bytes = 8,
            .bits = 64},
    .words = {offsetof(struct user_regs_struct, rdi), offsetof(struct user_regs_struct, rsi),
              offsetof(struct user_regs_struct, rdx), offsetof(struct user_regs_struct, r10),
              offsetof(struct user_regs_struct, r8), offsetof(struct user_regs_struct, r9)},
    .red_zone_bytes = 128,
    .execve = __NR_execve,
    .is_interrupted_by_stops = is_interrupted_by_stops,
    .is_cut_short_by_stops = is_cut_short_by_stops,
    .timeout_slot = timeout_slot,
    .is_sigreturn = is_sigreturn,
};
