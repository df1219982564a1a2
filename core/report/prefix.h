/* What stands before a line: pid, time, number of the call, instruction pointer. */
#pragma once
#include "core/report/output.h"
#include "core/report/style.h"
#include "core/tracee/tracee.h"

struct syscall;
struct text;

/* Remembers when the previous line began, for -r. */
struct prefix {
    uint64_t previous_ns;
};

/* When the line begins: CLOCK_REALTIME and CLOCK_MONOTONIC. */
struct moment {
    uint64_t wall_ns, time_ns;
};

enum prefix_pid { PREFIX_PID_NEVER, PREFIX_PID_BRACKETS, PREFIX_PID_PLAIN };

void prefix_add_pid(struct text *text, const struct tracee *t, enum prefix_pid pid,
                    const struct style *style);
void prefix_add_time(struct prefix *prefix, struct text *text, struct moment moment,
                     const struct style *style);

/* Of the thread's latest call; NULL if it made none. */
void prefix_add_number(struct text *text, const struct syscall *syscall, const struct style *style);

/* Where the thread stands; NULL where it is nowhere any more. */
void prefix_add_place(struct text *text, const struct syscall *syscall, const struct style *style);
