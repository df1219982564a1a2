/* Which calls a rule or hook is about, beyond their names: conditions that must all hold. */
#pragma once
#include "core/filter/call_set.h"
#include "core/inject/schedule.h"

struct condition {
    struct subject subject;
    char *name;
    struct test test;
};

/* All zero holds always. */
struct where {
    struct condition *conditions;
    size_t n_conditions;
    struct schedule schedule;
};

/* Adds a condition on what is named; takes the test. */
void where_add(struct where *where, const char *name, struct test test);
void where_finish(struct where *where);

/* Takes those calls out of the set for which a condition can never hold. The name of the first
   subject that no call has is returned, NULL if each has one. */
const char *where_narrow(const struct where *where, struct call_set *calls);

/* The name of the first condition that only a finished call can answer, NULL if there is none. */
const char *where_needs_exit(const struct where *where, const struct call *call);

/* Which conditions: those that are known before the call, or those that are known only after it. */
enum where_part { WHERE_ENTRY, WHERE_EXIT };

/* Whether those conditions hold; nth, every, times are the schedule's, asked last by the caller. */
bool where_holds(const struct where *where, enum where_part part, const struct event *event);
