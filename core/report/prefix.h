/* What stands before a line: pid, time, number of the call, instruction pointer. */
#pragma once
#include "core/report/output.h"
#include "core/report/style.h"
#include "core/tracee/tracee.h"

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

/* Of the call that the tracee is making. */
void prefix_add_call(struct text *text, const struct tracee *t, const struct style *style);
