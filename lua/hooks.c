/* Hooks of a script: the list, what it wants of the tracer, and the way of an event to the
   handlers. */
#include "lua/hooks.h"
#include "core/base/alloc.h"
#include "core/inject/kernel.h"
#include "lua/aggregate.h"
#include "lua/emit.h"
#include "lua/pending.h"
#include "lua/state.h"
#include "lua/timers.h"
#include "lua/verdict.h"
#include <stdlib.h>

enum {
    ALL_KINDS = 2 * EVENT_KILLED - 1, /* a hook may come late */
    MOST_STRING_BYTES = 64 << 20      /* ten times what execve(2) takes */
};

struct hook *hooks_add(struct script *script, unsigned kinds)
{
    struct hooks *hooks = &script->hooks;
    struct hook *hook = alloc_zeroed(sizeof *hook);
    hook->kinds = kinds;
    hook->function = LUA_NOREF;
    hook->title = script->rule_title;
    script->rule_title = NULL;
    hooks->all = alloc_resize(hooks->all, (hooks->n_all + 1) * sizeof *hooks->all);
    hooks->all[hooks->n_all++] = hook;
    return hook;
}

static void drop_lists(struct hooks *hooks)
{
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++) {
        free(hooks->lists[abi]);
        hooks->lists[abi] = NULL;
    }
}

void hooks_destroy(struct script *script)
{
    struct hooks *hooks = &script->hooks;
    for (size_t i = 0; i < hooks->n_all; i++) {
        where_finish(&hooks->all[i]->where);
        if (hooks->all[i]->signals)
            number_set_finish(hooks->all[i]->signals);
        free(hooks->all[i]->signals);
        free(hooks->all[i]->tests);
        free(hooks->all[i]->title);
        free(hooks->all[i]->words);
        free(hooks->all[i]);
    }
    free(hooks->all);
    free(hooks->finishers);
    drop_lists(hooks);
    pending_destroy(hooks);
    timers_destroy(hooks);
}

static bool is_in_list(const struct hook *hook, unsigned abi, uint64_t number)
{
    return hook->is_ready && call_set_has(&hook->calls, abi, number);
}

static void make_list(const struct hooks *hooks, struct hook_list *list, unsigned abi,
                      unsigned number)
{
    for (size_t i = 0; i < hooks->n_all && list->n_hooks < HOOKS_PER_CALL; i++)
        if (is_in_list(hooks->all[i], abi, number))
            list->hooks[list->n_hooks++] = hooks->all[i];
}

static bool is_crowded(const struct hooks *hooks, unsigned abi, uint64_t number)
{
    unsigned n = 0;
    for (size_t i = 0; i < hooks->n_all; i++)
        n += is_in_list(hooks->all[i], abi, number);
    return n > HOOKS_PER_CALL;
}

static bool is_any_crowded(const struct hooks *hooks, const struct hook *hook)
{
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++)
        for (uint64_t number = 0; number < CALL_SET_LIMIT; number++)
            if (is_in_list(hook, abi, number) && is_crowded(hooks, abi, number))
                return true;
    return false;
}

/* A copy: a handler may register more while it is walked. */
static struct hook_list find_list(struct hooks *hooks, unsigned abi, uint64_t number)
{
    if (number >= CALL_SET_LIMIT)
        return (struct hook_list){0};
    if (!hooks->lists[abi]) {
        hooks->lists[abi] = alloc_zeroed(CALL_SET_LIMIT * sizeof **hooks->lists);
        for (unsigned i = 0; i < CALL_SET_LIMIT; i++)
            make_list(hooks, &hooks->lists[abi][i], abi, i);
    }
    return hooks->lists[abi][number];
}

void hooks_ready(lua_State *L, struct hook *hook)
{
    struct script *script = script_of(L);
    char *why = NULL;
    hook->is_ready = true;
    hook->is_late = script->is_running;
    drop_lists(&script->hooks);
    if (is_any_crowded(&script->hooks, hook)) {
        hook->is_ready = false;
        script_error(L, "more than %d hooks for one call", HOOKS_PER_CALL);
    }
    if (script->is_running && script->host.refresh &&
        !script->host.refresh(script->host.self, &why)) {
        hook->is_ready = false;
        drop_lists(&script->hooks);
        script_error_free(L, why);
    }
}

/* A handler of a finished call needs its entry for conditions that are known there, and for what
   the program may change meanwhile. */
static bool reads_entry(const struct hook *hook, const struct call *call)
{
    if (hook->reads_entry)
        return true;
    for (size_t i = 0; i < hook->where.n_conditions; i++)
        if (!subject_needs_exit(&hook->where.conditions[i].subject, call))
            return true;
    return false;
}

static unsigned wants(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    struct script *script = self;
    const struct hook_list list = find_list(&script->hooks, abi, number);
    unsigned wanted = 0;
    for (unsigned i = 0; i < list.n_hooks; i++) {
        const struct hook *hook = list.hooks[i];
        if (hook->kinds & EVENT_ENTER || reads_entry(hook, call))
            wanted |= EVENT_ENTER;
        else
            wanted |= EVENT_LEAVE;
    }
    return wanted;
}

static bool narrows(void *self, enum abi_id abi, uint64_t number,
                    void (*add)(void *add_self, const struct word_test *tests, unsigned n_tests),
                    void *add_self)
{
    struct script *script = self;
    const struct hook_list list = find_list(&script->hooks, abi, number);
    struct kernel_listener to = {kernel_ignore, NULL};
    for (int pass = 0; pass < 2; pass++) {
        for (unsigned i = 0; i < list.n_hooks; i++)
            if (list.hooks[i]->is_late || !kernel_narrows(&list.hooks[i]->where, abi, number, &to))
                return false;
        to = (struct kernel_listener){add, add_self};
    }
    return true;
}

/* e, a -> whether a function that stands in where agrees. */
static bool test_agrees(struct script *script, int test)
{
    lua_State *L = script->L;
    lua_rawgeti(L, LUA_REGISTRYINDEX, test);
    lua_rawgeti(L, LUA_REGISTRYINDEX, script->event_object);
    lua_rawgeti(L, LUA_REGISTRYINDEX, script->args_object);
    if (!script_call(script, 2, 1))
        return false;
    bool agrees = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return agrees;
}

static bool tests_agree(struct script *script, const struct hook *hook)
{
    for (size_t i = 0; i < hook->n_tests; i++)
        if (!test_agrees(script, hook->tests[i]))
            return false;
    return true;
}

/* The hook's conditions held: its functions and its schedule are asked, then it runs. */
static void run(struct script *script, struct hook *hook, struct event *event)
{
    if (!tests_agree(script, hook) || !schedule_fires(&hook->where.schedule, event))
        return;
    hook->n_matched++;
    if (hook->see) {
        hook->see(script, event);
        return;
    }
    if (hook->aggregate) {
        aggregate_hear(script, hook->aggregate, event);
        return;
    }
    lua_rawgeti(script->L, LUA_REGISTRYINDEX, hook->function);
    lua_rawgeti(script->L, LUA_REGISTRYINDEX, script->event_object);
    lua_rawgeti(script->L, LUA_REGISTRYINDEX, script->args_object);
    script_call(script, 2, 0);
}

/* Inputs that the kernel or another thread may change are read now. Numbers stand in the words. */
static void read_inputs(struct syscall *syscall)
{
    struct answer ignored;
    if (!syscall->call)
        return;
    for (unsigned i = 0; i < syscall->call->n_args; i++) {
        uint8_t flow = describe_arg(syscall->call, i)->flow;
        if (flow == FLOW_OUT || flow == FLOW_OUT_ALWAYS || subject_arg_number(syscall, i, &ignored))
            continue;
        decode_arg(syscall, i, DECODE_FULL);
    }
}

static bool asks_path(const struct hook *hook)
{
    for (size_t i = 0; i < hook->where.n_conditions; i++)
        if (hook->where.conditions[i].subject.kind == SUBJECT_PATH)
            return true;
    return hook->aggregate && aggregate_asks_path(hook->aggregate);
}

/* Marks the hooks whose entry conditions hold, reads what they will need at the end. */
static void expect_leave(struct script *script, const struct hook_list *list, struct event *event)
{
    uint64_t matched = 0;
    for (unsigned i = 0; i < list->n_hooks; i++) {
        struct hook *hook = list->hooks[i];
        if (!(hook->kinds & EVENT_LEAVE) || !reads_entry(hook, event->syscall->call))
            continue;
        hook->n_seen++;
        if (!where_holds(&hook->where, WHERE_ENTRY, event))
            continue;
        matched |= (uint64_t)1 << i;
        if (!hook->aggregate)
            read_inputs(event->syscall);
        if (asks_path(hook) || pending_loses_path(event->syscall))
            subject_path(event->syscall);
    }
    if (matched) {
        event->action.wants_leave = true;
        pending_make(script, event)->matched = matched;
    }
}

static void hear_enter(struct script *script, struct event *event)
{
    const struct hook_list list = find_list(&script->hooks, event->syscall->abi->id,
                                            event->syscall->number);
    for (unsigned i = 0; i < list.n_hooks && !script->is_over; i++) {
        struct hook *hook = list.hooks[i];
        if (!(hook->kinds & EVENT_ENTER))
            continue;
        hook->n_seen++;
        if (where_holds(&hook->where, WHERE_ENTRY, event))
            run(script, hook, event);
    }
    if (!script->is_over)
        expect_leave(script, &list, event);
}

static void hear_leave(struct script *script, struct event *event)
{
    const struct hook_list list = find_list(&script->hooks, event->syscall->abi->id,
                                            event->syscall->number);
    const struct pending *pending = pending_find(script, event);
    uint64_t matched = pending ? pending->matched : 0;
    for (unsigned i = 0; i < list.n_hooks && !script->is_over; i++) {
        struct hook *hook = list.hooks[i];
        if (!(hook->kinds & EVENT_LEAVE))
            continue;
        if (reads_entry(hook, event->syscall->call)) {
            if (!(matched >> i & 1))
                continue;
        } else {
            hook->n_seen++;
        }
        if (where_holds(&hook->where, WHERE_EXIT, event))
            run(script, hook, event);
    }
    pending_drop(script, event->tracee->tid);
}

static bool is_for(const struct hook *hook, const struct event *event)
{
    if (!hook->is_ready || !(hook->kinds & (unsigned)event->kind))
        return false;
    if (event->kind == EVENT_SIGNAL && hook->signals &&
        !number_set_has(hook->signals, event->number))
        return false;
    return !hook->fits || hook->fits(event);
}

/* What happens to threads and processes: no where, one argument. */
static void hear_other(struct script *script, struct event *event)
{
    lua_State *L = script->L;
    for (size_t i = 0; i < script->hooks.n_all && !script->is_over; i++) {
        struct hook *hook = script->hooks.all[i];
        if (!is_for(hook, event))
            continue;
        hook->n_seen++;
        hook->n_matched++;
        lua_rawgeti(L, LUA_REGISTRYINDEX, hook->function);
        lua_rawgeti(L, LUA_REGISTRYINDEX,
                    event->kind == EVENT_SIGNAL ? script->signal_object : script->event_object);
        if (!script_call(script, 1, 1))
            return;
        bool refuses = lua_isboolean(L, -1) && !lua_toboolean(L, -1);
        lua_pop(L, 1);
        if (refuses && event->kind == EVENT_ATTACH)
            event->action.detaches = true;
    }
    if (event->kind & (EVENT_EXIT | EVENT_KILLED | EVENT_DETACH | EVENT_UNFINISHED))
        pending_drop(script, event->tracee->tid);
}

static void hear(void *self, struct event *event)
{
    struct script *script = self;
    if (script->is_over)
        return;
    script->event = event;
    script->strings_left = MOST_STRING_BYTES;
    script->generation++;
    if (event->kind == EVENT_ENTER)
        hear_enter(script, event);
    else if (event->kind == EVENT_LEAVE)
        hear_leave(script, event);
    else
        hear_other(script, event);
    script->event = NULL;
    script->generation++;
}

static void finish(void *self)
{
    struct script *script = self;
    if (!script->is_over)
        hooks_finish(script);
    aggregates_show(script);
    verdict_print_rules(script);
    script->is_over = true;
}

struct listener hooks_listener(struct script *script)
{
    struct listener listener = {.name = "script",
                                .role = LISTENER_OBSERVES,
                                .kinds = ALL_KINDS,
                                .wants = wants,
                                .narrows = narrows,
                                .hear = hear,
                                .finish = finish,
                                .self = script};
    for (size_t i = 0; i < script->hooks.n_all; i++)
        if (!script->hooks.all[i]->aggregate && !script->hooks.all[i]->see)
            listener.role = LISTENER_ACTS;
    return listener;
}

void hooks_finish(struct script *script)
{
    emitter_hold(script);
    for (size_t i = 0; i < script->hooks.n_finishers && !script->is_over; i++) {
        lua_rawgeti(script->L, LUA_REGISTRYINDEX, script->hooks.finishers[i]);
        script_call(script, 0, 0);
    }
    emitter_release(script);
}
