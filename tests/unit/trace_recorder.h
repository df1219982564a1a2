/* A listener that counts what it hears of this program, traced in another role, and does what the
   test at hand wants. */
#pragma once
#include "core/decode/syscall.h"
#include "core/trace/tracer.h"
#include <check.h>

extern struct recorder {
    long wanted;               /* the call; -1 all, -2 none */
    unsigned wants;            /* of it */
    bool wants_whatever_comes; /* has no say in what is wanted */
    void (*act)(struct event *event);
    struct tracer *tracer;     /* of the run at hand */
    struct syscall last;       /* that was left */
    unsigned counts[16];       /* by event kind, as a bit number */
    bool is_finished;
} recorder;

unsigned recorder_count(enum event_kind kind);

/* A tracer that the recorder listens to. */
void recorder_set_up(bool is_filtered);

/* Runs the program under it to its end; its status, as waitpid(2) has it. */
int recorder_run_path(const char *path, const char *role);
int recorder_run(bool is_filtered, const char *role);

/* The exit status of one that ended by itself. */
int recorder_exit_of(int status);

/* Plays the role that the words name, or else runs the cases, ended by NULL; the exit status. */
int recorder_main(int n, char **words, TCase *const *cases);
