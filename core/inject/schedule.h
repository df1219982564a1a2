/* Which of the matching calls count: the third, every tenth, at most twice, one in a hundred. */
#pragma once
#include "core/inject/test.h"

enum schedule_per {
    PER_RUN,                   /* one counter for everything traced */
    PER_THREAD_AND_CALL,       /* strace's when= */
    PER_SUBJECT,               /* one for each value of a subject: thread, process, path ... */
};

struct schedule {
    uint64_t first, last,
        step; /* strace's F..L+S; first 0: all; last 0: no end; step 0: only F..L */
    struct test *nth;              /* of the count; NULL: any */
    uint64_t every;                /* 0: any */
    uint64_t times;                /* at most so often; 0: no limit */
    double chance;                 /* 0: always; below 0: never */
    enum schedule_per per;
    struct subject subject;
    struct counter *counters;      /* one, or a hash of them */
};

/* "F", "F+", "F+S", "F..L", "F..L+", "F..L+S" with strace's limits; false if it is none of these.
   */
bool schedule_parse(struct schedule *schedule, const char *words);

/* Counts one more matching call; true if it is one of those. */
bool schedule_fires(struct schedule *schedule, const struct event *event);

/* False if it lets every call through and counts nothing. */
bool schedule_is_set(const struct schedule *schedule);
void schedule_finish(struct schedule *schedule);
