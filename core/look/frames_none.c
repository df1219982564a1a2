/* Stacks where elfutils' libdw is missing: there are none. */
#include "core/look/frames.h"
#include <stddef.h>

struct frames *frames_create(pid_t pid)
{
    (void)pid;
    return NULL;
}

void frames_destroy(struct frames *frames)
{
    (void)frames;
}

void frames_walk(struct frames *frames, pid_t tid, uint64_t stack, uint64_t instruction,
                 unsigned most, void (*see)(void *self, const struct look_frame *frame), void *self)
{
    (void)frames, (void)tid, (void)stack, (void)instruction, (void)most, (void)see, (void)self;
}

bool frames_name(const struct frames *frames, uint64_t address, struct look_frame *found)
{
    (void)frames, (void)address, (void)found;
    return false;
}
