/* What calls that tell the time would tell if the clock went wrong. */
#pragma once
#include "core/decode/syscall.h"
#include <stddef.h>

struct tracee;

/* Another result, and bytes for where an argument points to. */
struct skewed {
    unsigned slot;
    unsigned char bytes[16];
    size_t size;               /* 0: no bytes */
    bool changes_result;
    int64_t result;
};

/* Whether the call tells the time. */
bool skew_applies(const char *name);

/* What a finished call would have told ns later; false if it told nothing. */
bool skew_result(struct syscall *syscall, int64_t ns, struct skewed *skewed);

/* A program asks the kernel for the time only where it finds no vDSO. Right after its exec: hides
   that from it. getauxval(3), vdso(7). */
void skew_hide_vdso(const struct tracee *t);
