/* Calls that a stop, or a signal which only a traced thread wakes for, has broken off or would: the
   program is not to notice. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

/* At a stop where a call may have failed with EINTR for no other reason: it is made again, unless a
   handler runs. True if so. */
bool mend_interrupted_call(const struct tracer *tracer, const struct thread *thread);

/* At a stop that may have cut a write short: true if it will be continued, and the thread is to go
   on to its next call stop for that. signal is about to be delivered, 0 none. */
bool mend_cut_write(struct thread *thread, int signal);

/* At the exit stop of such a write, or where one that is not begun can't be continued: the program
   gets what it would have got. Does nothing for others. */
void mend_end_write(struct thread *thread);

/* Whether a thread that runs sits in a call which a stop would cut short for good: a large write
   that waits for its reader. To be left alone until it is through. Told without a stop. */
bool mend_is_delicate(pid_t tid);

/* One that was left alone is interrupted after all; true if it is still there. */
bool mend_interrupt_left(struct thread *thread);

/* Threads left alone for that while attaching are interrupted when it is over. */
void mend_watch_left(void *tracer);
