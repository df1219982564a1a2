/* One deed in one thread that is not traced otherwise. A thread that was blocked in a call stands
   behind the instruction `syscall`, which serves for other calls too; at the end it is set back to
   before it, with the registers it came with, so that its own call is made again. */
#include "core/trace/operate.h"
#include "core/abi/interruption.h"
#include "core/trace/proc.h"
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>

enum { MOST_TRIES = 50, PATIENCE_MS = 500 };
enum { CODE_64 = 0x33, SYSCALL_BYTES = 2, FREE_BELOW = 512, CALL_STOP = 0x80 };
/* What the kernel leaves in rax of a call that it is about to make again. linux/errno.h */
enum { RESTART_FIRST = -514, RESTART_LAST = -512, RESTART_BLOCK = -516 };

struct patient {
    pid_t tid;
    struct user_regs_struct before;
    int signal;                /* came in between: delivered when it is let go */
};

static int wait_for_stop(pid_t tid, int *status)
{
    const struct timespec pause = {0, 1000000};
    for (int ms = 0; ms < PATIENCE_MS; ms++) {
        pid_t pid = waitpid(tid, status, WNOHANG | __WALL);
        if (pid == tid)
            return WIFSTOPPED(*status) ? 0 : -ESRCH;
        if (pid < 0)
            return -errno;
        nanosleep(&pause, NULL);
    }
    return -ETIMEDOUT;
}

/* Goes on, to the next stop of the wanted kind: SIGTRAP with what marks it. */
static int go_to(struct patient *patient, enum __ptrace_request how, int wanted)
{
    int status, error;
    do {
        if (ptrace(how, patient->tid, NULL, NULL) < 0)
            return -errno;
        error = wait_for_stop(patient->tid, &status);
        if (error)
            return error;
        if (status >> 8 != wanted && WSTOPSIG(status) != SIGTRAP)
            patient->signal = WSTOPSIG(status);
    } while (status >> 8 != wanted);
    return 0;
}

static bool is_at_call(pid_t tid, const struct user_regs_struct *registers)
{
    uint8_t code[SYSCALL_BYTES];
    struct iovec ours = {code, sizeof code};
    struct iovec theirs = {(void *)(uintptr_t)(registers->rip - SYSCALL_BYTES), sizeof code};
    return process_vm_readv(tid, &ours, 1, &theirs, 1, 0) == sizeof code && code[0] == 0x0f &&
           code[1] == 0x05;
}

/* Whether a stop would end its call with a part of a large write done: it is not touched then. */
static bool is_delicate(pid_t tid)
{
    struct proc_call call;
    if (!proc_read_call(tid, &call))
        return false;
    const struct interruption *row = interruption_of(abi_get(ABI_X86_64), (uint64_t)call.number);
    return row && row->rest != REST_NONE && row->rest != REST_WHOLE_BYTES &&
           row->rest != REST_DEVICE_BYTES;
}

/* Stopped, with its registers read, in a call that can be made again. */
static int begin(struct patient *patient)
{
    int status, error;
    if (is_delicate(patient->tid))
        return -EBUSY;
    if (ptrace(PTRACE_SEIZE, patient->tid, NULL, PTRACE_O_TRACESYSGOOD) < 0)
        return -errno;
    if (ptrace(PTRACE_INTERRUPT, patient->tid, NULL, NULL) < 0)
        return -errno;
    error = wait_for_stop(patient->tid, &status);
    if (error)
        return error;
    if (status >> 16 != PTRACE_EVENT_STOP)
        patient->signal = WSTOPSIG(status);
    if (ptrace(PTRACE_GETREGS, patient->tid, NULL, &patient->before) < 0)
        return -errno;
    if (patient->before.cs != CODE_64)
        return -ENOTSUP;
    bool is_in_call = (long)patient->before.orig_rax >= 0 &&
                      is_at_call(patient->tid, &patient->before);
    return is_in_call ? 0 : -EAGAIN;
}

/* As it was, and about to make its call anew. */
static int restore(const struct patient *patient)
{
    struct user_regs_struct registers = patient->before;
    int64_t result = (int64_t)registers.rax;
    bool is_broken = (result >= RESTART_FIRST && result <= RESTART_LAST) || result == -EINTR;
    if (is_broken || result == RESTART_BLOCK) {
        registers.rip -= SYSCALL_BYTES;
        registers.rax = result == RESTART_BLOCK ? SYS_restart_syscall : registers.orig_rax;
        registers.orig_rax = (unsigned long long)-1;
    }
    return ptrace(PTRACE_SETREGS, patient->tid, NULL, &registers) < 0 ? -errno : 0;
}

static int put_text(const struct patient *patient, const struct operation *operation,
                    uint64_t *address)
{
    *address = (patient->before.rsp - FREE_BELOW) & ~(uint64_t)15;
    struct iovec ours = {(void *)operation->text, OPERATION_TEXT};
    struct iovec theirs = {(void *)(uintptr_t)*address, OPERATION_TEXT};
    return process_vm_writev(patient->tid, &ours, 1, &theirs, 1, 0) == OPERATION_TEXT ? 0 : -errno;
}

static int make_call(struct patient *patient, const struct operation *operation, int64_t *result)
{
    struct user_regs_struct registers = patient->before;
    uint64_t words[OPERATION_WORDS], text = 0;
    memcpy(words, operation->words, sizeof words);
    if (operation->text_word != OPERATION_NO_TEXT) {
        int error = put_text(patient, operation, &text);
        if (error)
            return error;
        words[operation->text_word] = text;
    }
    registers.rip -= SYSCALL_BYTES;
    registers.rax = (uint64_t)operation->value;
    registers.orig_rax = (unsigned long long)-1;
    registers.rdi = words[0];
    registers.rsi = words[1];
    registers.rdx = words[2];
    registers.r10 = words[3];
    registers.r8 = words[4];
    registers.r9 = words[5];
    if (ptrace(PTRACE_SETREGS, patient->tid, NULL, &registers) < 0)
        return -errno;
    int error = go_to(patient, PTRACE_SYSCALL, SIGTRAP | CALL_STOP);
    if (!error)
        error = go_to(patient, PTRACE_SYSCALL, SIGTRAP | CALL_STOP);
    if (!error && ptrace(PTRACE_GETREGS, patient->tid, NULL, &registers) < 0)
        error = -errno;
    *result = (int64_t)registers.rax;
    return error;
}

enum { MOST_CALLS = 64 };

/* The function returns to the instruction `syscall` of the blocked call; what that calls is
   recognised by its stack pointer, and not made. */
static int invoke(struct patient *patient, const struct operation *operation, int64_t *result)
{
    struct user_regs_struct registers = patient->before;
    uint64_t back = registers.rip - SYSCALL_BYTES;
    uint64_t top = ((registers.rsp - FREE_BELOW) & ~(uint64_t)15) - sizeof back;
    struct iovec ours = {&back, sizeof back};
    struct iovec theirs = {(void *)(uintptr_t)top, sizeof back};
    if (process_vm_writev(patient->tid, &ours, 1, &theirs, 1, 0) != sizeof back)
        return -errno;
    registers.rsp = top;
    registers.rip = (uint64_t)operation->value;
    registers.rdi = operation->words[0];
    registers.rax = 0;
    registers.orig_rax = (unsigned long long)-1;
    if (ptrace(PTRACE_SETREGS, patient->tid, NULL, &registers) < 0)
        return -errno;
    for (int i = 0; i < MOST_CALLS; i++) {
        int error = go_to(patient, PTRACE_SYSCALL, SIGTRAP | CALL_STOP);
        if (error || ptrace(PTRACE_GETREGS, patient->tid, NULL, &registers) < 0)
            return error ? error : -errno;
        if (registers.rsp != top + sizeof back || registers.rip != back + SYSCALL_BYTES)
            continue;
        *result = (int)registers.orig_rax;
        registers.orig_rax = (unsigned long long)-1;
        ptrace(PTRACE_SETREGS, patient->tid, NULL, &registers);
        return go_to(patient, PTRACE_SYSCALL, SIGTRAP | CALL_STOP);
    }
    return -ELOOP;
}

static int give(const struct patient *patient, int64_t value)
{
    struct user_regs_struct registers = patient->before;
    registers.rax = (uint64_t)value;
    registers.orig_rax = (unsigned long long)-1;
    return ptrace(PTRACE_SETREGS, patient->tid, NULL, &registers) < 0 ? -errno : 0;
}

static int perform(struct patient *patient, const struct operation *operation, int64_t *result)
{
    int error = 0, undone;
    switch (operation->kind) {
    case OPERATION_BOUNCE:
        break;
    case OPERATION_RETURN:
        return give(patient, operation->value);
    case OPERATION_CALL:
        error = make_call(patient, operation, result);
        break;
    case OPERATION_INVOKE:
        error = invoke(patient, operation, result);
        break;
    }
    undone = restore(patient);
    return error ? error : undone;
}

static int operate_once(pid_t tid, const struct operation *operation, int64_t *result)
{
    struct patient patient = {.tid = tid};
    *result = 0;
    int error = begin(&patient);
    if (!error)
        error = perform(&patient, operation, result);
    if (error != -EBUSY)
        ptrace(PTRACE_DETACH, tid, NULL, (void *)(intptr_t)patient.signal);
    return error;
}

/* A thread that was operated a moment ago may not have come back into its call yet. */
int operate(pid_t tid, const struct operation *operation, int64_t *result)
{
    const struct timespec pause = {0, 1000000};
    int error = operate_once(tid, operation, result);
    for (int i = 0; i < MOST_TRIES && error == -EAGAIN; i++) {
        nanosleep(&pause, NULL);
        error = operate_once(tid, operation, result);
    }
    return error;
}
