/* Which thread to serve next: fair to all, however busy some are. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

struct news {
    pid_t tid;
    int status;
    uint64_t stime_ns;         /* of its process, if CPU time is measured */
};

/* Blocks until there is news: 1. 0: a signal came, look at what it asks for. -ECHILD: nobody is
   left to wait for. */
int wait_next(struct tracer *tracer, struct news *news);

/* At once, pid as for waitpid: 1 if there is news, 0 if not, -ECHILD if pid is not ours. */
int wait_now(struct tracer *tracer, pid_t pid, struct news *news);

void wait_finish(struct tracer *tracer);
