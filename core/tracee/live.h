/* The memory of a live thread. Pages read from it are kept while it is stopped; core/trace says
   when it goes on. */
#pragma once
#include "core/tracee/tracee.h"

struct memory live_memory(struct tracee *t);

/* What was read no longer holds: its thread, or one that it shares memory with, goes on. */
void live_forget(void);

/* Bytes written, from 0 to size; also where the program itself may only read. For core/trace, and
   for scripts that poke. */
size_t live_write(const struct tracee *t, uint64_t address, const void *bytes, size_t size);
