/* What a blocked thread is doing stands in /proc/TID/syscall, so that one may look before one stops
   it. Only all of a large write can't be had again: pipes and sockets have taken a part of it. */
#include "core/trace/mend.h"
#include "core/abi/machine.h"
#include "core/abi/registers.h"
#include "core/trace/proc.h"
#include "core/trace/timing.h"
#include <limits.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/stat.h>

/* Since the call was made, if we were there; else 0. */
static uint64_t waited_ms(const struct tracer *tracer, const struct thread *thread)
{
    bool sees_all_calls = thread->stops_at_calls && tracer->wants.wants_any;
    if (!sees_all_calls || !thread->entered_ns)
        return 0;
    return (timing_now_ns() - thread->entered_ns) / 1000000;
}

bool mend_interrupted_call(const struct tracer *tracer, const struct thread *thread)
{
    const struct tracee *t = thread->tracee;
    bool is_changed;
    registers_restart_call(t->tid, t->abi, waited_ms(tracer, thread), &is_changed);
    return is_changed;
}

/* Files take all that they are given, whoever stops their writer. */
static bool is_file(pid_t tid, uint64_t fd)
{
    char path[48];
    struct stat info;
    snprintf(path, sizeof path, "/proc/%d/fd/%d", tid, (int)fd);
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static bool is_file_written(const struct tracee *t)
{
    uint64_t fd = 0;
    return registers_get_word(t->tid, t->abi, 0, &fd) < 0 || is_file(t->tid, fd);
}

bool mend_cut_write(struct thread *thread, int signal)
{
    const struct tracee *t = thread->tracee;
    struct continued *continued = &thread->continued;
    if (continued->part && !continued->is_begun && !signal)
        return true;
    mend_end_write(thread);
    if (continued->is_over || (signal && proc_catches_signal(t->tid, signal)))
        return false;
    registers_continue_write(t->tid, t->abi, &continued->part);
    if (continued->part && is_file_written(t)) {
        mend_end_write(thread);
        return false;
    }
    return continued->part != 0;
}

void mend_end_write(struct thread *thread)
{
    const struct tracee *t = thread->tracee;
    struct continued *continued = &thread->continued;
    if (continued->part && continued->is_begun)
        registers_end_write(t->tid, t->abi, continued->part);
    else if (continued->part)
        registers_drop_rest(t->tid, t->abi, continued->part);
    continued->part = 0;
    continued->is_begun = false;
}

bool mend_is_delicate(pid_t tid)
{
    struct proc_call call;
    int size_slot;
    if (!proc_read_call(tid, &call))
        return false;
    /* Only 32-bit programs have their code and stack that low. */
    bool is_low = (call.stack | call.instruction) <= UINT32_MAX;
    const struct machine *machine = machine_get(is_low ? ABI_I386 : ABI_X86_64);
    if (!machine->is_cut_short_by_stops(call.number, &size_slot))
        return false;
    /* What a pipe takes whole or not at all may be broken off. */
    if (size_slot >= 0 && call.words[size_slot] <= PIPE_BUF)
        return false;
    return !is_file(tid, call.words[0]);
}

bool mend_interrupt_left(struct thread *thread)
{
    thread->is_left = false;
    thread->is_interrupted = ptrace(PTRACE_INTERRUPT, thread->tracee->tid, NULL, NULL) == 0;
    return thread->is_interrupted;
}

void mend_watch_left(void *tracer)
{
    (void)tracer;
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t)) {
        if (thread_of(t)->is_left && !mend_is_delicate(t->tid))
            mend_interrupt_left(thread_of(t));
    }
}
