/* Processes that were there before us. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

/* What was found out while attaching is told, and each thread goes on. */
void attach_go(struct tracer *tracer);
