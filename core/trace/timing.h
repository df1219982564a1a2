/* What happens by the clock: held threads go on, ticks tick. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

uint64_t timing_now_ns(void);          /* CLOCK_MONOTONIC */
uint64_t timing_wall_ns(void);         /* CLOCK_REALTIME */

/* Keeps a stopped thread where it is for a while; signal is delivered when it goes on. */
void timing_hold(struct tracer *tracer, struct thread *thread, uint64_t delay_ns, int signal);

/* Does what is due. */
void timing_run_due(struct tracer *tracer);

/* Has SIGALRM come, again and again, from when something is next due: a wait that is about to
   block can't miss it. */
void timing_set_alarm(struct tracer *tracer);
