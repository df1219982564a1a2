/* Stops before and after system calls. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

/* At a STOP_SYSCALL; the thread goes on. */
void call_serve(struct tracer *tracer, struct thread *thread);

/* At a STOP_FILTER; the thread goes on. */
void call_serve_filtered(struct tracer *tracer, struct thread *thread);

/* The call under way will never return: its thread ends, or another's exec takes it. */
void call_abandon(struct tracer *tracer, struct thread *thread);
