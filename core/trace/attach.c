/* A process that makes threads all the while can't be listed in one go. So every thread found is
   seized and kept stopped, until a listing holds none that is not ours, and as many as the kernel
   counts: nobody is left to make more. */
#include "core/trace/attach.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/trace/census.h"
#include "core/trace/follow.h"
#include "core/trace/interrupt.h"
#include "core/trace/mend.h"
#include "core/trace/proc.h"
#include "core/trace/refusal.h"
#include "core/trace/seize.h"
#include "core/trace/serve.h"
#include "core/trace/start.h"
#include "core/trace/stop.h"
#include "core/trace/tell.h"
#include "core/trace/thread.h"
#include "core/trace/timing.h"
#include "core/trace/wait.h"
#include "core/tracee/proc_id.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <time.h>
#include <unistd.h>

enum { PAUSE_NS = 200000, WATCH_NS = 20000000 };
static const uint64_t LIMIT_NS = 10000000000, REFUSAL_NS = 50000000;

struct attachment {
    struct tracer *tracer;
    pid_t pid;                 /* of the process */
    pid_t only;                /* this thread alone; 0: all */
    uint64_t began_ns;
    bool is_blind;             /* no /proc to look at */
    bool verifies;             /* this pass also asks whether each is really ours */
    unsigned n_news;           /* threads that this pass found new, not ours, running or ending */
    struct census census;      /* of this pass */
    int refusal;               /* in this pass */
    uint64_t refused_ns;       /* since when; 0 not */
    int err;                   /* refused for good */
};

static void take_in(struct attachment *a, pid_t tid)
{
    struct thread *thread = thread_add(tid, a->pid, NULL);
    thread->tracee->was_attached = true;
    enum mend_care care = a->is_blind ? CARE_NONE : mend_look(thread);
    thread->is_left = care == CARE_CUT;
    if (care == CARE_LATE)
        mend_note_wait(thread);
    if (!thread->is_left)
        thread_interrupt(thread);
    tracee_read_comm(thread->tracee);
    a->n_news++;
}

static bool is_gone(pid_t tid, int err)
{
    char state = proc_state(tid);
    return err == -ESRCH || state == 'X' || state == 0;
}

static void take_thread(struct attachment *a, pid_t tid)
{
    bool is_any = tid != a->only;
    int err = is_any && proc_is_worker(tid) ? -EPERM
                                            : seize_thread(tid, start_options(a->tracer, false));
    /* Made by a thread of ours, it came with us, and may have ended; or the timer rang just too
       late. */
    if (err == 0 || proc_status_id(tid, "TracerPid") == getpid())
        take_in(a, tid);
    else if (is_any && census_take_other(&a->census, tid))
        return;
    else if (err == -EAGAIN || (is_any && is_gone(tid, err)))
        a->n_news++; /* a listing may end with a thread that ends */
    else
        a->refusal = err;
}

static void drop_stale(struct attachment *a, struct thread *thread)
{
    thread_drop(thread);
    a->n_news++;
}

/* Our entry is of one that is gone: someone's exec gave its id to another, which is not ours, or
   was seized by the id that it had. */
static bool is_stale(const struct attachment *a, const struct thread *thread)
{
    pid_t tid = thread->tracee->tid;
    char state = proc_state(tid);
    return !a->is_blind && state != 'Z' &&
           (proc_status_id(tid, "TracerPid") != getpid() || (thread->first_status && state != 't'));
}

static void look_at(struct attachment *a, pid_t tid)
{
    struct thread *thread = thread_find(tid);
    if (!thread) {
        take_thread(a, tid);
    } else if ((a->verifies || !thread->first_status) && is_stale(a, thread)) {
        drop_stale(a, thread);
    } else if (thread->is_left && mend_look(thread) == CARE_CUT) {
        return; /* makes no threads in there, and those that it makes later come with it */
    } else if (thread->is_left) {
        a->n_news += mend_interrupt_left(thread);
    } else if (!thread->first_status && !census_can_leave(thread)) {
        if (proc_state(tid) != 't')
            thread_interrupt(thread); /* once more: it may have the id of one that was */
        a->n_news++;
    }
}

static void look_at_all(struct attachment *a)
{
    char path[PROC_PATH_BYTES];
    proc_path(path, a->pid, "task");
    DIR *folder = opendir(path);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder)))
        if (atoi(entry->d_name) > 0)
            look_at(a, proc_id_ours(atoi(entry->d_name)));
    if (folder)
        closedir(folder);
}

static void note_stop(struct attachment *a, struct thread *thread, int status)
{
    if (serve_end(a->tracer, thread, status))
        return;
    if (stop_of(status).kind == STOP_EXEC)
        thread = follow_exec_merge(a->tracer, thread);
    thread_learn_machine(thread);
    mend_check_wait(thread);
    thread->first_status = status;
    thread->state = THREAD_STOPPED;
}

/* Each by its own id: asking for any of them costs as much as there are. */
static void collect_stops(struct attachment *a)
{
    struct news news;
    struct tracee *next;
    for (struct tracee *t = tracee_next(NULL); t; t = next) {
        next = tracee_next(t);
        int got = t->process->pid == a->pid ? wait_now(a->tracer, t->tid, &news) : 0;
        if (got == -ECHILD) /* seized in its exec, which gave it the leader's id */
            drop_stale(a, thread_of(t));
        if (got <= 0)
            continue;
        note_stop(a, thread_of(t), news.status);
        if (stop_of(news.status).kind == STOP_EXEC)
            break; /* siblings, maybe the next one, are gone from the table */
    }
}

static void let_go_again(struct attachment *a)
{
    struct tracee *next;
    for (struct tracee *t = tracee_next(NULL); t; t = next) {
        next = tracee_next(t);
        if (t->process->pid != a->pid)
            continue;
        struct stop stop = stop_of(thread_of(t)->first_status);
        long signal = stop.kind == STOP_SIGNAL ? stop.number : 0;
        ptrace(PTRACE_DETACH, t->tid, NULL, signal);
        thread_drop(thread_of(t));
    }
}

static int give_up(struct attachment *a, char **why)
{
    pid_t pid = a->only ? a->only : a->pid;
    int err = a->err;
    if (!err && process_find(a->pid)) {
        err = -EBUSY;
        *why = alloc_format("attach: not all threads of process %d stopped within 10 s", pid);
    } else {
        if (!err)
            err = proc_state(pid) ? -EPERM : -ESRCH;
        char *reason = refusal_explain(pid, -err);
        *why = alloc_format("attach: %s", reason);
        free(reason);
    }
    let_go_again(a);
    return err;
}

/* A leader that another thread's exec is about to replace is refused too, but not for long. */
static void believe_refusal(struct attachment *a)
{
    uint64_t now = timing_now_ns();
    a->n_news += a->refusal != 0;
    if (!a->refusal)
        a->refused_ns = 0;
    else if (!a->refused_ns)
        a->refused_ns = now;
    else if (now - a->refused_ns > REFUSAL_NS)
        a->err = a->refusal;
}

/* One pass over the process. */
static void pass(struct attachment *a)
{
    a->n_news = 0;
    a->refusal = 0;
    census_empty(&a->census);
    if (a->only)
        look_at(a, a->only);
    else
        look_at_all(a);
    believe_refusal(a);
    if (a->verifies && !a->only && a->n_news == 0)
        a->n_news += !census_is_whole(&a->census, a->pid);
    collect_stops(a);
}

static int hold_all(struct attachment *a, char **why)
{
    const struct timespec pause = {.tv_nsec = PAUSE_NS};
    bool is_whole = false;
    while (!is_whole && !a->err && timing_now_ns() - a->began_ns < LIMIT_NS) {
        pass(a);
        is_whole = a->verifies && a->n_news == 0;
        a->verifies = a->n_news == 0;
        if (a->n_news)
            nanosleep(&pause, NULL);
    }
    return a->err || !is_whole || !process_find(a->pid) ? give_up(a, why) : 0;
}

int tracer_attach(struct tracer *tracer, pid_t pid, char **why)
{
    if (thread_find(pid))
        return 0;
    bool is_blind = !proc_id_is_told();
    pid_t process = is_blind ? pid : proc_status_id(pid, "Tgid");
    bool whole = tracer->options.follows_children || tracer->options.follows_threads;
    struct attachment a = {
        .tracer = tracer,
        .pid = process > 0 ? process : pid,
        .only = whole && process > 0 && !is_blind ? 0 : pid,
        .began_ns = timing_now_ns(),
        .is_blind = is_blind,
    };
    if (whole && is_blind)
        notice("/proc is missing, or does not see us: of process %d only this thread is "
               "attached",
               pid);
    interrupt_note(); /* who ends now takes the signals along in whose stops threads are held */
    int err = hold_all(&a, why);
    census_finish(&a.census);
    if (!err && refusal_check_kernel(tracee_next(NULL)->tid, why))
        err = -ENOSYS;
    return err;
}

static void watch_left(struct tracer *tracer)
{
    bool has_left = false;
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t)) {
        if (!thread_of(t)->is_left)
            continue;
        notice("thread %d waits in a call that a stop would cut short, as a large write: "
               "it is traced from the end of that call on",
               t->tid);
        has_left = true;
    }
    if (has_left)
        tracer_every(tracer, WATCH_NS, mend_watch_left, tracer);
}

void attach_go(struct tracer *tracer)
{
    watch_left(tracer);
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t))
        if (t->was_attached)
            tell_plainly(tracer, thread_of(t), EVENT_ATTACH, 0);
    struct tracee *next;
    for (struct tracee *t = tracee_next(NULL); t; t = next) {
        next = tracee_next(t);
        int status = thread_of(t)->first_status;
        if (!status)
            continue;
        thread_of(t)->first_status = 0;
        serve_stop(tracer, thread_of(t), status);
    }
}
