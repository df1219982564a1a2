/* A new thread's first stop and its maker's event come in either order; after exec one thread has
   the place of all. */
#include "core/trace/follow.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/trace/borrow.h"
#include "core/trace/call.h"
#include "core/trace/proc.h"
#include "core/trace/resume.h"
#include "core/trace/serve.h"
#include "core/trace/stop.h"
#include "core/trace/tell.h"
#include "core/trace/thread.h"
#include "core/trace/timing.h"
#include "core/tracee/presence.h"
#include "core/tracee/proc_id.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* tgkill(2) finds a thread only in its own process, ended ones too, and needs no /proc. */
static bool is_thread_of(pid_t tid, pid_t pid)
{
    return syscall(SYS_tgkill, pid, tid, 0) == 0 || errno == EPERM;
}

static bool take_stray(struct tracer *tracer, pid_t tid, int *status)
{
    for (struct stray **link = &tracer->strays; *link; link = &(*link)->next) {
        struct stray *stray = *link;
        if (stray->tid != tid)
            continue;
        *status = stray->status;
        *link = stray->next;
        free(stray);
        return true;
    }
    return false;
}

void follow_stray(struct tracer *tracer, pid_t tid, int status)
{
    int old_status;
    take_stray(tracer, tid, &old_status);
    struct stray *stray = alloc_zeroed(sizeof *stray);
    *stray = (struct stray){
        .tid = tid, .status = status, .since_ns = timing_now_ns(), .next = tracer->strays};
    tracer->strays = stray;
}

/* Not one that was taken in without its maker's event, when that was late, and is gone by now. */
static bool is_traced(pid_t tid)
{
    siginfo_t info;
    int flags = WEXITED | WSTOPPED | WNOHANG | WNOWAIT | __WALL;
    return waitid(P_PID, (id_t)tid, &info, flags) == 0;
}

static struct thread *add_child(struct tracer *tracer, pid_t tid, const struct thread *maker)
{
    pid_t pid = maker->tracee->process->pid;
    bool is_thread = is_thread_of(tid, pid);
    struct thread *child = thread_add(tid, is_thread ? pid : tid, maker);
    child->is_unasked = !tracer->options.follows_children && !is_thread;
    if (child->is_unasked)
        return child;
    struct event event = {.kind = EVENT_ATTACH, .parent = maker->tracee};
    tell(tracer, child, &event);
    child->is_unasked = event.action.detaches;
    return child;
}

static void meet_child(struct tracer *tracer, pid_t tid, const struct thread *maker)
{
    int status = 0;
    bool is_stray = take_stray(tracer, tid, &status);
    if (thread_find(tid) || (!is_stray && !is_traced(tid)))
        return;
    struct thread *child = add_child(tracer, tid, maker);
    if (is_stray)
        serve_stop(tracer, child, status);
}

void follow_child(struct tracer *tracer, struct thread *maker)
{
    unsigned long tid = 0;
    if (ptrace(PTRACE_GETEVENTMSG, maker->tracee->tid, NULL, &tid) == 0)
        meet_child(tracer, (pid_t)tid, maker);
    resume(tracer, maker, 0);
}

/* The old leader, if another thread did the exec: that one takes its place. */
static struct thread *replace_leader(struct tracer *tracer, struct thread *leader,
                                     struct thread *mover)
{
    pid_t tid = leader->tracee->tid;
    call_abandon(tracer, leader);
    tell_plainly(tracer, leader, EVENT_SUPERSEDED, mover->tracee->tid);
    mover->tracee->is_first = leader->tracee->is_first;
    thread_drop(leader);
    tracee_rename(mover->tracee, tid);
    mover->is_in_ring = false; /* its place there goes by the old id */
    mover->state = THREAD_STOPPED;
    return mover;
}

/* Their deaths were, or will be, reported without a place to go. */
static void drop_siblings(struct tracer *tracer, struct thread *survivor)
{
    struct tracee *next;
    for (struct tracee *t = tracee_next(NULL); t; t = next) {
        next = tracee_next(t);
        if (t == survivor->tracee || t->process != survivor->tracee->process)
            continue;
        call_abandon(tracer, thread_of(t));
        tell_plainly(tracer, thread_of(t), EVENT_EXIT, 0);
        thread_drop(thread_of(t));
    }
}

struct thread *follow_exec_merge(struct tracer *tracer, struct thread *thread)
{
    unsigned long old_tid = 0;
    if (ptrace(PTRACE_GETEVENTMSG, thread->tracee->tid, NULL, &old_tid) == 0 &&
        (pid_t)old_tid != thread->tracee->tid) {
        struct thread *mover = thread_find((pid_t)old_tid);
        if (mover)
            thread = replace_leader(tracer, thread, mover);
    }
    drop_siblings(tracer, thread);
    borrow_forget(thread);
    return thread;
}

/* Under no_new_privs a setuid program runs without the rights it would have had. */
static void tell_lost_privileges(const struct thread *thread)
{
    char path[PROC_PATH_BYTES];
    struct stat info;
    proc_path(path, thread->tracee->tid, "exe");
    if (stat(path, &info) == 0 && info.st_mode & (S_ISUID | S_ISGID) &&
        proc_status_field(thread->tracee->tid, "NoNewPrivs") == 1)
        notice("process %d runs a setuid program, which gains no privileges under a filter set "
               "up without CAP_SYS_ADMIN",
               thread->tracee->process->pid);
}

void follow_exec(struct tracer *tracer, struct thread *thread)
{
    thread = follow_exec_merge(tracer, thread);
    presence_forget(thread->tracee->process);
    thread_learn_machine(thread);
    tracee_read_comm(thread->tracee);
    thread->awaits_exec = false;
    thread->is_starting = false;
    if (thread->is_filtered)
        tell_lost_privileges(thread);
    struct event event = {.kind = EVENT_EXEC};
    tell(tracer, thread, &event);
    resume_after(tracer, thread, &event.action, 0);
}

static struct thread *find_any(pid_t pid)
{
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t))
        if (t->process->pid == pid)
            return thread_of(t);
    return NULL;
}

static void adopt(struct tracer *tracer, pid_t tid, int status)
{
    pid_t pid = proc_status_id(tid, "Tgid");
    bool is_thread = pid > 0 && pid != tid;
    struct thread *parent = find_any(is_thread ? pid : proc_status_id(tid, "PPid"));
    struct thread *child = thread_add(tid, is_thread ? pid : tid, parent);
    child->borrowed.slots = 0;
    child->is_unasked = !tracer->options.follows_children && !is_thread;
    if (!child->is_unasked) {
        struct event event = {.kind = EVENT_ATTACH, .parent = parent ? parent->tracee : NULL};
        tell(tracer, child, &event);
        child->is_unasked = event.action.detaches;
    }
    serve_stop(tracer, child, status);
}

void follow_adopt_strays(struct tracer *tracer)
{
    uint64_t now = tracer->strays ? timing_now_ns() : 0;
    struct stray *next;
    for (struct stray *stray = tracer->strays; stray; stray = next) {
        next = stray->next;
        if (stray->since_ns + STRAY_WAIT_NS > now)
            continue;
        pid_t tid = stray->tid;
        int status;
        take_stray(tracer, tid, &status);
        if (WIFSTOPPED(status))
            adopt(tracer, tid, status);
        next = tracer->strays;
    }
}

void follow_drop_strays(struct tracer *tracer)
{
    while (tracer->strays) {
        struct stray *stray = tracer->strays;
        tracer->strays = stray->next;
        free(stray);
    }
}
