/* One deed in one thread that is not traced otherwise: stopped for a moment, made to do something,
   and put back into the call that it was blocked in. Repairs of deadlocks need it. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum operation_kind {
    OPERATION_BOUNCE,          /* nothing: the call it is blocked in is made again */
    OPERATION_RETURN,          /* that call ends with `value` instead */
    OPERATION_CALL,            /* makes the system call `value` with words */
    OPERATION_INVOKE,          /* calls the function at `value` with words[0] */
};

enum { OPERATION_WORDS = 6, OPERATION_TEXT = 256, OPERATION_NO_TEXT = -1 };

struct operation {
    enum operation_kind kind;
    int64_t value;
    uint64_t words[OPERATION_WORDS];
    int text_word;             /* which word is to be the address of text; OPERATION_NO_TEXT */
    char text[OPERATION_TEXT]; /* put below the thread's stack for the call */
};

/* 0 with *result (of CALL and INVOKE), or -errno: -EBUSY where stopping it would break off a write,
   -ETIMEDOUT where it does not stop, -EAGAIN where it is in no system call, -ENOTSUP for 32-bit
   programs, -EPERM, -ESRCH. Whatever happens, the thread is let go. */
int operate(pid_t tid, const struct operation *operation, int64_t *result);
