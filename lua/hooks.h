/* Which of a script's functions are to hear what: registration, what it asks of the tracer, and the
   way of an event to them. */
#pragma once
#include "core/event/event.h"
#include "core/filter/sets.h"
#include "core/inject/where.h"
#include <lua.h>

struct script;
struct aggregate;

struct hook {
    unsigned kinds;                /* enum event_kind that it hears, or-ed */
    struct call_set calls;         /* ENTER, LEAVE */
    struct number_set *signals;    /* SIGNAL; NULL: all */
    struct where where;
    int *tests;                    /* references of functions in where */
    size_t n_tests;
    int function;                  /* reference of the handler */
    struct aggregate *aggregate;   /* the handler, where it is one */
    void (*see)(struct script *script, struct event *event); /* where it is C of ours; else NULL */
    bool is_ready;                 /* registration went through */
    bool is_late;                  /* it came when the kernel's filter was made already */
    bool reads_entry;              /* LEAVE: needs what is known only before the call */
    bool (*fits)(const struct event *event);   /* on.fork, on.thread, ...; NULL: always */
    char *words;                   /* the calls as the script names them; NULL: not a script's */
    char *title;                   /* of a rule that judges, NULL for others */
    uint64_t n_seen, n_matched;
};

enum { HOOKS_PER_CALL = 64 };

/* The hooks of one call of one machine, in the order they were registered. */
struct hook_list {
    struct hook *hooks[HOOKS_PER_CALL];
    unsigned n_hooks;
};

struct pending;
struct timer;

struct hooks {
    struct hook **all;
    size_t n_all;
    struct hook_list *lists[DESCRIBE_ABIS];    /* CALL_SET_LIMIT each; made when first asked for */
    struct pending *pending;                   /* a hash of the calls under way, by thread */
    struct timer *timers;
    int *finishers;                            /* references of on.finish */
    size_t n_finishers;
    int on_error;                              /* reference of on.error */
};

void hooks_destroy(struct script *script);

/* The script's listener. */
struct listener hooks_listener(struct script *script);

/* Runs on.finish. */
void hooks_finish(struct script *script);

/* A hook that is the script's, still without contents. */
struct hook *hooks_add(struct script *script, unsigned kinds);

/* Its contents are complete: what it wants counts from now on. */
void hooks_ready(lua_State *L, struct hook *hook);
