/* Only a stopped thread can be let go: all are interrupted, and each is released at whatever stop
   it comes to first. A vfork parent comes to none before its child is gone, which is among them. */
#include "core/trace/detach.h"
#include "core/abi/registers.h"
#include "core/base/notice.h"
#include "core/trace/borrow.h"
#include "core/trace/census.h"
#include "core/trace/follow.h"
#include "core/trace/mend.h"
#include "core/trace/resume.h"
#include "core/trace/serve.h"
#include "core/trace/stop.h"
#include "core/trace/tell.h"
#include "core/trace/thread.h"
#include "core/trace/timing.h"
#include "core/trace/wait.h"
#include <errno.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>

enum { PAUSE_NS = 200000 };
static const uint64_t LIMIT_NS = 2000000000;

/* Its child came with it, unless it was among the strays. */
static void add_child(struct thread *maker)
{
    unsigned long tid = 0;
    if (ptrace(PTRACE_GETEVENTMSG, maker->tracee->tid, NULL, &tid) == 0 && tid &&
        !thread_find((pid_t)tid))
        thread_add((pid_t)tid, (pid_t)tid, maker);
}

static bool has_part_to_do(const struct thread *thread)
{
    return thread->repeat.stage != REPEAT_NONE && thread->repeat.done;
}

/* A call that is only about to be made will be made later. */
static void undo_entry(struct thread *thread, const struct __ptrace_syscall_info *info)
{
    thread->is_inside = true;
    thread->entered_ns = timing_now_ns();
    if (has_part_to_do(thread))
        mend_begin(thread, info, CALL_AT_ENTRY);
    else
        registers_retry_call(thread->tracee->tid);
}

static void undo_at_call(struct thread *thread)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, thread->tracee->tid, sizeof info, &info) <= 0)
        return;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        undo_entry(thread, &info);
        return;
    }
    thread->is_inside = false;
    borrow_return(thread);
    mend_end(thread, &info);
    mend_call_at_exit(thread);
}

/* Whatever our interrupt has broken off is made again. */
static void undo_interrupt(struct thread *thread, struct stop stop)
{
    if (stop.kind == STOP_SYSCALL)
        undo_at_call(thread);
    else if (stop.kind == STOP_NOTICE ||
             (stop.kind == STOP_SIGNAL && !stop_is_stopping_signal(stop.number)))
        mend_call(thread, stop.kind == STOP_SIGNAL ? stop.number : 0);
}

static void let_go(struct tracer *tracer, struct thread *thread, int status)
{
    struct stop stop = stop_of(status);
    int signal = stop.kind == STOP_SIGNAL ? stop.number : 0;
    if (serve_end(tracer, thread, status))
        return;
    thread->state = THREAD_STOPPED;
    thread->is_left = false;
    undo_interrupt(thread, stop);
    if (has_part_to_do(thread)) {
        /* It stays until that is done. */
        resume(tracer, thread, signal);
        return;
    }
    if (stop.kind == STOP_CHILD)
        add_child(thread);
    else if (stop.kind == STOP_EXEC)
        thread = follow_exec_merge(tracer, thread);
    release(tracer, thread, signal);
}

static size_t count_left(void)
{
    size_t n = 0;
    for (const struct tracee *t = tracee_next(NULL); t; t = tracee_next(t))
        n += !thread_of(t)->is_filtered && !thread_of(t)->is_left;
    return n;
}

/* Where it is: the kernel lets it go unstopped as we end. */
static bool can_be_left(const struct tracer *tracer, struct thread *thread)
{
    return tracer->options.ends_when_done && thread->state == THREAD_RUNS &&
           thread->repeat.stage != REPEAT_DUE && !thread->repeat.done && !thread->borrowed.slots &&
           !thread->borrowed.bytes && (mend_look(thread) != CARE_NONE || census_can_leave(thread));
}

static void begin(struct tracer *tracer)
{
    struct tracee *next;
    for (struct tracee *t = tracee_next(NULL); t; t = next) {
        next = tracee_next(t);
        struct thread *thread = thread_of(t);
        if (thread->is_filtered)
            continue;
        thread->is_left = false;
        if (thread->first_status)
            let_go(tracer, thread, thread->first_status);
        else if (thread->state == THREAD_HELD || thread->state == THREAD_STOPPED)
            release(tracer, thread, thread->state == THREAD_HELD ? thread->signal : 0);
        else if (can_be_left(tracer, thread))
            thread->is_left = true;
        else if (!has_part_to_do(thread))
            thread_interrupt(thread);
    }
}

static bool collect(struct tracer *tracer)
{
    bool is_moving = false;
    struct news news;
    struct tracee *next;
    for (struct tracee *t = tracee_next(NULL); t; t = next) {
        next = tracee_next(t);
        int got = thread_of(t)->is_filtered ? 0 : wait_now(tracer, t->tid, &news);
        if (got == -ECHILD)
            serve_loss(tracer, thread_of(t));
        if (got <= 0)
            continue;
        is_moving = true;
        let_go(tracer, thread_of(t), news.status);
        if (stop_of(news.status).kind == STOP_EXEC)
            break; /* siblings, maybe the next one, are gone from the table */
    }
    return is_moving;
}

/* Those that nobody told us of, their makers having been killed: an exec waits for us to hear of
   their ends. */
static void let_unknown_go(struct tracer *tracer)
{
    struct news news;
    while (wait_now(tracer, -1, &news) > 0) {
        struct thread *thread = thread_find(news.tid);
        if (thread)
            let_go(tracer, thread, news.status);
        else if (WIFSTOPPED(news.status))
            ptrace(PTRACE_DETACH, news.tid, NULL, NULL);
    }
}

static void let_strays_go(struct tracer *tracer)
{
    for (struct stray *stray = tracer->strays; stray; stray = stray->next)
        ptrace(PTRACE_DETACH, stray->tid, NULL, NULL);
    follow_drop_strays(tracer);
}

/* When we end, the kernel lets them go by itself, without a stop. */
static void leave_rest(struct tracer *tracer)
{
    size_t n = count_left();
    struct tracee *next;
    for (struct tracee *t = tracee_next(NULL); t; t = next) {
        next = tracee_next(t);
        if (thread_of(t)->is_filtered)
            continue;
        if (!thread_of(t)->is_left && n)
            notice("thread %d does not stop to be let go (%zu such); it goes on when we end",
                   t->tid, n);
        n *= thread_of(t)->is_left;
        tell_plainly(tracer, thread_of(t), EVENT_DETACH, 0);
        thread_drop(thread_of(t));
    }
}

/* Those that have not come to an end in time do so now, cut short. */
static bool end_repeats(void)
{
    bool has_any = false;
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t)) {
        struct thread *thread = thread_of(t);
        if (!has_part_to_do(thread) || thread->is_filtered)
            continue;
        thread->repeat.is_over = true;
        has_any = true;
        thread_interrupt(thread);
    }
    return has_any;
}

void detach_all(struct tracer *tracer)
{
    const struct timespec pause = {.tv_nsec = PAUSE_NS};
    uint64_t began = timing_now_ns();
    let_strays_go(tracer);
    begin(tracer);
    for (int round = 0; round < 2; round++) {
        while (count_left() && timing_now_ns() - began < LIMIT_NS)
            if (!collect(tracer)) {
                let_unknown_go(tracer);
                nanosleep(&pause, NULL);
            }
        if (!end_repeats())
            break;
        began = timing_now_ns();
    }
    leave_rest(tracer);
}
