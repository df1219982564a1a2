/* What each kind of stop means. */
#include "core/trace/serve.h"
#include "core/trace/borrow.h"
#include "core/trace/call.h"
#include "core/trace/follow.h"
#include "core/trace/mend.h"
#include "core/trace/resume.h"
#include "core/trace/stop.h"
#include "core/trace/tell.h"
#include "core/trace/thread.h"
#include <sys/ptrace.h>

bool serve_end(struct tracer *tracer, struct thread *thread, int status)
{
    struct stop stop = stop_of(status);
    bool is_killed = stop.kind == STOP_KILLED;
    if (!is_killed && stop.kind != STOP_EXITED)
        return false;
    pid_t tid = thread->tracee->tid;
    call_abandon(tracer, thread);
    struct event event = {.kind = is_killed ? EVENT_KILLED : EVENT_EXIT,
                          .number = stop.number,
                          .has_core = stop.has_core};
    tell(tracer, thread, &event);
    thread_drop(thread);
    if (tid == tracer->command)
        tracer->command_status = status;
    return true;
}

void serve_loss(struct tracer *tracer, struct thread *thread)
{
    call_abandon(tracer, thread);
    tell_plainly(tracer, thread, EVENT_DETACH, 0);
    thread_drop(thread);
}

/* The kernel queues even ignored signals for a traced thread, so that they wake it: a call that
   failed for that alone is made again. A handler, if one runs, sees to it that it is not. */
static void undo_waking(struct thread *thread, int signal)
{
    if (stop_is_stopping_signal(signal))
        mend_give_up(thread);
    else
        mend_call(thread, signal);
}

static void serve_signal(struct tracer *tracer, struct thread *thread, int signal)
{
    siginfo_t info;
    pid_t tid = thread->tracee->tid;
    if (ptrace(PTRACE_GETSIGINFO, tid, NULL, &info) < 0)
        info = (siginfo_t){.si_signo = signal};
    struct event event = {.kind = EVENT_SIGNAL, .number = signal, .siginfo = &info};
    tell(tracer, thread, &event);
    if (event.action.changes_signal)
        signal = event.action.signal;
    undo_waking(thread, signal);
    resume_after(tracer, thread, &event.action, signal);
}

static void serve_group_stop(struct tracer *tracer, struct thread *thread, int signal)
{
    struct event event = {.kind = EVENT_STOPPED, .number = signal};
    tell(tracer, thread, &event);
    if (event.action.detaches) {
        resume_after(tracer, thread, &event.action, 0);
        return;
    }
    thread->state = THREAD_LISTENS;
    ptrace(PTRACE_LISTEN, thread->tracee->tid, NULL, NULL);
}

/* A stop that PTRACE_INTERRUPT caused must not be seen by the program; the end of a group stop
   may, as it is untraced. */
static void serve_notice(struct tracer *tracer, struct thread *thread, bool was_listening)
{
    if (!was_listening)
        mend_call(thread, 0);
    resume(tracer, thread, 0);
}

/* A leader's death comes last. Who is still there has taken its place in an exec that failed too
   late to be told of: no news of that thread will come under its own id, unless another gets it. */
static void end_rest(struct tracer *tracer, pid_t pid, int status)
{
    struct tracee *next;
    for (struct tracee *t = tracee_next(NULL); t; t = next) {
        next = tracee_next(t);
        if (t->process->pid == pid)
            serve_end(tracer, thread_of(t), status);
    }
}

void serve_stop(struct tracer *tracer, struct thread *thread, int status)
{
    struct stop stop = stop_of(status);
    bool was_listening = thread->state == THREAD_LISTENS;
    pid_t tid = thread->tracee->tid, pid = thread->tracee->process->pid;
    if (serve_end(tracer, thread, status)) {
        if (tid == pid)
            end_rest(tracer, pid, status);
        return;
    }
    thread->state = THREAD_STOPPED;
    thread->is_left = false;
    if (thread->is_unasked) {
        thread->is_unasked = false; /* a filtered one stays, unheard */
        release(tracer, thread, 0);
        return;
    }
    if (!thread->is_inside) /* a new thread's first stop */
        borrow_return_registers(thread);
    switch (stop.kind) {
    case STOP_SYSCALL:
        call_serve(tracer, thread);
        break;
    case STOP_FILTER:
        call_serve_filtered(tracer, thread);
        break;
    case STOP_CHILD:
        follow_child(tracer, thread);
        break;
    case STOP_EXEC:
        follow_exec(tracer, thread);
        break;
    case STOP_GROUP:
        serve_group_stop(tracer, thread, stop.number);
        break;
    case STOP_NOTICE:
        serve_notice(tracer, thread, was_listening);
        break;
    case STOP_SIGNAL:
        serve_signal(tracer, thread, stop.number);
        break;
    case STOP_OTHER:
    case STOP_EXITED:
    case STOP_KILLED:
        resume(tracer, thread, 0);
        break;
    }
}
