/* The loop itself, and what the outside may ask of it. */
#include "core/trace/tracer.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/describe/describe.h"
#include "core/filter/program.h"
#include "core/trace/attach.h"
#include "core/trace/detach.h"
#include "core/trace/follow.h"
#include "core/trace/guard.h"
#include "core/trace/interrupt.h"
#include "core/trace/narrow.h"
#include "core/trace/resume.h"
#include "core/trace/serve.h"
#include "core/trace/start.h"
#include "core/trace/tell.h"
#include "core/trace/thread.h"
#include "core/trace/timing.h"
#include "core/trace/wait.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

struct tracer *tracer_create(const struct tracer_options *options)
{
    struct tracer *tracer = alloc_zeroed(sizeof *tracer);
    tracer->options = *options;
    tracer->options.uses_filter &= options->follows_children;
    tracer->go_fd = -1;
    if (getrandom(&tracer->cookie, sizeof tracer->cookie, GRND_NONBLOCK) < 0)
        tracer->cookie = (uint16_t)timing_now_ns();
    return tracer;
}

void tracer_destroy(struct tracer *tracer)
{
    if (!tracer)
        return;
    while (tracee_count())
        thread_drop(thread_of(tracee_next(NULL)));
    follow_drop_strays(tracer);
    wait_finish(tracer);
    while (tracer->ticks) {
        struct tick *tick = tracer->ticks;
        tracer->ticks = tick->next;
        free(tick);
    }
    for (unsigned i = 0; i < tracer->n_hearers; i++)
        wants_finish(&tracer->hearers[i].wants);
    wants_finish(&tracer->wants);
    program_destroy(tracer->filter);
    if (tracer->go_fd >= 0)
        close(tracer->go_fd);
    free(tracer);
}

void tracer_listen(struct tracer *tracer, const struct listener *listener)
{
    if (tracer->n_hearers < MAX_LISTENERS)
        tracer->hearers[tracer->n_hearers++] = (struct hearer){.listener = *listener};
}

unsigned long tracer_ptrace_options(const struct tracer *tracer)
{
    return start_options(tracer, true);
}

void tracer_stop(struct tracer *tracer)
{
    tracer->is_stopping = true;
}

int tracer_interrupted_by(const struct tracer *tracer)
{
    return tracer->interrupted_by;
}

void tracer_every(struct tracer *tracer, uint64_t interval_ns, void (*run)(void *self), void *self)
{
    struct tick *tick = alloc_zeroed(sizeof *tick);
    *tick = (struct tick){.interval_ns = interval_ns ? interval_ns : 1,
                          .next_ns = timing_now_ns() + interval_ns,
                          .run = run,
                          .self = self,
                          .next = tracer->ticks};
    tracer->ticks = tick;
}

static void ask_all(struct tracer *tracer)
{
    for (unsigned i = 0; i < tracer->n_hearers; i++) {
        struct hearer *hearer = &tracer->hearers[i];
        wants_ask(&hearer->wants, &hearer->listener);
        wants_join(&tracer->wants, &hearer->wants);
    }
}

static bool build_filter(struct tracer *tracer, char **why)
{
    int err = program_check_kernel();
    if (err) {
        *why = alloc_format("seccomp filter is requested but unavailable (%s)", strerror(-err));
        return false;
    }
    tracer->filter = program_create(tracer->cookie);
    for (unsigned abi = 0; abi < ABI_COUNT; abi++)
        for (unsigned n = 0; n < tracer->wants.n_numbers[abi]; n++)
            if (wants_of(&tracer->wants, (enum abi_id)abi, n))
                narrow_add_call(tracer, (enum abi_id)abi, n);
    if (wants_of(&tracer->wants, ABI_X86_64, UINT64_MAX) ||
        wants_of(&tracer->wants, ABI_I386, UINT64_MAX))
        program_add_unknown(tracer->filter);
    guard_add_rules(tracer->filter, tracer->options.follows_children);
    return program_compile(tracer->filter, why);
}

/* Where all calls stop anyway, or none needs to, a filter would only tie the command to us. */
static void set_up_filter(struct tracer *tracer)
{
    struct thread *command = tracer->command ? thread_find(tracer->command) : NULL;
    char *why = NULL;
    if (!command || !command->is_filtered)
        return;
    bool is_useful = tracer->wants.wants_any && !wants_are_all(&tracer->wants);
    bool is_built = is_useful && build_filter(tracer, &why);
    if (why)
        notice(is_built ? "%s" : "%s; going on without", why);
    if (is_built) {
        free(why);
        return;
    }
    free(why);
    program_destroy(tracer->filter);
    tracer->filter = NULL;
    start_without_filter(tracer, command);
}

bool tracer_refresh(struct tracer *tracer, char **why)
{
    struct wants before = tracer->wants;
    tracer->wants = (struct wants){0};
    ask_all(tracer);
    bool is_missing = false;
    for (unsigned abi = 0; tracer->filter && abi < ABI_COUNT; abi++)
        for (unsigned n = 0; n <= before.n_numbers[abi]; n++)
            is_missing |= narrow_is_missing(tracer, &before, (enum abi_id)abi, n);
    if (is_missing) {
        *why = alloc_string("calls that nobody wanted at the start pass the kernel's filter "
                            "unseen: register the hook earlier, or run with --no-filter");
        struct wants none = tracer->wants;
        tracer->wants = before;
        before = none;
    } else if (!before.wants_any && tracer->wants.wants_any) {
        tracer->must_interrupt = true;
    }
    wants_finish(&before);
    return !is_missing;
}

/* Threads that run from event to event must stop once, to run from call to call. */
static void interrupt_all(struct tracer *tracer)
{
    tracer->must_interrupt = false;
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t)) {
        struct thread *thread = thread_of(t);
        if (thread->state == THREAD_RUNS && thread->stops_at_calls)
            thread_interrupt(thread);
    }
}

static void begin(struct tracer *tracer)
{
    ask_all(tracer);
    set_up_filter(tracer);
    interrupt_set_up(tracer->options.ignores_stops);
    tracer->is_running = true;
    attach_go(tracer);
    struct thread *command = tracer->command ? thread_find(tracer->command) : NULL;
    if (!command)
        return;
    tell_plainly(tracer, command, EVENT_START, 0);
    start_go(tracer);
    resume(tracer, command, 0);
}

static void kill_started(int signal)
{
    for (const struct tracee *t = tracee_next(NULL); t; t = tracee_next(t))
        if (!t->was_attached && (signal == SIGKILL || t->is_first)) {
            kill(t->process->pid, SIGCONT);
            kill(t->process->pid, signal);
        }
}

/* We are to end: as for strace, a command that we started ends with us; others go on. */
static void obey(struct tracer *tracer, int signal)
{
    bool is_keyboard = signal == SIGINT || signal == SIGQUIT;
    tracer->alarm_ns = UINT64_MAX; /* the handler set it otherwise */
    if (!tracer->options.is_interruptible && (is_keyboard || !tracer->filter))
        return;
    tracer->interrupted_by = signal;
    tracer->is_stopping = true;
    if (!tracer->filter)
        kill_started(signal);
}

/* What is_stopping asks for; filtered threads are kept going, unheard. */
static void let_all_go(struct tracer *tracer)
{
    tracer->is_stopping = false;
    if (tracer->options.kills_on_exit)
        kill_started(SIGKILL);
    detach_all(tracer);
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t))
        tell_plainly(tracer, thread_of(t), EVENT_DETACH, 0);
    tell_finish(tracer);
}

static bool has_work(const struct tracer *tracer)
{
    bool has_stopped_stray = false;
    for (const struct stray *stray = tracer->strays; stray; stray = stray->next)
        has_stopped_stray |= WIFSTOPPED(stray->status);
    return tracee_count() || has_stopped_stray;
}

static void serve_news(struct tracer *tracer, const struct news *news)
{
    struct thread *thread = thread_find(news->tid);
    if (!thread) {
        follow_stray(tracer, news->tid, news->status);
        return;
    }
    thread->stime_ns = news->stime_ns;
    serve_stop(tracer, thread, news->status);
}

static void turn(struct tracer *tracer)
{
    struct news news;
    int signal = interrupt_take();
    if (signal)
        obey(tracer, signal);
    timing_run_due(tracer);
    follow_adopt_strays(tracer);
    if (tracer->must_interrupt)
        interrupt_all(tracer);
    if (tracer->is_stopping) {
        let_all_go(tracer);
        return;
    }
    timing_set_alarm(tracer);
    int got = wait_next(tracer, &news);
    if (got > 0)
        serve_news(tracer, &news);
    while (got == -ECHILD && tracee_count())
        serve_loss(tracer, thread_of(tracee_next(NULL)));
}

int tracer_run(struct tracer *tracer)
{
    begin(tracer);
    while (has_work(tracer))
        turn(tracer);
    tell_finish(tracer);
    interrupt_undo();
    return tracer->command_status;
}
