/* What an injection does to one call, at its entry and at its end. For inject.c alone. */
#pragma once
#include "core/inject/inject.h"

/* What was done at entry that the end must know of. */
struct deed {
    struct injection *injection;
    uint64_t reserved;         /* bytes of the budget that the call may move */
};

/* Fills event->action. *is_done is false if the call goes on untouched so far: its budget is not
   used up, or it moves no more than it may. True if the end of the call must be heard. */
bool deed_begin(struct deed *deed, struct event *event, bool *is_done);

/* At the end of that call. */
void deed_end(const struct deed *deed, struct event *event);
