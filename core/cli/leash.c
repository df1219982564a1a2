/* What counts is what is shown: calls left out by name, path or status do not. */
#include "core/cli/leash.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/filter/chosen.h"
#include <stdlib.h>

struct leash {
    const struct options *options;
    struct tracer *tracer;
    uint64_t n_calls;
    bool has_started; /* the command's own first execve is behind it */
};

static bool is_counted(const struct leash *leash, struct syscall *syscall)
{
    unsigned status = syscall->error ? STATUS_FAILED : STATUS_SUCCESSFUL;
    return leash->options->selection.statuses & status &&
           chosen_call(&leash->options->selection, syscall);
}

static void count(struct leash *leash, struct syscall *syscall)
{
    if (!is_counted(leash, syscall) || ++leash->n_calls != leash->options->call_limit)
        return;
    notice("System call limit has been reached, detaching tracees");
    tracer_stop(leash->tracer);
}

static void hear(void *self, struct event *event)
{
    struct leash *leash = self;
    if (event->kind == EVENT_ENTER)
        chosen_call(&leash->options->selection, event->syscall);
    else if (event->kind == EVENT_LEAVE)
        count(leash, event->syscall);
    else if (event->kind == EVENT_EXEC && (leash->has_started || !event->tracee->is_first))
        event->action.detaches = leash->options->detaches_at_exec;
    else
        leash->has_started = true;
}

static unsigned wants(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    const struct leash *leash = self;
    bool is_selected = !call || call_set_has(&leash->options->selection.calls, abi, number);
    return leash->options->call_limit && is_selected ? EVENT_ENTER | EVENT_LEAVE : 0;
}

struct leash *leash_create(const struct options *options, struct tracer *tracer)
{
    if (!options->detaches_at_exec && !options->call_limit)
        return NULL;
    struct leash *leash = alloc_zeroed(sizeof *leash);
    leash->options = options;
    leash->tracer = tracer;
    return leash;
}

void leash_destroy(struct leash *leash)
{
    free(leash);
}

struct listener leash_listener(struct leash *leash)
{
    return (struct listener){
        .name = "leash",
        .role = LISTENER_ACTS,
        .kinds = EVENT_ENTER | EVENT_LEAVE | EVENT_EXEC,
        .wants = wants,
        .hear = hear,
        .self = leash,
    };
}
