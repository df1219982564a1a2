/* Only a stopped thread can be let go: all are interrupted, and each is released at whatever stop
   it comes to first. A vfork parent comes to none before its child is gone, which is among them. */
#include "core/trace/detach.h"
#include "core/abi/registers.h"
#include "core/base/notice.h"
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
#include <time.h>

enum { PAUSE_NS = 200000 };
static const uint64_t LIMIT_NS = 2000000000;

/* The call that our interrupt broke off is made again; one that it is about to break off, later. */
static void undo_interrupt(const struct tracer *tracer, const struct thread *thread,
                           bool is_before_call)
{
    if (is_before_call)
        registers_retry_call(thread->tracee->tid);
    else
        mend_interrupted_call(tracer, thread);
}

/* Its child came with it, unless it was among the strays. */
static void add_child(struct thread *maker)
{
    unsigned long tid = 0;
    if (ptrace(PTRACE_GETEVENTMSG, maker->tracee->tid, NULL, &tid) == 0 && tid &&
        !thread_find((pid_t)tid))
        thread_add((pid_t)tid, (pid_t)tid, maker);
}

static bool is_entry_stop(pid_t tid)
{
    struct __ptrace_syscall_info info;
    return ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info) > 0 &&
           info.op == PTRACE_SYSCALL_INFO_ENTRY;
}

/* It stays until a write that a stop has cut short is whole. */
static bool goes_on_writing(struct thread *thread, struct stop stop)
{
    bool is_entry = stop.kind == STOP_SYSCALL && is_entry_stop(thread->tracee->tid);
    if (is_entry && thread->continued.part) {
        thread->is_inside = true;
        thread->continued.is_begun = true;
        return true;
    }
    if (is_entry || (stop.kind != STOP_NOTICE && stop.kind != STOP_SYSCALL))
        return false;
    return mend_cut_write(thread, 0);
}

static void let_go(struct tracer *tracer, struct thread *thread, int status)
{
    struct stop stop = stop_of(status);
    if (serve_end(tracer, thread, status))
        return;
    thread->state = THREAD_STOPPED;
    if (goes_on_writing(thread, stop)) {
        resume(tracer, thread, 0);
        return;
    }
    if (stop.kind == STOP_CHILD)
        add_child(thread);
    else if (stop.kind == STOP_EXEC)
        thread = follow_exec_merge(tracer, thread);
    else if (stop.kind == STOP_NOTICE || stop.kind == STOP_SYSCALL)
        undo_interrupt(tracer, thread,
                       stop.kind == STOP_SYSCALL && is_entry_stop(thread->tracee->tid));
    release(tracer, thread, stop.kind == STOP_SIGNAL ? stop.number : 0);
}

static size_t count_left(void)
{
    size_t n = 0;
    for (const struct tracee *t = tracee_next(NULL); t; t = tracee_next(t))
        n += !thread_of(t)->is_filtered && !thread_of(t)->is_left;
    return n;
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
        else if (!thread->continued.part && mend_is_delicate(t->tid))
            thread->is_left = true;
        else
            ptrace(PTRACE_INTERRUPT, t->tid, NULL, NULL);
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
            thread_drop(tracer, thread_of(t));
        if (got <= 0)
            continue;
        is_moving = true;
        let_go(tracer, thread_of(t), news.status);
        if (stop_of(news.status).kind == STOP_EXEC)
            break; /* siblings, maybe the next one, are gone from the table */
    }
    return is_moving;
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
        if (thread_of(t)->is_left)
            tell_plainly(tracer, thread_of(t), EVENT_DETACH, 0);
        else if (n)
            notice("thread %d does not stop to be let go (%zu such); it goes on when we end",
                   t->tid, n);
        n *= thread_of(t)->is_left;
        thread_drop(tracer, thread_of(t));
    }
}

/* Those that have not come to an end in time do so now, cut short. */
static bool end_writes(void)
{
    bool has_any = false;
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t)) {
        struct continued *continued = &thread_of(t)->continued;
        if (!continued->part || thread_of(t)->is_filtered)
            continue;
        continued->is_over = true;
        has_any = true;
        ptrace(PTRACE_INTERRUPT, t->tid, NULL, NULL);
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
            if (!collect(tracer))
                nanosleep(&pause, NULL);
        if (!end_writes())
            break;
        began = timing_now_ns();
    }
    leave_rest(tracer);
}
