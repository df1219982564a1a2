/* The command, from fork to its first exec. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

/* What PTRACE_SEIZE is asked for. */
unsigned long start_options(const struct tracer *tracer, bool is_command);

/* The command, still waiting, is not to get a filter after all. */
void start_without_filter(struct tracer *tracer, struct thread *command);

/* The command, waiting since tracer_start, is told to go; it then sets up the filter, if any. */
void start_go(struct tracer *tracer);
