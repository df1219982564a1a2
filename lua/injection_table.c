/* The actions of inject{}: a row each. */
#include "lua/injection_table.h"
#include "core/base/suggest.h"
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

static const struct {
    const char *name;
    void (*read)(lua_State *L, int value, struct injection *injection);
    bool needs_transfer;       /* the calls must say how many bytes they move */
} actions[] = {
    {"errno", read_errno, false},
    {"retval", read_result, false},
    {"ret", read_result, false},
    {"signal", read_signal, false},
    {"delay", read_delay, false},
    {"delay_enter", read_delay, false},
    {"delay_exit", read_delay_exit, false},
    {"short", read_short, true},
};

enum { N_ACTIONS = sizeof actions / sizeof *actions };

/* What moves no bytes can't be cut short. */
static void check_transfers(lua_State *L, const char *action, const struct call_set *calls)
{
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++)
        for (uint64_t number = 0; number < CALL_SET_LIMIT; number++) {
            const struct call *call = describe_call(abi, number);
            if (call_set_has(calls, abi, number) && call && !transfer_is_one(call))
                script_error(L, "inject: %s: %s does not say how many bytes it moves", action,
                             describe_string(call->name));
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
        if (actions[i].needs_transfer)
            check_transfers(L, name, calls);
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
}
