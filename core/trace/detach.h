/* The end of the tracing before the end of the traced. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

/* Lets all threads go, unharmed; what can't be stopped within two seconds is left to the kernel.
   Filtered ones stay, silent. */
void detach_all(struct tracer *tracer);
