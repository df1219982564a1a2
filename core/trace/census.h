/* Whether all threads of a process that is being attached to are accounted for. For core/trace
   alone. */
#pragma once
#include "core/trace/state.h"

/* Threads of the process that are not for us, as one listing found them. */
struct census {
    pid_t *others;
    size_t n_others, capacity;
};

/* Takes in one that has ended, or works for the kernel: a stop would break off what it does. False
   for others. */
bool census_take_other(struct census *census, pid_t tid);

/* Those that are ours and those taken in are all there are. */
bool census_is_whole(const struct census *census, pid_t pid);

/* Whether one that is ours, and was interrupted, need not be waited for: it has ended, or waits for
   something that a stop does not end, and makes no thread in there that would not be ours. */
bool census_can_leave(const struct thread *thread);

void census_empty(struct census *census);
void census_finish(struct census *census);
