/* Calls whose end a script waits for. */
#include "lua/pending.h"
#include "core/base/alloc.h"
#include "lua/state.h"
#include <stdlib.h>
#include <string.h>

static struct pending *find(const struct script *script, pid_t tid)
{
    struct pending *pending;
    HASH_FIND(hh, script->hooks.pending, &tid, sizeof tid, pending);
    return pending;
}

struct pending *pending_find(struct script *script, const struct event *event)
{
    struct pending *pending = find(script, event->tracee->tid);
    if (!pending || !event->syscall || pending->serial != event->syscall->serial)
        return NULL;
    return pending;
}

struct pending *pending_make(struct script *script, const struct event *event)
{
    struct pending *pending = pending_find(script, event);
    if (pending)
        return pending;
    pending_drop(script, event->tracee->tid);
    pending = alloc_zeroed(sizeof *pending);
    pending->tid = event->tracee->tid;
    pending->serial = event->syscall ? event->syscall->serial : 0;
    pending->data = LUA_NOREF;
    HASH_ADD(hh, script->hooks.pending, tid, sizeof pending->tid, pending);
    return pending;
}

void pending_drop(struct script *script, pid_t tid)
{
    struct pending *pending = find(script, tid);
    if (!pending)
        return;
    luaL_unref(script->L, LUA_REGISTRYINDEX, pending->data);
    HASH_DEL(script->hooks.pending, pending);
    free(pending);
}

void pending_destroy(struct hooks *hooks)
{
    struct pending *pending, *next;
    HASH_ITER (hh, hooks->pending, pending, next) {
        HASH_DEL(hooks->pending, pending);
        free(pending);
    }
}

bool pending_loses_path(const struct syscall *syscall)
{
    return syscall->call && strncmp(describe_string(syscall->call->name), "close", 5) == 0;
}
