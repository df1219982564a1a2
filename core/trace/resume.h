/* A stopped thread goes on. For core/trace alone. */
#pragma once
#include "core/event/event.h"
#include "core/trace/state.h"

/* Somebody waits for the end of the call that it is in, be it only to put things back. */
bool needs_exit_stop(const struct thread *thread);

/* To its next stop that anybody wants; signal is delivered, 0 none. */
void resume(struct tracer *tracer, struct thread *thread, int signal);

/* As resume, after what the listeners asked for: killed, let go, or held first. The thread may be
   gone when this returns. */
void resume_after(struct tracer *tracer, struct thread *thread, const struct action *action,
                  int signal);

/* Lets a stopped thread go for good, and drops it; a filtered one is only silent from here on. */
void release(struct tracer *tracer, struct thread *thread, int signal);
