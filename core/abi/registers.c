/* The call of a stopped thread, by PTRACE_SET_SYSCALL_INFO where the kernel has it (6.16), by its
   registers else, and where only they can do it. */
#include "core/abi/registers.h"
#include "core/abi/machine.h"
#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>

enum { SET_SYSCALL_INFO = 0x4212 }; /* <linux/ptrace.h> of 6.16 */

static int get_registers(pid_t tid, struct user_regs_struct *registers)
{
    return ptrace(PTRACE_GETREGS, tid, NULL, registers) < 0 ? -errno : 0;
}

static int put_registers(pid_t tid, struct user_regs_struct *registers)
{
    return ptrace(PTRACE_SETREGS, tid, NULL, registers) < 0 ? -errno : 0;
}

static int set_info(pid_t tid, struct __ptrace_syscall_info *info)
{
    return ptrace((enum __ptrace_request)SET_SYSCALL_INFO, tid, sizeof *info, info) < 0 ? -errno
                                                                                        : 0;
}

static void set_words(struct user_regs_struct *registers, const struct abi *abi, unsigned slots,
                      const uint64_t words[6])
{
    const struct machine *machine = machine_get(abi->id);
    for (unsigned i = 0; i < MACHINE_WORDS; i++)
        if (slots & 1u << i)
            memcpy((char *)registers + machine->words[i], &words[i], sizeof words[i]);
}

int registers_put_words(pid_t tid, const struct abi *abi, unsigned slots, const uint64_t words[6])
{
    struct user_regs_struct registers;
    int err = get_registers(tid, &registers);
    if (err)
        return err;
    set_words(&registers, abi, slots, words);
    return put_registers(tid, &registers);
}

int registers_set_call(pid_t tid, const struct abi *abi, enum call_stop at, uint64_t number,
                       const uint64_t words[6])
{
    struct __ptrace_syscall_info info = {.op = at == CALL_AT_ENTRY ? PTRACE_SYSCALL_INFO_ENTRY
                                                                   : PTRACE_SYSCALL_INFO_SECCOMP};
    info.entry.nr = number; /* the seccomp member starts with the same fields */
    memcpy(info.entry.args, words, sizeof info.entry.args);
    int err = set_info(tid, &info);
    if (err == 0 || err == -ESRCH)
        return err;

    struct user_regs_struct registers;
    err = get_registers(tid, &registers);
    if (err)
        return err;
    registers.orig_rax = number;
    set_words(&registers, abi, (1u << MACHINE_WORDS) - 1, words);
    return put_registers(tid, &registers);
}

int registers_skip_call(pid_t tid, int64_t result)
{
    struct user_regs_struct registers;
    int err = get_registers(tid, &registers);
    if (err)
        return err;
    registers.orig_rax = (uint64_t)-1;
    registers.rax = (uint64_t)result;
    return put_registers(tid, &registers);
}

int registers_retry_call(pid_t tid)
{
    struct user_regs_struct registers;
    int err = get_registers(tid, &registers);
    if (err)
        return err;
    registers.rip -= 2; /* syscall, int 0x80 and the vDSO's int 0x80 have two bytes each */
    registers.rax = registers.orig_rax;
    registers.orig_rax = (uint64_t)-1;
    return put_registers(tid, &registers);
}

int registers_set_result(pid_t tid, int64_t result)
{
    struct __ptrace_syscall_info info = {.op = PTRACE_SYSCALL_INFO_EXIT};
    info.exit.rval = result;
    info.exit.is_error = result < 0 && result >= -4095;
    int err = set_info(tid, &info);
    return err == 0 || err == -ESRCH ? err : registers_give(tid, result);
}

int registers_stack_room(pid_t tid, const struct abi *abi, uint64_t *address)
{
    struct user_regs_struct registers;
    int err = get_registers(tid, &registers);
    if (err)
        return err;
    *address = registers.rsp - machine_get(abi->id)->red_zone_bytes;
    return 0;
}

int registers_read_call(pid_t tid, const struct abi *abi, struct registers_call *call)
{
    const struct machine *machine = machine_get(abi->id);
    struct user_regs_struct registers;
    int err = get_registers(tid, &registers);
    if (err)
        return err;
    /* The low halves: a 32-bit program's are not always sign-extended. */
    bool is_narrow = abi->word_bytes == 4;
    call->number = (int32_t)registers.orig_rax;
    call->result = is_narrow ? (int32_t)registers.rax : (int64_t)registers.rax;
    for (unsigned i = 0; i < MACHINE_WORDS; i++) {
        memcpy(&call->words[i], (char *)&registers + machine->words[i], sizeof call->words[i]);
        call->words[i] &= is_narrow ? UINT32_MAX : UINT64_MAX;
    }
    return 0;
}

int registers_give(pid_t tid, int64_t result)
{
    struct user_regs_struct registers;
    int err = get_registers(tid, &registers);
    if (err)
        return err;
    registers.rax = (uint64_t)result;
    return put_registers(tid, &registers);
}

int registers_restart_call(pid_t tid)
{
    return registers_give(tid, -RESTART_UNLESS_HANDLED);
}
