/* Who called: the frames of a stopped thread, by its unwind tables. */
#pragma once
#include "core/tracee/tracee.h"

struct frame {
    uint64_t address;
    uint64_t object_start;     /* where that file begins in memory */
    const char *object;        /* path of the file it is in, NULL if unknown */
    const char *symbol;        /* NULL if unknown */
    uint64_t offset;           /* from the symbol */
    const char *file;          /* of the source, NULL if unknown or not asked for */
    int line;
};

/* Whether this program was built with libdw. */
bool stack_is_available(void);

/* What was kept of a process to make stacks cheap. */
void stack_forget(struct process *process);

/* Calls see for each frame, the innermost first, at most `most` of them. The thread must be
   stopped. False if this program was built without libdw, or the stack can't be read. */
bool stack_walk(const struct tracee *t, unsigned most,
                void (*see)(void *self, const struct frame *frame), void *self);

/* What stands at an address of a live process; its strings hold until the next stack is asked for.
   False if nothing that is mapped from a file does, or without libdw. */
bool stack_find(const struct tracee *t, uint64_t address, struct frame *frame);
