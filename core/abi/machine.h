/* What differs between the machines: which register holds what, and the calls that need care.
   Offsets are into struct user_regs_struct, which a 64-bit tracer gets for every thread. */
#pragma once
#include "core/abi/abi.h"
#include <stdbool.h>
#include <stddef.h>

enum { MACHINE_WORDS = 6 };

struct machine {
    struct abi abi;
    size_t words[MACHINE_WORDS];
    unsigned red_zone_bytes;       /* below the stack pointer, still in use by leaf functions */
    uint64_t execve;               /* the number of execve */

    /* The number of what a call that stands for many is asked for; NULL: there is none such. */
    uint64_t (*multiplexed)(uint64_t number, uint64_t first_word);

    /* Calls that replace all registers. */
    bool (*is_sigreturn)(uint64_t number);
};

extern const struct machine machine_x86_64;
extern const struct machine machine_i386;

const struct machine *machine_get(enum abi_id id);
