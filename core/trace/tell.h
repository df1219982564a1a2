/* From the loop to the listeners. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

/* In turn, all who hear that kind and, for ENTER and LEAVE, want that call. Fills in time and the
   call under way. Nobody hears of silent threads, and nothing before tracer_run. */
void tell(struct tracer *tracer, struct thread *thread, struct event *event);

/* The same for events that need no more than their kind and number. */
void tell_plainly(struct tracer *tracer, struct thread *thread, enum event_kind kind, int number);

/* Ends the listening: each listener's finish, once. */
void tell_finish(struct tracer *tracer);
