/* What happens by the clock: threads go on or are interrupted, ticks tick. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

uint64_t timing_now_ns(void);          /* CLOCK_MONOTONIC */
uint64_t timing_wall_ns(void);         /* CLOCK_REALTIME */

/* Keeps a stopped thread where it is for a while; signal is delivered when it goes on. */
void timing_hold(struct tracer *tracer, struct thread *thread, uint64_t delay_ns, int signal);

/* Has it interrupted then, if it still runs, or go on, if it is held. */
void timing_be_due(struct tracer *tracer, struct thread *thread, uint64_t due_ns);

/* Nothing is due of it any more. */
void timing_forget(struct thread *thread);

/* Does what is due. */
void timing_run_due(struct tracer *tracer);

/* Has SIGALRM come, again and again, from when something is next due: a wait that is about to
   block can't miss it. */
void timing_set_alarm(struct tracer *tracer);
