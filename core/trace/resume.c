/* How far a thread runs: to its next call, or to the next event. A thread that died meanwhile
   (ESRCH) needs nothing: its end will be reported. */
#include "core/trace/resume.h"
#include "core/tracee/live.h"
#include "core/trace/borrow.h"
#include "core/trace/mend.h"
#include "core/trace/tell.h"
#include "core/trace/thread.h"
#include "core/trace/timing.h"
#include <sys/ptrace.h>

bool needs_exit_stop(const struct thread *thread)
{
    return thread->is_inside &&
           (thread->wanted & EVENT_LEAVE || thread->leave_asked || thread->borrowed.slots ||
            thread->late_error || thread->repeat.stage == REPEAT_BEGUN ||
            (thread->awaits_exec && !thread->is_starting));
}

static bool stops_at_next_call(const struct tracer *tracer, const struct thread *thread)
{
    if (thread->repeat.stage != REPEAT_NONE || needs_exit_stop(thread))
        return true;
    if (tracer->is_silent || thread->is_silent)
        return false;
    return thread->stops_at_calls && tracer->wants.wants_any;
}

void resume(struct tracer *tracer, struct thread *thread, int signal)
{
    bool to_call = stops_at_next_call(tracer, thread);
    timing_forget(thread);
    if (!to_call) {
        thread->is_inside = false; /* its exit will not be seen, */
        thread->repeat.since_ns = thread->repeat.ends_ns = 0; /* nor the entry of the next */
    }
    if (thread->repeat.stage == REPEAT_BEGUN && thread->repeat.ends_ns)
        timing_be_due(tracer, thread, thread->repeat.ends_ns);
    thread->state = THREAD_RUNS;
    thread->is_interrupted = false; /* any stop takes the interrupt that was pending */
    live_forget();
    ptrace(to_call ? PTRACE_SYSCALL : PTRACE_CONT, thread->tracee->tid, NULL, signal);
}

void release(struct tracer *tracer, struct thread *thread, int signal)
{
    tell_plainly(tracer, thread, EVENT_DETACH, 0);
    mend_forgo(thread);
    borrow_return(thread);
    thread->tracee->in_syscall = false;
    if (thread->is_filtered) {
        thread->is_silent = true;
        resume(tracer, thread, signal);
        return;
    }
    live_forget();
    ptrace(PTRACE_DETACH, thread->tracee->tid, NULL, signal);
    thread_drop(thread);
}

void resume_after(struct tracer *tracer, struct thread *thread, const struct action *action,
                  int signal)
{
    if (action->kills)
        kill(thread->tracee->process->pid, SIGKILL);
    if (action->detaches)
        release(tracer, thread, signal);
    else if (action->delay_ns)
        timing_hold(tracer, thread, action->delay_ns, signal);
    else
        resume(tracer, thread, signal);
}
