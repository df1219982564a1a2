/* Seizing that does not block for ever. For core/trace alone. */
#pragma once
#include <sys/types.h>

/* PTRACE_SEIZE with these options. 0 or -errno; -EAGAIN: it blocked, and may yet have been done.
   Takes SIGALRM and its timer for the while: interrupt_note() must have been called. */
int seize_thread(pid_t tid, unsigned long options);
