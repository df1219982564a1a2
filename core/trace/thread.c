/* The loop's own part of a tracee. */
#include "core/trace/thread.h"
#include "core/base/alloc.h"
#include "core/trace/timing.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>

struct thread *thread_find(pid_t tid)
{
    struct tracee *t = tracee_find(tid);
    return t ? thread_of(t) : NULL;
}

static void inherit(struct thread *thread, const struct thread *parent)
{
    struct tracee *t = thread->tracee;
    memcpy(t->comm, parent->tracee->comm, sizeof t->comm);
    t->abi = parent->tracee->abi;
    if (t->process->pid != parent->tracee->process->pid && !t->process->parent)
        t->process->parent = parent->tracee->process->pid;
    thread->is_filtered = parent->is_filtered;
    thread->stops_at_calls = parent->stops_at_calls;
    thread->is_silent = parent->is_silent;
    /* A clone has its maker's registers, the changed ones too. */
    thread->borrowed.slots = parent->borrowed.slots;
    thread->borrowed.is_sigreturn = parent->borrowed.is_sigreturn;
    memcpy(thread->borrowed.words, parent->borrowed.words, sizeof parent->borrowed.words);
}

struct thread *thread_add(pid_t tid, pid_t pid, const struct thread *parent)
{
    struct thread *thread = alloc_zeroed(sizeof *thread);
    thread->tracee = tracee_add(tid, pid);
    thread->tracee->trace = thread;
    thread->stops_at_calls = true;
    if (parent)
        inherit(thread, parent);
    return thread;
}

void thread_drop(struct thread *thread)
{
    timing_forget(thread);
    free(thread->borrowed.bytes);
    tracee_drop(thread->tracee);
    free(thread);
}

bool thread_interrupt(struct thread *thread)
{
    thread->is_interrupted = ptrace(PTRACE_INTERRUPT, thread->tracee->tid, NULL, NULL) == 0;
    return thread->is_interrupted;
}

void thread_learn_machine(struct thread *thread)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, thread->tracee->tid, sizeof info, &info) <= 0)
        return;
    const struct abi *abi = abi_find(info.arch);
    if (abi)
        thread->tracee->abi = abi;
}
