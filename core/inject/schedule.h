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
    bool is_seeded;                /* the same calls are chosen again */
    unsigned short seed[3];        /* erand48(3) */
    uint64_t since_ns, until_ns;   /* CLOCK_MONOTONIC; 0: any */
    enum schedule_per per;
    struct subject subject;
    struct counter *counters;      /* one, or a hash of them */
};

/* "F", "F+", "F+S", "F..L", "F..L+", "F..L+S" with strace's limits; false if it is none of these.
   */
bool schedule_parse(struct schedule *schedule, const char *words);

/* The times from and to which calls count, from now on; 0: any. */
void schedule_set_times(struct schedule *schedule, uint64_t since_ns, uint64_t until_ns);

/* Chances are drawn as they were for the same number before. */
void schedule_set_seed(struct schedule *schedule, uint64_t seed);

/* Counts one more matching call; true if it is one of those. */
bool schedule_fires(struct schedule *schedule, const struct event *event);

/* False if it lets every call through and counts nothing. */
bool schedule_is_set(const struct schedule *schedule);
void schedule_finish(struct schedule *schedule);
