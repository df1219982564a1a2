/* How long a call waits at most, from when it began to. For core/trace alone. */
#pragma once
#include "core/abi/interruption.h"
#include "core/decode/syscall.h"

struct limit {
    uint64_t ns;               /* 0: none, or nobody knows */
    int64_t late;              /* what the call gives when that is over */
};

/* syscall has its words as the program gave them; t makes it, or is blocked in it. */
struct limit limit_of(const struct interruption *row, const struct syscall *syscall,
                      const struct tracee *t);
