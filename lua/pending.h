/* Calls whose end a script waits for, and what it keeps for them: one for each thread. */
#pragma once
#include "lua/hooks.h"
#include <uthash.h>

struct pending {
    pid_t tid;
    uint64_t serial;               /* of the call */
    uint64_t matched;              /* bit per hook in its list whose entry conditions held */
    int data;                      /* reference of e.data */
    UT_hash_handle hh;
};

/* The event's; find gives NULL if there is none. */
struct pending *pending_find(struct script *script, const struct event *event);
struct pending *pending_make(struct script *script, const struct event *event);
void pending_drop(struct script *script, pid_t tid);

/* After the Lua state is gone: its references went with it. */
void pending_destroy(struct hooks *hooks);

/* True for close and its like, at whose end the fd's file is no longer known. */
bool pending_loses_path(const struct syscall *syscall);
