/* What a blocked thread is doing stands in /proc/TID/syscall, so that one may look before one stops
   it. A wait is made again, and ended when its time is over; a write is made again for the rest of
   its bytes. Only what close has left undone can't be had again. */
#include "core/trace/mend.h"
#include "core/decode/multiplex.h"
#include "core/describe/describe.h"
#include "core/tracee/live.h"
#include "core/trace/borrow.h"
#include "core/trace/limit.h"
#include "core/trace/proc.h"
#include "core/trace/rest.h"
#include "core/trace/thread.h"
#include "core/trace/timing.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

enum { MEMORY_DEVICES = 1 }; /* zero, random and their kin: devices.txt of the kernel */

/* A call by its number and the words in the registers: what may happen to it, NULL nothing. */
static const struct interruption *fill(struct syscall *syscall, const struct tracee *t,
                                       const struct abi *abi, int64_t number,
                                       const uint64_t words[SYSCALL_WORDS])
{
    if (number < 0)
        return NULL;
    *syscall = (struct syscall){.abi = abi,
                                .number = abi_call_number(abi, (uint64_t)number, words[0]),
                                .memory = &t->memory};
    const struct interruption *row = interruption_of(abi, syscall->number);
    if (!row)
        return NULL;
    syscall->call = describe_call(abi->id, syscall->number);
    memcpy(syscall->words, words, sizeof syscall->words);
    multiplex_unpack(syscall);
    return row;
}

/* Files take all that they are given, whoever stops their writer; and have no more than they have.
   Whether a descriptor is one of the few that the rest can be had of. */
static bool goes_on(const struct interruption *row, pid_t tid, uint64_t fd)
{
    struct stat info;
    if (row->rest_slot == 0) /* getrandom: it has none */
        return true;
    if (!proc_read_file_info(tid, (int)fd, &info))
        return row->rest == REST_GONE;
    if (row->rest == REST_DEVICE_BYTES)
        return S_ISCHR(info.st_mode) && major(info.st_rdev) == MEMORY_DEVICES;
    return !S_ISREG(info.st_mode);
}

/* io_pgetevents is made again by the kernel itself, and waits its whole time once more. */
static bool was_interrupted(int64_t result)
{
    return (int32_t)result == -EINTR || (int32_t)result == -RESTART_UNLESS_HANDLED;
}

/* The time that it had is over. */
static bool is_late(const struct thread *thread)
{
    return thread->repeat.ends_ns && timing_now_ns() >= thread->repeat.ends_ns;
}

/* Whether the call of a stopped thread has failed for that, or how much it has done of it. */
static bool is_broken_off(const struct thread *thread, bool takes_parts, uint64_t *done)
{
    const struct tracee *t = thread->tracee;
    struct registers_call call;
    struct syscall syscall;
    *done = 0;
    if (registers_read_call(t->tid, t->abi, &call) < 0)
        return false;
    const struct interruption *row = fill(&syscall, t, t->abi, call.number, call.words);
    if (!row)
        return false;
    if (row->fails && was_interrupted(call.result))
        return true;
    bool is_cut = takes_parts && rest_is_left(row, &syscall, call.result) &&
                  goes_on(row, t->tid, call.words[0]);
    *done = is_cut ? (uint64_t)call.result : 0;
    return is_cut;
}

static bool mend(struct thread *thread, int signal, bool takes_parts)
{
    pid_t tid = thread->tracee->tid;
    struct repeat *repeat = &thread->repeat;
    uint64_t done;
    if (repeat->stage == REPEAT_DUE) {
        if (signal && proc_catches_signal(tid, signal))
            mend_give_up(thread);
        return repeat->stage == REPEAT_DUE;
    }
    if (!thread->entered_ns)
        thread_learn_machine(thread);
    if (repeat->is_over || is_late(thread) || !is_broken_off(thread, takes_parts, &done) ||
        (signal && proc_catches_signal(tid, signal)) || registers_restart_call(tid) < 0)
        return false;
    repeat->stage = REPEAT_DUE;
    repeat->done = done;
    if (!repeat->since_ns)
        repeat->since_ns = timing_now_ns();
    return true;
}

bool mend_call(struct thread *thread, int signal)
{
    return mend(thread, signal, true);
}

/* The kernel makes a call again only where a signal or our interrupt was pending. It was where the
   call failed with EINTR; a part may as well be all that there was to do. */
bool mend_call_at_exit(struct thread *thread)
{
    return mend(thread, 0, thread->is_interrupted);
}

/* Its bytes into the program's memory, its words into the registers. */
static int put(struct thread *thread, struct borrowed_call *call, enum call_stop at,
               const struct request *request)
{
    memcpy(call->new_words, request->words, sizeof call->new_words);
    call->slots = request->slots;
    if (request->size &&
        live_write(thread->tracee, request->address, request->bytes, request->size) < request->size)
        return -EFAULT;
    return borrow_words(thread, at, call);
}

/* It has its whole time before it once more: we end it when the time that it had is over. */
static void set_end(struct thread *thread, const struct interruption *row,
                    const struct syscall *syscall)
{
    struct repeat *repeat = &thread->repeat;
    struct limit limit = limit_of(row, syscall, thread->tracee);
    repeat->ends_ns = limit.ns ? repeat->since_ns + limit.ns : 0;
    repeat->late = limit.late;
}

static int ask_again(struct thread *thread, const struct __ptrace_syscall_info *info,
                     enum call_stop at)
{
    const struct repeat *repeat = &thread->repeat;
    struct tracee *t = thread->tracee;
    const struct abi *abi = abi_find(info->arch);
    struct request request = {0};
    struct syscall syscall;
    uint64_t words[SYSCALL_WORDS];
    for (unsigned i = 0; i < SYSCALL_WORDS; i++)
        words[i] = info->entry.args[i] & (abi->word_bytes == 4 ? UINT32_MAX : UINT64_MAX);
    struct borrowed_call call = {.abi = abi, .number = info->entry.nr, .words = words};
    const struct interruption *row = fill(&syscall, t, abi, (int64_t)info->entry.nr, words);
    if (!row)
        return -EINVAL;
    rest_ask(&request, row, &syscall, words, repeat->done);
    int err = request.size ? borrow_room(thread, abi, request.size, &request.address) : 0;
    if (request.size && !err)
        rest_ask(&request, row, &syscall, words, repeat->done);
    if (request.slots && !err)
        err = put(thread, &call, at, &request);
    free(request.bytes);
    if (err)
        borrow_return(thread);
    else
        set_end(thread, row, &syscall);
    return err;
}

void mend_begin(struct thread *thread, const struct __ptrace_syscall_info *info, enum call_stop at)
{
    struct repeat *repeat = &thread->repeat;
    if (repeat->stage != REPEAT_DUE) {
        repeat->since_ns = thread->entered_ns;
        repeat->ends_ns = 0;
        return;
    }
    bool is_changed = thread->borrowed.slots || thread->borrowed.bytes;
    repeat->stage = REPEAT_BEGUN;
    if (is_changed || ask_again(thread, info, at) == 0)
        return;
    /* Nothing of ours fits into its memory. What was done can still be told. */
    if (repeat->done && registers_skip_call(thread->tracee->tid, (int64_t)repeat->done) == 0)
        repeat->stage = REPEAT_NONE;
}

void mend_end(struct thread *thread, struct __ptrace_syscall_info *info)
{
    struct repeat *repeat = &thread->repeat;
    if (repeat->stage != REPEAT_BEGUN)
        return;
    bool ends = info->exit.is_error && is_late(thread) && was_interrupted(info->exit.rval);
    repeat->stage = REPEAT_NONE;
    if (!repeat->done && !ends)
        return;
    uint64_t rest = info->exit.is_error ? 0 : (uint64_t)info->exit.rval;
    info->exit.rval = repeat->done ? (int64_t)(repeat->done + rest) : repeat->late;
    info->exit.is_error = info->exit.rval < 0;
    repeat->done = 0;
    registers_give(thread->tracee->tid, info->exit.rval);
}

void mend_give_up(struct thread *thread)
{
    struct repeat *repeat = &thread->repeat;
    if (repeat->stage == REPEAT_DUE)
        registers_give(thread->tracee->tid, repeat->done ? (int64_t)repeat->done : -EINTR);
    repeat->stage = REPEAT_NONE;
    repeat->done = 0;
}

void mend_forgo(struct thread *thread)
{
    struct repeat *repeat = &thread->repeat;
    if (!repeat->done)
        return;
    if (repeat->stage == REPEAT_BEGUN)
        registers_skip_call(thread->tracee->tid, (int64_t)repeat->done);
    mend_give_up(thread);
}

static const struct interruption *look_at_call(struct thread *thread, struct syscall *syscall)
{
    struct proc_call call;
    pid_t tid = thread->tracee->tid;
    if (!proc_read_call(tid, &call))
        return NULL;
    return fill(syscall, thread->tracee, proc_call_abi(&call), (int64_t)call.number, call.words);
}

static bool would_be_cut(const struct interruption *row, const struct syscall *syscall)
{
    const uint64_t *words = &syscall->words[row->rest_slot];
    switch (row->rest) {
    case REST_NONE:
    case REST_DEVICE_BYTES:
        return false;
    case REST_MESSAGES:
    case REST_SUBMITTED:
        return false;
    case REST_WHOLE_BYTES:
        return rest_is_left(row, syscall, 1);
    case REST_BYTES: /* what a pipe takes whole or not at all may be broken off */
        return words[1] > PIPE_BUF;
    case REST_COUNT:
        return words[0] > PIPE_BUF;
    case REST_VECTOR:
    case REST_MESSAGE:
    case REST_GONE:
        return true;
    }
    return false;
}

/* It has a time limit, or some of what it was asked for may be done. */
static bool would_be_late(const struct interruption *row, const struct syscall *syscall,
                          const struct tracee *t)
{
    return row->rest == REST_SUBMITTED || limit_of(row, syscall, t).ns;
}

enum mend_care mend_look(struct thread *thread)
{
    struct syscall syscall;
    pid_t tid = thread->tracee->tid;
    enum mend_care care = CARE_NONE;
    const struct interruption *row = look_at_call(thread, &syscall);
    if (row && would_be_cut(row, &syscall) && goes_on(row, tid, syscall.words[0]))
        care = CARE_CUT;
    else if (row && would_be_late(row, &syscall, thread->tracee))
        care = CARE_LATE;
    live_forget(); /* it runs */
    return care;
}

static long count_sleeps(const struct thread *thread)
{
    return proc_status_field(thread->tracee->tid, "voluntary_ctxt_switches");
}

void mend_note_wait(struct thread *thread)
{
    thread->repeat.n_sleeps = count_sleeps(thread);
    uint64_t slept_ns = proc_slept_ns(thread->tracee->tid);
    thread->repeat.since_ns = slept_ns ? timing_now_ns() - slept_ns : 0;
}

/* The stop itself is one more sleep; another one would be another call's. */
void mend_check_wait(struct thread *thread)
{
    struct repeat *repeat = &thread->repeat;
    if (repeat->n_sleeps && count_sleeps(thread) != repeat->n_sleeps + 1)
        repeat->since_ns = 0;
    repeat->n_sleeps = 0;
}

bool mend_interrupt_left(struct thread *thread)
{
    thread->is_left = false;
    return thread_interrupt(thread);
}

void mend_watch_left(void *tracer)
{
    (void)tracer;
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t)) {
        if (thread_of(t)->is_left && mend_look(thread_of(t)) != CARE_CUT)
            mend_interrupt_left(thread_of(t));
    }
}
