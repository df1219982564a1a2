/* The stack of a blocked thread that is not stopped: from its stack pointer and program counter, as
   /proc/TID/syscall tells them, by unwind tables and plain memory reads; and names of addresses. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct look_frame {
    uint64_t address;
    const char *object;        /* path of the file, NULL if unknown */
    const char *symbol;        /* NULL if unknown */
    uint64_t offset;           /* from the symbol, or from where the file begins in memory */
};

/* What is known of one process's files; each costs megabytes. */
struct frames;

/* NULL if the process can't be read, or this program was built without libdw. */
struct frames *frames_create(pid_t pid);
void frames_destroy(struct frames *frames);

/* Calls see for each frame, the innermost first, at most `most`. Where the unwind
   tables want a frame pointer, which /proc does not tell, slots of the stack that look like one are
   tried until the walk comes to where threads begin. */
void frames_walk(struct frames *frames, pid_t tid, uint64_t stack, uint64_t instruction,
                 unsigned most, void (*see)(void *self, const struct look_frame *frame),
                 void *self);

/* The file and the symbol that hold an address; false if none does. */
bool frames_name(const struct frames *frames, uint64_t address, struct look_frame *found);
