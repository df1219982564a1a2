/* Reading and changing the call of a stopped thread through its registers. Only core/trace may
   call these. Each gives 0 or -errno; -ESRCH: the thread died. */
#pragma once
#include "core/abi/abi.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Which kind of stop the thread is in: the kernel takes changes only for that one. */
enum call_stop { CALL_AT_ENTRY, CALL_AT_FILTER };

/* Before the call is made: what it will get. All six words, and the number. */
int registers_set_call(pid_t tid, const struct abi *abi, enum call_stop at, uint64_t number,
                       const uint64_t words[6]);

/* Before the call is made: makes none; the program gets result, without a further stop. */
int registers_skip_call(pid_t tid, int64_t result);

/* At the exit stop: what the program gets; -errno for an error. */
int registers_set_result(pid_t tid, int64_t result);

/* At any stop: writes those argument registers whose bit is set in slots. */
int registers_put_words(pid_t tid, const struct abi *abi, unsigned slots, const uint64_t words[6]);

/* At any stop: what an argument register holds. */
int registers_get_word(pid_t tid, const struct abi *abi, unsigned slot, uint64_t *word);

/* The address below which the stack is free: past the red zone. */
int registers_stack_room(pid_t tid, const struct abi *abi, uint64_t *address);

/* Before the call is made: lets the thread come to it anew. What PTRACE_INTERRUPT left pending, and
   would end the call at once, is dealt with on the way. */
int registers_retry_call(pid_t tid);

/* A write that a stop cut short. At a stop behind it: has the thread come to it anew, for the rest
   of its bytes. *part is what was written, 0: it was no such write, and nothing has changed. */
int registers_continue_write(pid_t tid, const struct abi *abi, uint64_t *part);

/* At the exit stop of the rest: the program gets the sum, and its own words back. */
int registers_end_write(pid_t tid, const struct abi *abi, uint64_t part);

/* Before the rest is begun: the program gets the part, as if nobody had continued it. */
int registers_drop_rest(pid_t tid, const struct abi *abi, uint64_t part);

/* At a stop inside signal handling (a signal's delivery, PTRACE_EVENT_STOP), or at an exit stop
   that PTRACE_INTERRUPT caused: if the call failed with EINTR for no other reason than the stop,
   lets the kernel make it again unless a handler runs. *is_changed tells whether it did. waited_ms
   is how long it has waited already, which is taken off its timeout if that is in a register. */
int registers_restart_call(pid_t tid, const struct abi *abi, uint64_t waited_ms, bool *is_changed);
