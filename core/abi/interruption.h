/* What a mere stop of its thread does to a blocked call: signal(7), "Interruption of system calls
   and library functions by stop signals", and what was measured beyond it. */
#pragma once
#include "core/abi/abi.h"
#include <stdbool.h>

/* How long the call waits at most. The time is relative: one that is made again waits longer. */
enum wait_limit {
    LIMIT_NONE,
    LIMIT_RECEIVE,             /* its descriptor is maybe a socket with SO_RCVTIMEO, */
    LIMIT_SEND,                /* or SO_SNDTIMEO */
    LIMIT_MS,                  /* a word: milliseconds, negative for ever */
    LIMIT_TIME,                /* a word points to struct timespec, of the machine's long */
    LIMIT_TIME64,              /* of 64 bits */
    LIMIT_RING,                /* io_uring_enter: within a struct that a word may point to */
};

/* How one asks for the rest of a call that has done a part. The slot is that of the first word. */
enum call_rest {
    REST_NONE,                 /* it does all or nothing */
    REST_BYTES,                /* an address and a size */
    REST_DEVICE_BYTES,         /* the same, of a device that always has as much as is asked for */
    REST_WHOLE_BYTES,          /* the same, where flags behind it say MSG_WAITALL */
    REST_COUNT,                /* a size alone: the kernel itself counts on */
    REST_VECTOR,               /* struct iovec, and how many */
    REST_MESSAGE,              /* struct msghdr */
    REST_MESSAGES,             /* struct mmsghdr, and how many */
    REST_SUBMITTED,            /* io_uring_enter: what it took; it waits besides */
    REST_GONE,                 /* close: it can't be had again */
};

struct interruption {
    const char *name;
    int16_t numbers[ABI_COUNT];    /* -1: not there */
    int16_t packed;                /* i386: by socketcall or ipc (ABI_OWN_NUMBERS); -1 not */
    bool fails;                    /* with EINTR, having done nothing: it can be made again */
    enum wait_limit limit;
    uint8_t limit_slot;
    int16_t late;                  /* what it gives when its time is over */
    enum call_rest rest;           /* else it returns early, with a part done */
    uint8_t rest_slot;
};

/* number as abi_call_number gives it. NULL: the kernel makes such a call again by itself. */
const struct interruption *interruption_of(const struct abi *abi, uint64_t number);

/* All of them, for a test: NULL past the end. */
const struct interruption *interruption_at(unsigned i);
