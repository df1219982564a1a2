/* Names of functions, from the stack's frames. */
#include "core/inject/callers.h"
#include "core/base/arena.h"
#include "core/decode/syscall.h"
#include "core/tracee/stack.h"
#include <string.h>

enum { MOST_FRAMES = 64 };

struct callers {
    struct arena *arena;
    unsigned n;
    const char *names[MOST_FRAMES];
};

/* "read@@GLIBC_2.2.5" is the name of a version. */
static void add_frame(void *self, const struct frame *frame)
{
    struct callers *callers = self;
    const char *slash = frame->object ? strrchr(frame->object, '/') : NULL;
    const char *name = frame->symbol ? frame->symbol : slash ? slash + 1 : "?";
    size_t length = strcspn(name, "@");
    char *copy = arena_alloc(callers->arena, length + 1);
    memcpy(copy, name, length);
    copy[length] = '\0';
    if (callers->n < MOST_FRAMES)
        callers->names[callers->n++] = copy;
}

const char *callers_at(struct syscall *syscall, unsigned n)
{
    if (!syscall->callers && syscall->tracee && !syscall->is_done) {
        struct callers *callers = arena_alloc(syscall->arena, sizeof *callers);
        *callers = (struct callers){.arena = syscall->arena};
        stack_walk(syscall->tracee, MOST_FRAMES, add_frame, callers);
        syscall->callers = callers;
    }
    return syscall->callers && n < syscall->callers->n ? syscall->callers->names[n] : NULL;
}
