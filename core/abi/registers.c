/* The call of a stopped thread, by PTRACE_SET_SYSCALL_INFO where the kernel has it (6.16), by its
   registers else, and where only they can do it. */
#include "core/abi/registers.h"
#include "core/abi/machine.h"
#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>

enum {
    SET_SYSCALL_INFO = 0x4212, /* <linux/ptrace.h> of 6.16 */
    RESTART_UNLESS_HANDLED = 514, /* ERESTARTNOHAND of <linux/errno.h>, which programs never see */
};

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
    if (err == 0 || err == -ESRCH)
        return err;

    struct user_regs_struct registers;
    err = get_registers(tid, &registers);
    if (err)
        return err;
    registers.rax = (uint64_t)result;
    return put_registers(tid, &registers);
}

int registers_get_word(pid_t tid, const struct abi *abi, unsigned slot, uint64_t *word)
{
    struct user_regs_struct registers;
    int err = get_registers(tid, &registers);
    if (!err)
        memcpy(word, (char *)&registers + machine_get(abi->id)->words[slot], sizeof *word);
    return err;
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

static void shorten_wait(struct user_regs_struct *registers, const struct abi *abi,
                         uint64_t waited_ms)
{
    const struct machine *machine = machine_get(abi->id);
    int slot = machine->timeout_slot(registers->orig_rax);
    uint64_t words[MACHINE_WORDS];
    if (slot < 0)
        return;
    memcpy(&words[slot], (char *)registers + machine->words[slot], sizeof words[slot]);
    int32_t timeout = (int32_t)words[slot];
    if (timeout < 0)
        return;
    words[slot] = (uint64_t)timeout > waited_ms ? (uint64_t)timeout - waited_ms : 0;
    set_words(registers, abi, 1u << slot, words);
}

int registers_restart_call(pid_t tid, const struct abi *abi, uint64_t waited_ms, bool *is_changed)
{
    struct user_regs_struct registers;
    *is_changed = false;
    int err = get_registers(tid, &registers);
    if (err)
        return err;
    /* The low halves: a 32-bit program's are not always sign-extended. A number of -1 says that
       the thread does not come from a call. */
    int32_t number = (int32_t)registers.orig_rax;
    if (number < 0 || (int32_t)registers.rax != -EINTR ||
        !machine_get(abi->id)->is_interrupted_by_stops((uint64_t)number))
        return 0;
    registers.rax = (uint64_t)-RESTART_UNLESS_HANDLED;
    shorten_wait(&registers, abi, waited_ms);
    *is_changed = true;
    return put_registers(tid, &registers);
}

/* Moves what a write is to send: by its address and size, the second and third word. */
static void move_write(struct user_regs_struct *registers, const struct abi *abi, uint64_t bytes)
{
    const struct machine *machine = machine_get(abi->id);
    uint64_t words[MACHINE_WORDS];
    for (unsigned i = 1; i <= 2; i++)
        memcpy(&words[i], (char *)registers + machine->words[i], sizeof words[i]);
    words[1] += bytes;
    words[2] -= bytes;
    set_words(registers, abi, 1 << 1 | 1 << 2, words);
}

int registers_continue_write(pid_t tid, const struct abi *abi, uint64_t *part)
{
    const struct machine *machine = machine_get(abi->id);
    struct user_regs_struct registers;
    uint64_t size;
    int size_slot;
    *part = 0;
    int err = get_registers(tid, &registers);
    if (err || (int32_t)registers.orig_rax < 0 ||
        !machine->is_cut_short_by_stops(registers.orig_rax, &size_slot) || size_slot != 2)
        return err;
    memcpy(&size, (char *)&registers + machine->words[2], sizeof size);
    if ((int64_t)registers.rax <= 0 || registers.rax >= size)
        return 0;
    uint64_t number = registers.orig_rax, written = registers.rax;
    move_write(&registers, abi, written);
    registers.rip -= 2;
    registers.rax = number;
    registers.orig_rax = (uint64_t)-1;
    err = put_registers(tid, &registers);
    *part = err ? 0 : written;
    return err;
}

int registers_end_write(pid_t tid, const struct abi *abi, uint64_t part)
{
    struct user_regs_struct registers;
    int err = get_registers(tid, &registers);
    if (err)
        return err;
    move_write(&registers, abi, -part);
    bool failed = (int32_t)registers.rax < 0 && (int32_t)registers.rax >= -4095;
    registers.rax = failed ? part : registers.rax + part;
    return put_registers(tid, &registers);
}

int registers_drop_rest(pid_t tid, const struct abi *abi, uint64_t part)
{
    struct user_regs_struct registers;
    int err = get_registers(tid, &registers);
    if (err)
        return err;
    move_write(&registers, abi, -part);
    registers.orig_rax = registers.rax;
    registers.rax = part;
    registers.rip += 2;
    return put_registers(tid, &registers);
}
