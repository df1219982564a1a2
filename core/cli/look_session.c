/* A run of scripts that only look. */
#include "core/cli/look_session.h"
#include "core/base/alloc.h"
#include "lua/script.h"
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STEP_MS = 20, MOST_TICKS = 16 };

struct tick {
    uint64_t interval_ns, next_ns;
    void (*run)(void *self);
    void *self;
};

struct look_session {
    pid_t *pids;
    size_t n_pids;
    pid_t command;             /* 0: none */
    bool is_stopped;
    struct tick ticks[MOST_TICKS];
    size_t n_ticks;
};

extern char **environ;

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void look_session_print(struct session *session, const char *bytes, size_t length)
{
    const struct options *o = session->options;
    if (o->output_path || o->command) {
        session_print(session, bytes, length);
        return;
    }
    while (length > 0) {
        ssize_t n = write(STDOUT_FILENO, bytes, length);
        if (n < 0)
            return;
        bytes += n;
        length -= (size_t)n;
    }
}

void look_session_every(struct look_session *look, uint64_t interval_ns,
                        void (*tick)(void *tick_self), void *tick_self)
{
    if (look->n_ticks < MOST_TICKS)
        look->ticks[look->n_ticks++] = (struct tick){interval_ns, now_ns() + interval_ns, tick,
                                                     tick_self};
}

void look_session_stop(struct look_session *look)
{
    look->is_stopped = true;
}

size_t look_session_pids(const struct look_session *look, const pid_t **pids)
{
    *pids = look->pids;
    return look->n_pids;
}

static bool is_running(pid_t pid, char **why)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%d", (int)pid);
    if (access(path, F_OK) == 0)
        return true;
    *why = alloc_format("there is no process %d", (int)pid);
    return false;
}

static bool start_command(struct look_session *look, const struct command *command, char **why)
{
    char **environment = command->environment ? command->environment : environ;
    int error = posix_spawn(&look->command, command->path, NULL, NULL, command->argv, environment);
    if (error) {
        look->command = 0;
        *why = alloc_format("%s: %s", command->path, strerror(error));
        return false;
    }
    look->pids[look->n_pids++] = look->command;
    return true;
}

static bool begin(struct look_session *look, const struct session *session, char **why)
{
    const struct options *o = session->options;
    look->pids = alloc_zeroed((o->n_pids + 1) * sizeof *look->pids);
    for (size_t i = 0; i < o->n_pids; i++) {
        if (!is_running(o->pids[i], why))
            return false;
        look->pids[look->n_pids++] = o->pids[i];
    }
    return !o->command || start_command(look, &session->command, why);
}

/* Whether the command is still there. */
static bool poll_command(const struct look_session *look, int *wait_status)
{
    return waitpid(look->command, wait_status, WNOHANG) == 0;
}

static void run_ticks(struct look_session *look)
{
    for (size_t i = 0; i < look->n_ticks && !look->is_stopped; i++) {
        struct tick *tick = &look->ticks[i];
        if (now_ns() < tick->next_ns)
            continue;
        tick->run(tick->self);
        tick->next_ns = now_ns() + tick->interval_ns;
    }
}

static void watch(struct look_session *look, int *wait_status)
{
    const struct timespec step = {0, STEP_MS * 1000000L};
    while (!look->is_stopped && look->command && poll_command(look, wait_status)) {
        run_ticks(look);
        if (!look->is_stopped)
            nanosleep(&step, NULL);
    }
}

/* What look.finish() said counts before the command's own end. */
static void take_status(const struct scripts *scripts, int *wait_status)
{
    for (size_t i = 0; i < scripts_count(scripts); i++) {
        const struct script_outcome *outcome = script_outcome(scripts_at(scripts, i));
        if (outcome->has_status)
            *wait_status = W_EXITCODE(outcome->status, 0);
    }
}

enum verdict look_session_run(const struct options *options, struct scripts *scripts,
                              int *wait_status, char **why)
{
    struct look_session look = {.n_pids = 0};
    enum verdict verdict = VERDICT_SCRIPT;
    struct session *session = session_create(options, SESSION_STOPS, why);
    if (!session)
        return VERDICT_USAGE;
    session->look = &look;
    if (begin(&look, session, why) && scripts_load(scripts, session, why)) {
        verdict = VERDICT_PASS;
        watch(&look, wait_status);
        take_status(scripts, wait_status);
    }
    session_destroy(session);
    free(look.pids);
    return verdict;
}
