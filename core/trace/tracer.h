/* The loop: starts or attaches to programs, turns their stops into events, carries out what the
   listeners asked for. The only place that runs, stops or changes a thread. */
#pragma once
#include "core/event/event.h"
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Who traces a command that we start: we, as its parent; or a grandchild of ours, while we become
   the command ourselves; that grandchild in a process group or session of its own. */
enum daemon { DAEMON_NONE, DAEMON_GRANDCHILD, DAEMON_GROUP, DAEMON_SESSION };

/* What to start. env NULL: as ours. */
struct command {
    enum daemon daemon;        /* -D */
    char **argv;
    char **environment;
    const char *path;          /* the file to execute, already looked up */
    const char *user;          /* -u: run as, NULL as we are */
};

struct tracer_options {
    bool follows_children;     /* -f */
    bool follows_threads;      /* -p takes all threads, later ones too; implied by -f */
    bool uses_filter; /* put what listeners want into a seccomp filter; only with
                                  follows_children: unfollowed children would get ENOSYS */
    bool kills_on_exit;        /* --kill-on-exit */
    bool measures_cpu;         /* fill syscall.cpu_ns (-c) */
    bool ends_when_done; /* the process ends soon after tracer_run, which lets threads go that
                                  a stop would disturb */
    bool is_interruptible;     /* SIGINT and SIGTERM end the tracing at once (-p, or -I1) */
    bool ignores_stops;        /* a terminal's SIGTSTP stops the programs, not us */
};

struct tracer;

struct tracer *tracer_create(const struct tracer_options *options);
void tracer_destroy(struct tracer *tracer);

/* Before run: who hears what. The listener is copied. */
void tracer_listen(struct tracer *tracer, const struct listener *listener);

/* Each 0 or -errno with *why set to a line for the user ("attach to 42: already traced by 17"). */
int tracer_start(struct tracer *tracer, const struct command *command, char **why);
int tracer_attach(struct tracer *tracer, pid_t pid, char **why);

/* PTRACE_O_..., or-ed, as the command's threads have them. */
unsigned long tracer_ptrace_options(const struct tracer *tracer);

/* Until every tracee ended or was let go. Returns the command's wait status (0 if none). */
int tracer_run(struct tracer *tracer);

/* From a listener or a tick: let all go and return from run. Filtered tracees can't be let go: the
   listeners are finished at once, and run returns when those have ended. */
void tracer_stop(struct tracer *tracer);

/* The signal that ended the tracing early (SIGINT, SIGTERM ...), 0 if none did. */
int tracer_interrupted_by(const struct tracer *tracer);

/* Asks every listener's wants() again: a script registered a hook while running. False, with *why,
   where a filter is installed that would not let the newly wanted calls stop. */
bool tracer_refresh(struct tracer *tracer, char **why);

/* A fresh call every interval_ns, between events: every() of scripts, summaries. */
void tracer_every(struct tracer *tracer, uint64_t interval_ns, void (*tick)(void *self),
                  void *self);
