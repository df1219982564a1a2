/* What listeners want of a call, down to its arguments, as rules of the kernel's filter. */
#pragma once
#include "core/trace/state.h"

/* Adds the rules of one wanted call. */
void narrow_add_call(struct tracer *tracer, enum abi_id abi, unsigned number);

/* When wants are asked again: whether a wanted call may pass the filter unseen, because nobody
   wanted it when the filter was made, or only some of its occurrences. */
bool narrow_is_missing(struct tracer *tracer, const struct wants *before, enum abi_id abi,
                       unsigned number);
