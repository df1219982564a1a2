/* The listener that acts by rule. */
#include "core/inject/inject.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/inject/deed.h"
#include "core/inject/kernel.h"
#include "core/inject/kind.h"
#include "core/inject/plausible.h"
#include "core/inject/poke.h"
#include "core/inject/skew.h"
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

enum { LARGEST_ERROR = 4095 };

/* A rule that fired for a call which has not ended, and acts at its end too. */
struct promise {
    pid_t tid;
    uint64_t serial;
    struct deed deed;
    UT_hash_handle hh;
};

struct injector {
    struct inject_rule **rules;
    size_t n_rules;
    struct promise *promises;
};

struct injector *injector_create(void)
{
    return alloc_zeroed(sizeof(struct injector));
}

static void forget(struct injector *injector, struct promise *promise)
{
    HASH_DEL(injector->promises, promise);
    free(promise);
}

void injection_finish(struct injection *injection)
{
    pokes_destroy(injection->pokes_enter);
    pokes_destroy(injection->pokes_exit);
    injection->pokes_enter = injection->pokes_exit = NULL;
}

void injector_destroy(struct injector *injector)
{
    struct promise *promise, *next;
    if (!injector)
        return;
    HASH_ITER (hh, injector->promises, promise, next)
        forget(injector, promise);
    for (size_t i = 0; i < injector->n_rules; i++) {
        where_finish(&injector->rules[i]->where);
        injection_finish(&injector->rules[i]->injection);
        free(injector->rules[i]->title);
        free(injector->rules[i]);
    }
    free(injector->rules);
    free(injector);
}

struct inject_rule *injector_add(struct injector *injector, struct inject_rule rule)
{
    size_t size = (injector->n_rules + 1) * sizeof *injector->rules;
    struct inject_rule *copy = alloc_zeroed(sizeof *copy);
    *copy = rule;
    injector->rules = alloc_resize(injector->rules, size);
    injector->rules[injector->n_rules++] = copy;
    return copy;
}

void injector_override(struct injector *injector, const struct call_set *calls)
{
    for (size_t i = 0; i < injector->n_rules; i++)
        call_set_remove(&injector->rules[i]->calls, calls);
}

void injector_limit_paths(struct injector *injector, char *const *paths, size_t n_paths)
{
    for (size_t i = 0; i < injector->n_rules && n_paths > 0; i++) {
        struct test any = test_list(TEST_ANY);
        for (size_t k = 0; k < n_paths; k++)
            test_add(&any, test_text(TEST_TEXT, paths[k], strlen(paths[k])));
        where_add(&injector->rules[i]->where, "paths", any);
    }
}

bool injector_is_empty(const struct injector *injector)
{
    return injector->n_rules == 0;
}

const struct inject_rule *injector_rule_at(const struct injector *injector, size_t i)
{
    return i < injector->n_rules ? injector->rules[i] : NULL;
}

static void keep_promise(struct injector *injector, struct event *event)
{
    struct promise *promise;
    pid_t tid = event->tracee->tid;
    HASH_FIND(hh, injector->promises, &tid, sizeof tid, promise);
    if (!promise)
        return;
    bool is_kept = event->kind == EVENT_LEAVE && event->syscall->serial == promise->serial;
    if (is_kept)
        deed_end(&promise->deed, event);
    forget(injector, promise);
}

static void promise_end(struct injector *injector, const struct deed *deed, struct event *event)
{
    struct promise *promise = alloc_zeroed(sizeof *promise);
    keep_promise(injector, event);     /* an older one of this thread is void */
    *promise = (struct promise){event->tracee->tid, event->syscall->serial, *deed, {0}};
    HASH_ADD(hh, injector->promises, tid, sizeof promise->tid, promise);
    event->action.wants_leave = true;
}

/* True if it did anything. */
static bool act(struct injector *injector, struct injection *injection, struct event *event)
{
    struct deed deed = {.injection = injection};
    bool is_done;
    if (deed_begin(&deed, event, &is_done))
        promise_end(injector, &deed, event);
    return is_done;
}

/* Once: an error that no kernel gives may show faults that the program does not have. */
static void warn(struct inject_rule *rule, struct event *event)
{
    int64_t result = rule->injection.result;
    const struct action *action = &event->action;
    if (!rule->warns || !action->sets_result || action->result != result || result >= 0 ||
        result < -LARGEST_ERROR || plausible_error(event->syscall, (int)-result))
        return;
    rule->warns = false;
    const char *kind = kind_of_descriptor(event->syscall),
               *name = event->syscall->call ? describe_string(event->syscall->call->name)
                                            : "this call";
    notice("inject %s: no kernel lets %s%s%s fail with %s; done all the same", rule->title, name,
           kind ? " of a " : "", kind ? kind : "", describe_error_name((int)-result));
}

static void hear_enter(struct injector *injector, struct event *event)
{
    const struct syscall *syscall = event->syscall;
    for (size_t i = injector->n_rules; i-- > 0;) {
        struct inject_rule *rule = injector->rules[i];
        if (!call_set_has(&rule->calls, syscall->abi->id, syscall->number))
            continue;
        rule->n_seen++;
        if (!where_holds(&rule->where, WHERE_ENTRY, event) ||
            !schedule_fires(&rule->where.schedule, event))
            continue;
        rule->n_fired += act(injector, &rule->injection, event);
        warn(rule, event);
        if (rule->injection.sets_result)
            return;
    }
}

static bool has_skew(const struct injector *injector)
{
    for (size_t i = 0; i < injector->n_rules; i++)
        if (injector->rules[i]->injection.skew_ns)
            return true;
    return false;
}

static void hear(void *self, struct event *event)
{
    struct injector *injector = self;
    if (event->kind == EVENT_ENTER)
        hear_enter(injector, event);
    else if (event->kind != EVENT_EXEC)
        keep_promise(injector, event);
    else if (has_skew(injector))
        skew_hide_vdso(event->tracee);
}

static unsigned wants(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    const struct injector *injector = self;
    (void)call;
    for (size_t i = 0; i < injector->n_rules; i++)
        if (call_set_has(&injector->rules[i]->calls, abi, number))
            return EVENT_ENTER;
    return 0;
}

static bool narrows(void *self, enum abi_id abi, uint64_t number,
                    void (*add)(void *add_self, const struct word_test *tests, unsigned n_tests),
                    void *add_self)
{
    const struct injector *injector = self;
    struct kernel_listener to = {kernel_ignore, NULL};
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < injector->n_rules; i++) {
            const struct inject_rule *rule = injector->rules[i];
            if (call_set_has(&rule->calls, abi, number) &&
                !kernel_narrows(&rule->where, abi, number, &to))
                return false;
        }
        to = (struct kernel_listener){add, add_self};
    }
    return true;
}

struct listener injector_listener(struct injector *injector)
{
    return (struct listener){
        .name = "inject",
        .role = LISTENER_ACTS,
        .wants = wants,
        .narrows = narrows,
        .hear = hear,
        .self = injector,
        .kinds = EVENT_ENTER | EVENT_LEAVE | EVENT_UNFINISHED | EVENT_EXIT | EVENT_KILLED |
                 (has_skew(injector) ? EVENT_EXEC : 0),
    };
}
