/* Calls that a stop, or a signal which only a traced thread wakes for, has broken off or would: the
   program is not to notice. For core/trace alone. */
#pragma once
#include "core/abi/registers.h"
#include "core/trace/state.h"
#include <sys/ptrace.h>

/* At a stop that may have broken a call off: true if it will be made again, and the thread is to go
   on to its next call stop for that. signal is about to be delivered, 0 none. */
bool mend_call(struct thread *thread, int signal);

/* The same at an exit stop. */
bool mend_call_at_exit(struct thread *thread);

/* At an entry stop: if it is that of a call made again, has it do what was left undone and wait no
   longer than is left. Does nothing for others, or where the listeners changed the call. */
void mend_begin(struct thread *thread, const struct __ptrace_syscall_info *info, enum call_stop at);

/* At the exit stop of such a call: the program gets what it would have got, and *info tells so.
   Does nothing for others. */
void mend_end(struct thread *thread, struct __ptrace_syscall_info *info);

/* No call of its thread is to be made again: the program gets what was done. */
void mend_give_up(struct thread *thread);

/* Its thread is let go at this stop: what can't be made again now ends with what was done. */
void mend_forgo(struct thread *thread);

/* What a stop would do to a thread that runs, by its call. Told without a stop. */
enum mend_care {
    CARE_NONE,
    CARE_LATE,                 /* it would wait longer than it should */
    CARE_CUT,                  /* it would return early: a large write that waits for its reader */
};
enum mend_care mend_look(struct thread *thread);

/* Before it is interrupted: since when does it wait? And once it stopped: was that still so? */
void mend_note_wait(struct thread *thread);
void mend_check_wait(struct thread *thread);

/* One that was left alone is interrupted after all; true if it is still there. */
bool mend_interrupt_left(struct thread *thread);

/* Threads left alone for that while attaching are interrupted when it is over. */
void mend_watch_left(void *tracer);
