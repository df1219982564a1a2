/* The actions of inject{}: a row each. */
#include "lua/injection_table.h"
#include "core/base/suggest.h"
#include "core/inject/skew.h"
#include "core/inject/transfer.h"
#include "lua/state.h"
#include "lua/units.h"
#include <lauxlib.h>
#include <string.h>

static void read_errno(lua_State *L, int value, struct injection *injection)
{
    injection->result = -units_check_error(L, value);
    injection->sets_result = true;
}

static void read_result(lua_State *L, int value, struct injection *injection)
{
    injection->result = luaL_checkinteger(L, value);
    injection->sets_result = true;
}

static void read_signal(lua_State *L, int value, struct injection *injection)
{
    injection->signal = units_check_signal(L, value);
}

static void read_delay(lua_State *L, int value, struct injection *injection)
{
    injection->delay_enter_ns = units_check_duration(L, value);
}

static void read_delay_exit(lua_State *L, int value, struct injection *injection)
{
    injection->delay_exit_ns = units_check_duration(L, value);
}

/* short = N: at most N bytes; short = "half". */
static void read_short(lua_State *L, int value, struct injection *injection)
{
    bool is_half = lua_type(L, value) == LUA_TSTRING && !strcmp(lua_tostring(L, value), "half");
    injection->cut = is_half ? CUT_HALF : CUT_BYTES;
    if (is_half)
        return;
    lua_Integer bytes = luaL_checkinteger(L, value);
    if (bytes < 1)
        script_error(L, "inject: short is a number of bytes from 1 on, or \"half\"");
    injection->cut_bytes = (uint64_t)bytes;
}

static uint64_t read_bytes(lua_State *L, int value, const char *name, lua_Integer least)
{
    lua_Integer bytes = luaL_checkinteger(L, value);
    if (bytes < least)
        script_error(L, "inject: %s is a number of bytes from %d on", name, (int)least);
    return (uint64_t)bytes;
}

static void read_budget(lua_State *L, int value, struct injection *injection)
{
    injection->budget = read_bytes(L, value, "after_bytes", 0);
    injection->has_budget = true;
}

static void read_corrupt(lua_State *L, int value, struct injection *injection)
{
    injection->corrupt_bytes = read_bytes(L, value, "corrupt", 1);
}

/* "1h", "-30s" */
static void read_skew(lua_State *L, int value, struct injection *injection)
{
    const char *words = lua_tostring(L, value);
    bool is_back = words && *words == '-';
    lua_pushstring(L, is_back ? words + 1 : words);
    int64_t ns = (int64_t)units_check_duration(L, lua_gettop(L));
    injection->skew_ns = is_back ? -ns : ns;
    lua_pop(L, 1);
}

static void read_kill(lua_State *L, int value, struct injection *injection)
{
    injection->kills = lua_toboolean(L, value);
}

static bool has_buffer(const struct call *call)
{
    return transfer_buffer(call) >= 0;
}

static bool tells_time(const struct call *call)
{
    return skew_applies(describe_string(call->name));
}

static const struct {
    const char *name;
    void (*read)(lua_State *L, int value, struct injection *injection);
    bool (*fits)(const struct call *call); /* NULL: every call */
    const char *why_not;       /* of a call that does not fit */
} actions[] = {
    {"errno", read_errno, NULL, NULL},
    {"retval", read_result, NULL, NULL},
    {"ret", read_result, NULL, NULL},
    {"signal", read_signal, NULL, NULL},
    {"delay", read_delay, NULL, NULL},
    {"delay_enter", read_delay, NULL, NULL},
    {"delay_exit", read_delay_exit, NULL, NULL},
    {"short", read_short, transfer_is_one, "does not say how many bytes it moves"},
    {"after_bytes", read_budget, transfer_is_one, "does not say how many bytes it moves"},
    {"corrupt", read_corrupt, has_buffer, "reads into no single buffer"},
    {"skew", read_skew, tells_time, "does not tell the time"},
    {"kill", read_kill, NULL, NULL},
};

enum { N_ACTIONS = sizeof actions / sizeof *actions };

static void check_calls(lua_State *L, size_t action, const struct call_set *calls)
{
    for (unsigned abi = 0; actions[action].fits && abi < DESCRIBE_ABIS; abi++)
        for (uint64_t number = 0; number < CALL_SET_LIMIT; number++) {
            const struct call *call = describe_call(abi, number);
            if (call_set_has(calls, abi, number) && call && !actions[action].fits(call))
                script_error(L, "inject: %s: %s %s", actions[action].name,
                             describe_string(call->name), actions[action].why_not);
        }
}

_Noreturn static void refuse_action(lua_State *L, const char *name)
{
    struct suggestion nearest = {.word = name};
    luaL_Buffer names;
    luaL_buffinit(L, &names);
    for (size_t i = 0; i < N_ACTIONS; i++) {
        suggest_offer(&nearest, actions[i].name);
        luaL_addstring(&names, i ? ", " : "");
        luaL_addstring(&names, actions[i].name);
    }
    luaL_pushresult(&names);
    if (nearest.best)
        script_error(L, "inject: unknown action '%s', did you mean '%s'?", name, nearest.best);
    script_error(L, "inject: unknown action '%s'; there are %s", name, lua_tostring(L, -1));
}

static void read_action(lua_State *L, const char *name, const struct call_set *calls,
                        struct injection *injection)
{
    for (size_t i = 0; i < N_ACTIONS; i++) {
        if (strcmp(actions[i].name, name) != 0)
            continue;
        actions[i].read(L, lua_gettop(L), injection);
        check_calls(L, i, calls);
        return;
    }
    refuse_action(L, name);
}

void injection_table_read(lua_State *L, int index, const struct call_set *calls,
                          struct injection *injection)
{
    bool is_empty = true;
    if (!lua_istable(L, index))
        script_error(L, "inject: last what to do, like {errno=\"ENOSPC\"}; this is a %s",
                     luaL_typename(L, index));
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            script_error(L, "inject: actions have names, as in {errno=\"ENOSPC\"}");
        read_action(L, lua_tostring(L, -2), calls, injection);
        lua_pop(L, 1);
        is_empty = false;
    }
    if (is_empty)
        script_error(L, "inject: nothing to do; say {errno=\"ENOSPC\"} or the like");
    if (injection->has_budget && !injection->sets_result)
        script_error(L, "inject: after_bytes of what? say {errno=\"ENOSPC\", after_bytes=4096}");
}
