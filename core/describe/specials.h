/* The types that no description can tell: each has a helper in core/decode/special. */
#pragma once

enum special {
    SPECIAL_NONE,
    SPECIAL_SIGSET,     /* [INT USR2], ~[KILL]; length: bytes of the set */
    SPECIAL_FD_SET,     /* [3 5]; length: number of fds looked at */
    SPECIAL_CPU_SET,    /* [0 1]; length: bytes */
    SPECIAL_IOC,        /* _IOC(...) of a number that has no name in `of` */
    SPECIAL_SUN_PATH,   /* "/path" or @"abstract"; length: bytes of the name */
    SPECIAL_IN6,        /* ::1; text writes inet_pton(AF_INET6, "::1", &name) */
    SPECIAL_UUID,       /* 01234567-89ab-cdef-0123-456789abcdef */
    SPECIAL_CALL_SIGN,         /* N0CALL-3: a station of AX.25; `of`: what its bytes are under -X */
    SPECIAL_MAC,        /* 02:00:00:00:00:01; length: bytes that belong to it, if not all */
    SPECIAL_CONTROL,    /* control messages, each an `of`; length: bytes of them */
    SPECIAL_FUTEX_OP,   /* FUTEX_OP_ADD<<28|0x1<<12|... */
    SPECIAL_POLL_READY, /* those of an array of `of` that have revents; length: entries */
    SPECIAL_IOVECS,     /* an array of `of` whose contents end after total; length: entries */
    SPECIAL_CAP_SET,           /* capabilities, an `of`: the upper half is three words further on */
    SPECIAL_NAMED_SET, /* [KEY_ESC KEY_1]: names of `of`; length: bytes, total: bits that mean */
    SPECIAL_COUNT,
};
