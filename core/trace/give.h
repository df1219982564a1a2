/* What a program is given instead: another result, other bytes. For core/trace alone. */
#pragma once
#include "core/abi/registers.h"
#include "core/trace/state.h"

/* The call is told to have ended so, to whoever hears of it later; -errno for an error. */
void give_result(struct syscall *syscall, int64_t result);

/* Before the call is made: sees to it that the program gets result. Mostly the call is skipped;
   one that acts even where it fails (close) is made, and one whose failure is no error (brk) is
   made so that it changes nothing. 0 or -errno. */
int give_result_instead(struct thread *thread, int64_t result, enum call_stop at);

/* At the exit stop: the error of a call that was made nevertheless. */
void give_late_error(struct thread *thread);

/* Over the memory of the program; tells the user of what can't be written. */
void give_bytes(struct thread *thread, const struct poke *pokes);
