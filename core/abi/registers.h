/* Reading and changing the call of a stopped thread through its registers. Only core/trace may
   call these. Each gives 0 or -errno; -ESRCH: the thread died. */
#pragma once
#include "core/abi/abi.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Which kind of stop the thread is in: the kernel takes changes only for that one. */
enum call_stop { CALL_AT_ENTRY, CALL_AT_FILTER };

/* ERESTARTNOHAND of <linux/errno.h>, which programs never see. */
enum { RESTART_UNLESS_HANDLED = 514 };

/* Before the call is made: what it will get. All six words, and the number. */
int registers_set_call(pid_t tid, const struct abi *abi, enum call_stop at, uint64_t number,
                       const uint64_t words[6]);

/* Before the call is made: makes none; the program gets result, without a further stop. */
int registers_skip_call(pid_t tid, int64_t result);

/* At the exit stop: what the program gets; -errno for an error. */
int registers_set_result(pid_t tid, int64_t result);

/* At any stop: writes those argument registers whose bit is set in slots. */
int registers_put_words(pid_t tid, const struct abi *abi, unsigned slots, const uint64_t words[6]);

/* The address below which the stack is free: past the red zone. */
int registers_stack_room(pid_t tid, const struct abi *abi, uint64_t *address);

/* Before the call is made: lets the thread come to it anew. What PTRACE_INTERRUPT left pending, and
   would end the call at once, is dealt with on the way. */
int registers_retry_call(pid_t tid);

/* At a stop behind a call, or in its midst. number is -1 where the thread does not come from one;
   words of 32-bit programs are zero-extended. */
struct registers_call {
    int64_t number, result;
    uint64_t words[6];
};
int registers_read_call(pid_t tid, const struct abi *abi, struct registers_call *call);

/* At the same stops: what the program gets; -errno for an error. */
int registers_give(pid_t tid, int64_t result);

/* At a stop inside signal handling (a signal's delivery, PTRACE_EVENT_STOP), or at an exit stop
   which one of those follows: the kernel makes the call again, unless a handler runs; then the
   program gets EINTR. */
int registers_restart_call(pid_t tid);
