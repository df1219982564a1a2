/* A listing of /proc/PID/task ends, silently, with a thread that ends while it is read: those
   behind it are missing. But the kernel counts all threads that are in its list. */
#include "core/trace/census.h"
#include "core/base/alloc.h"
#include "core/trace/guard.h"
#include "core/trace/proc.h"
#include <stdlib.h>

/* A leader that has ended stays for as long as others go on. */
static bool is_other(pid_t tid)
{
    return proc_state(tid) == 'Z' || proc_is_worker(tid);
}

bool census_take_other(struct census *census, pid_t tid)
{
    if (!is_other(tid))
        return false;
    if (census->n_others == census->capacity) {
        census->capacity = census->capacity ? 2 * census->capacity : 8;
        census->others = alloc_resize(census->others, census->capacity * sizeof *census->others);
    }
    census->others[census->n_others++] = tid;
    return true;
}

bool census_is_whole(const struct census *census, pid_t pid)
{
    const struct process *process = process_find(pid);
    size_t n_ours = process ? process->n_tracees : 0;
    long n_all = proc_status_field(pid, "Threads");
    if (n_all <= 0)
        return true; /* the process is gone */
    /* What is there after the kernel counted was counted: else one that ended meanwhile could stand
       for one that was not listed. */
    for (size_t i = 0; i < census->n_others; i++)
        if (!is_other(census->others[i]))
            return false;
    return (size_t)n_all == n_ours + census->n_others;
}

bool census_can_leave(const struct thread *thread)
{
    const struct tracee *t = thread->tracee;
    struct proc_call call;
    char state = proc_state(t->tid);
    if (state == 'Z')
        return true;
    return state == 'D' && proc_read_call(t->tid, &call) && !guard_makes_thread(t, &call);
}

void census_empty(struct census *census)
{
    census->n_others = 0;
}

void census_finish(struct census *census)
{
    free(census->others);
    *census = (struct census){0};
}
