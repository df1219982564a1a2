/* Who called: not known where this program is built without libdw. */
#include "core/tracee/stack.h"

bool stack_is_available(void)
{
    return false;
}

void stack_forget(struct process *process)
{
    (void)process;
}

bool stack_walk(const struct tracee *t, unsigned most,
                void (*see)(void *self, const struct frame *frame), void *self)
{
    (void)t, (void)most, (void)see, (void)self;
    return false;
}

bool stack_find(const struct tracee *t, uint64_t address, struct frame *frame)
{
    (void)t;
    (void)address;
    (void)frame;
    return false;
}
