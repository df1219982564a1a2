/* before, after, inject and on: what a script's top level says, as hooks and rules. */
#include "lua/register.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include "core/filter/words.h"
#include "lua/aggregate.h"
#include "lua/aggregate_object.h"
#include "lua/injection_table.h"
#include "lua/state.h"
#include "lua/timers.h"
#include "lua/units.h"
#include "lua/where_table.h"
#include <stdlib.h>
#include <string.h>

static void read_calls(lua_State *L, int index, struct call_set *calls)
{
    char *why = NULL;
    const char *words = lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : NULL;
    if (!words)
        script_error(L, "first the calls, in one string, like \"openat %%file\"; this is a %s",
                     luaL_typename(L, index));
    if (!words_parse(calls, words, WORDS_SCRIPT, &why))
        script_error_free(L, why);
}

static void check_handler(lua_State *L, int index)
{
    if (!lua_isfunction(L, index) && luaL_getmetafield(L, index, "__call") == LUA_TNIL)
        script_error(
            L, "last the handler, a function or an aggregate like count{by=\"name\"}; this is a %s",
            luaL_typename(L, index));
}

/* calls, [where,] handler -- */
static int add_call_hook(lua_State *L, enum event_kind kind)
{
    if (lua_gettop(L) == 2) {
        lua_pushnil(L);
        lua_insert(L, 2);
    }
    lua_settop(L, 3);
    check_handler(L, 3);
    lua_settop(L, 3);
    struct hook *hook = hooks_add(script_of(L), kind);
    struct where_target target = {&hook->where, &hook->tests, &hook->n_tests};
    read_calls(L, 1, &hook->calls);
    hook->words = alloc_string(lua_tostring(L, 1));
    where_table_read(L, 2, &target);
    where_table_settle(L, &hook->where, &hook->calls, kind == EVENT_ENTER);
    hook->aggregate = aggregate_object_get(L, 3);
    const char *unknown = hook->aggregate ? aggregate_unknown_field(hook->aggregate, &hook->calls)
                                          : NULL;
    if (unknown)
        where_table_refuse(L, "by", unknown, &hook->calls);
    hook->reads_entry = hook->n_tests > 0 || !hook->aggregate ||
                        aggregate_reads_entry(hook->aggregate);
    hook->function = luaL_ref(L, LUA_REGISTRYINDEX);
    hooks_ready(L, hook);
    return 0;
}

static int before(lua_State *L)
{
    return add_call_hook(L, EVENT_ENTER);
}

static int after(lua_State *L)
{
    return add_call_hook(L, EVENT_LEAVE);
}

/* calls, [where,] action -- */
static int inject(lua_State *L)
{
    struct script *script = script_of(L);
    struct call_set calls;
    script_need(L, PERMISSION_INJECT, "inject()");
    if (script->is_running)
        script_error(L, "inject() is for a script's top level; in a handler use e:fail or e:skip");
    if (lua_gettop(L) == 2) {
        lua_pushnil(L);
        lua_insert(L, 2);
    }
    lua_settop(L, 3);
    read_calls(L, 1, &calls);
    struct inject_rule *rule = injector_add(script->injector, (struct inject_rule){.warns = true});
    struct where_target target = {&rule->where, NULL, NULL};
    rule->title = alloc_string(lua_tostring(L, 1));
    where_table_read(L, 2, &target);
    where_table_settle(L, &rule->where, &calls, true);
    injection_table_read(L, 3, &calls, &rule->injection);
    rule->calls = calls;
    return 0;
}

static bool is_fork(const struct event *event)
{
    return event->parent && event->tracee->process &&
           event->tracee->process->pid == event->tracee->tid;
}

static bool is_thread(const struct event *event)
{
    return event->parent && !is_fork(event);
}

static bool is_attach(const struct event *event)
{
    return !event->parent;
}

/* The last thread of a process. */
static bool is_last(const struct event *event)
{
    return !event->tracee->process || event->tracee->process->n_tracees <= 1;
}

static const struct {
    const char *name;
    unsigned kinds;
    bool (*fits)(const struct event *event);
} moments[] = {
    {"start", EVENT_START, NULL},
    {"attach", EVENT_ATTACH, is_attach},
    {"fork", EVENT_ATTACH, is_fork},
    {"thread", EVENT_ATTACH, is_thread},
    {"exec", EVENT_EXEC, NULL},
    {"exit", EVENT_EXIT | EVENT_KILLED, is_last},
    {"thread_exit", EVENT_EXIT | EVENT_KILLED, NULL},
    {"stop", EVENT_STOPPED, NULL},
};

/* handler --; upvalue: which moment */
static int on_moment(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(1));
    lua_settop(L, 1);
    check_handler(L, 1);
    lua_settop(L, 1);
    struct hook *hook = hooks_add(script_of(L), moments[i].kinds);
    hook->fits = moments[i].fits;
    hook->function = luaL_ref(L, LUA_REGISTRYINDEX);
    hook->is_ready = true;
    return 0;
}

/* Names in one string, or a list of them, as a set. */
static void read_signals(lua_State *L, int index, struct number_set *signals)
{
    const char *words = luaL_checkstring(L, index);
    for (const char *at = words; *(at += strspn(at, " ,")); at += strcspn(at, " ,")) {
        lua_pushlstring(L, at, strcspn(at, " ,"));
        number_set_add(signals, units_check_signal(L, -1));
        lua_pop(L, 1);
    }
}

/* [names,] handler -- */
static int on_signal(lua_State *L)
{
    if (lua_gettop(L) == 1) {
        lua_pushnil(L);
        lua_insert(L, 1);
    }
    lua_settop(L, 2);
    check_handler(L, 2);
    lua_settop(L, 2);
    struct hook *hook = hooks_add(script_of(L), EVENT_SIGNAL);
    if (!lua_isnil(L, 1)) {
        hook->signals = alloc_zeroed(sizeof *hook->signals);
        read_signals(L, 1, hook->signals);
    }
    hook->function = luaL_ref(L, LUA_REGISTRYINDEX);
    hook->is_ready = true;
    return 0;
}

static int on_finish(lua_State *L)
{
    struct hooks *hooks = &script_of(L)->hooks;
    check_handler(L, 1);
    lua_settop(L, 1);
    hooks->finishers = alloc_resize(hooks->finishers,
                                    (hooks->n_finishers + 1) * sizeof *hooks->finishers);
    hooks->finishers[hooks->n_finishers] = luaL_ref(L, LUA_REGISTRYINDEX);
    hooks->n_finishers++;
    return 0;
}

static int on_error(lua_State *L)
{
    check_handler(L, 1);
    lua_settop(L, 1);
    script_of(L)->hooks.on_error = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

/* on.strat is as wrong as a call that nobody knows. */
static int refuse_moment(lua_State *L)
{
    const char *name = luaL_tolstring(L, 2, NULL);
    struct suggestion nearest = {.word = name};
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        suggest_offer(&nearest, lua_tostring(L, -2));
        lua_pop(L, 1);
    }
    if (nearest.best)
        script_error(L, "there is no on.%s, did you mean on.%s?", name, nearest.best);
    script_error(L, "there is no on.%s", name);
}

void register_open(lua_State *L)
{
    static const luaL_Reg others[] = {
        {"signal", on_signal}, {"finish", on_finish}, {"error", on_error}, {NULL, NULL}};
    static const luaL_Reg globals[] = {
        {"before", before},
        {"after", after},
        {"inject", inject},
        {"every", timers_every},
        {"timeout", timers_timeout},
        {"stop", timers_stop},
        {NULL, NULL},
    };
    luaL_newlib(L, others);
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        lua_pushinteger(L, (lua_Integer)i);
        lua_pushcclosure(L, on_moment, 1);
        lua_setfield(L, -2, moments[i].name);
    }
    lua_newtable(L);
    lua_pushcfunction(L, refuse_moment);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_setglobal(L, "on");
    lua_pushglobaltable(L);
    luaL_setfuncs(L, globals, 0);
    lua_pop(L, 1);
}
