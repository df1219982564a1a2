/* What scripts write as words and C wants as numbers. */
#include "lua/units.h"
#include "core/base/suggest.h"
#include "core/inject/duration.h"
#include "lua/state.h"
#include <string.h>

enum { LARGEST_ERROR = 4095, LARGEST_SIGNAL = 64, LONGEST_NAME = 64 };

uint64_t units_check_duration(lua_State *L, int index)
{
    uint64_t ns;
    if (lua_type(L, index) == LUA_TNUMBER) {
        lua_Number number = lua_tonumber(L, index);
        if (number < 0 || number > 3.2e18)
            script_error(L, "a duration can't be %g", (double)number);
        return (uint64_t)number;
    }
    const char *words = lua_tostring(L, index);
    if (!words)
        script_error(L, "a duration is text like \"50ms\", or nanoseconds; this is a %s",
                     luaL_typename(L, index));
    if (!duration_parse(words, 0, &ns))
        script_error(L, "'%s' is no duration; write 50ms, 1.5s, 10us", words);
    return ns;
}

_Noreturn static void refuse(lua_State *L, const char *what, struct suggestion nearest)
{
    if (nearest.best)
        script_error(L, "unknown %s '%s', did you mean '%s'?", what, nearest.word, nearest.best);
    script_error(L, "unknown %s '%s'", what, nearest.word);
}

int units_check_error(lua_State *L, int index)
{
    if (lua_isinteger(L, index)) {
        lua_Integer number = lua_tointeger(L, index);
        if (number < 1 || number > LARGEST_ERROR)
            script_error(L, "%lld is no error number", (long long)number);
        return (int)number;
    }
    const char *name = luaL_checkstring(L, index);
    int error = describe_error(name);
    if (error > 0)
        return error;
    struct suggestion nearest = {.word = name};
    for (int i = 1; i < 140; i++)
        if (describe_error_name(i))
            suggest_offer(&nearest, describe_error_name(i));
    refuse(L, "error", nearest);
}

int units_check_signal(lua_State *L, int index)
{
    if (lua_isinteger(L, index)) {
        lua_Integer number = lua_tointeger(L, index);
        if (number < 1 || number > LARGEST_SIGNAL)
            script_error(L, "%lld is no signal number", (long long)number);
        return (int)number;
    }
    const char *name = luaL_checkstring(L, index);
    int signal = describe_signal(name);
    if (signal > 0)
        return signal;
    struct suggestion nearest = {.word = name};
    for (int i = 1; i <= LARGEST_SIGNAL; i++)
        if (describe_signal_name(i))
            suggest_offer(&nearest, describe_signal_name(i));
    refuse(L, "signal", nearest);
}

static uint64_t constant(lua_State *L, const char *name)
{
    uint64_t value;
    if (describe_constant(ABI_X86_64, name, &value))
        return value;
    struct suggestion nearest = {.word = name};
    for (size_t i = 0; describe_constant_at(i); i++)
        suggest_offer(&nearest, describe_constant_at(i));
    refuse(L, "constant", nearest);
}

int64_t units_check_bits(lua_State *L, int index)
{
    uint64_t bits = 0;
    char name[LONGEST_NAME];
    if (lua_isinteger(L, index))
        return lua_tointeger(L, index);
    const char *words = luaL_checkstring(L, index);
    for (const char *at = words; *(at += strspn(at, " ,|"));) {
        size_t length = strcspn(at, " ,|");
        if (length >= sizeof name)
            script_error(L, "'%s' is no list of constants", words);
        memcpy(name, at, length);
        name[length] = '\0';
        bits |= constant(L, name);
        at += length;
    }
    return (int64_t)bits;
}
