/* CLONE_UNTRACED would leave a child without us (and, filtered, without its system calls); a
   filter of the program's own would hide calls from ours; ptrace aimed at us would hang both; what
   goes through io_uring can't be seen, which is said; a thread that renames itself is renamed. */
#include "core/trace/guard.h"
#include "core/base/notice.h"
#include "core/filter/program.h"
#include "core/trace/thread.h"
#include "core/tracee/live.h"
#include <errno.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <unistd.h>

enum guarded {
    GUARD_CLONE,
    GUARD_CLONE3,
    GUARD_PRCTL,
    GUARD_SECCOMP,
    GUARD_PTRACE,
    GUARD_RING,
    GUARD_COUNT
};

/* seccomp(2) is newer than some headers' i386 tables. */
static const unsigned numbers[ABI_COUNT][GUARD_COUNT] = {
    [ABI_X86_64] = {[GUARD_CLONE] = 56,
                    [GUARD_CLONE3] = 435,
                    [GUARD_PRCTL] = 157,
                    [GUARD_SECCOMP] = 317,
                    [GUARD_PTRACE] = 101,
                    [GUARD_RING] = 425},
    [ABI_I386] = {[GUARD_CLONE] = 120,
                  [GUARD_CLONE3] = 435,
                  [GUARD_PRCTL] = 172,
                  [GUARD_SECCOMP] = 354,
                  [GUARD_PTRACE] = 26,
                  [GUARD_RING] = 425},
};

static enum guarded guarded_of(enum abi_id abi, uint64_t number)
{
    for (unsigned i = 0; i < GUARD_COUNT; i++)
        if (numbers[abi][i] == number)
            return (enum guarded)i;
    return GUARD_COUNT;
}

bool guard_concerns(enum abi_id abi, uint64_t number)
{
    return guarded_of(abi, number) != GUARD_COUNT;
}

void guard_add_rules(struct program *program, bool follows_children)
{
    const struct program_test untraced = {0, CLONE_UNTRACED, CLONE_UNTRACED, PROGRAM_MASKED};
    const struct program_test own_filter = {0, 0xffffffff, PR_SET_SECCOMP, PROGRAM_MASKED};
    const struct program_test own_name = {0, 0xffffffff, PR_SET_NAME, PROGRAM_MASKED};
    for (unsigned i = 0; i < ABI_COUNT; i++) {
        enum abi_id abi = (enum abi_id)i;
        program_add(program, abi, numbers[abi][GUARD_PRCTL], &own_filter, 1);
        program_add(program, abi, numbers[abi][GUARD_PRCTL], &own_name, 1);
        program_add(program, abi, numbers[abi][GUARD_SECCOMP], NULL, 0);
        program_add(program, abi, numbers[abi][GUARD_PTRACE], NULL, 0);
        program_add(program, abi, numbers[abi][GUARD_RING], NULL, 0);
        if (!follows_children)
            continue;
        program_add(program, abi, numbers[abi][GUARD_CLONE], &untraced, 1);
        program_add(program, abi, numbers[abi][GUARD_CLONE3], NULL, 0);
    }
}

static void strip_clone(const struct syscall *syscall, struct action *action)
{
    uint64_t flags = action->changed_words & 1 ? action->words[0] : syscall->words[0];
    if (!(flags & CLONE_UNTRACED))
        return;
    action->changed_words |= 1;
    action->words[0] = flags & ~(uint64_t)CLONE_UNTRACED;
}

/* Its flags are the first member of a struct in memory: the call gets a copy. */
static void strip_clone3(struct thread *thread, const struct syscall *syscall,
                         struct action *action)
{
    uint64_t flags;
    char bytes[256];
    size_t size = syscall->words[1] < sizeof bytes ? syscall->words[1] : sizeof bytes;
    if (size < sizeof flags ||
        memory_read(&thread->tracee->memory, syscall->words[0], bytes, size) < size)
        return;
    memcpy(&flags, bytes, sizeof flags);
    if (!(flags & CLONE_UNTRACED))
        return;
    flags &= ~(uint64_t)CLONE_UNTRACED;
    memcpy(bytes, &flags, sizeof flags);
    struct arena *arena = &thread->tracee->arena;
    struct new_bytes *copy = arena_alloc(arena, sizeof *copy);
    *copy = (struct new_bytes){.slot = 0,
                               .bytes = arena_copy(arena, bytes, size),
                               .size = size,
                               .next = action->new_bytes};
    action->new_bytes = copy;
}

/* Threads that run under the new filter too stop at their next call as well. */
static void stop_at_all_calls(struct tracer *tracer, struct thread *thread)
{
    if (thread->stops_at_calls)
        return;
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t)) {
        struct thread *sibling = thread_of(t);
        if (t->process != thread->tracee->process || sibling->stops_at_calls)
            continue;
        sibling->stops_at_calls = true;
        if (sibling->state == THREAD_RUNS)
            thread_interrupt(sibling);
    }
    if (!tracer->has_told_own_filter)
        notice("process %d installs a seccomp filter of its own: from here on all its calls stop",
               thread->tracee->process->pid);
    tracer->has_told_own_filter = true;
}

/* Whoever sees the call itself knows. */
static void tell_of_ring(struct tracer *tracer, const struct thread *thread)
{
    if (!thread->wanted && !tracer->has_told_ring)
        notice("process %d sets up io_uring: what it asks for there is made without calls, and not "
               "seen",
               thread->tracee->process->pid);
    tracer->has_told_ring = true;
}

void guard_call(struct tracer *tracer, struct thread *thread, const struct syscall *syscall,
                struct action *action)
{
    switch (guarded_of(syscall->abi->id, syscall->number)) {
    case GUARD_CLONE:
        if (tracer->options.follows_children)
            strip_clone(syscall, action);
        break;
    case GUARD_CLONE3:
        if (tracer->options.follows_children)
            strip_clone3(thread, syscall, action);
        break;
    case GUARD_PRCTL:
        if ((uint32_t)syscall->words[0] == PR_SET_SECCOMP)
            stop_at_all_calls(tracer, thread);
        thread->renames_itself = (uint32_t)syscall->words[0] == PR_SET_NAME;
        break;
    case GUARD_SECCOMP:
        if ((uint32_t)syscall->words[0] <= SECCOMP_SET_MODE_FILTER)
            stop_at_all_calls(tracer, thread);
        break;
    case GUARD_PTRACE: {
        uint32_t request = (uint32_t)syscall->words[0];
        bool takes = request == PTRACE_ATTACH || request == PTRACE_SEIZE;
        if (takes && (pid_t)syscall->words[1] == getpid() && !action->sets_result) {
            action->sets_result = true;
            action->result = -EPERM;
        }
        break;
    }
    case GUARD_RING:
        tell_of_ring(tracer, thread);
        break;
    case GUARD_COUNT:
        break;
    }
}

bool guard_makes_thread(const struct tracee *t, const struct proc_call *call)
{
    uint64_t flags = call->words[0];
    enum guarded what = guarded_of(proc_call_abi(call)->id, call->number);
    if (what == GUARD_CLONE3)
        memory_read(&t->memory, call->words[0], &flags, sizeof flags);
    live_forget();
    return (what == GUARD_CLONE || what == GUARD_CLONE3) &&
           (flags & (CLONE_THREAD | CLONE_VFORK)) == CLONE_THREAD;
}
