/* Global names of a script. */
#include "lua/names.h"
#include "core/base/suggest.h"
#include "lua/state.h"
#include <ctype.h>
#include <stdlib.h>

bool names_push_constant(lua_State *L, const char *name)
{
    uint64_t value;
    if (!describe_constant(ABI_X86_64, name, &value))
        return false;
    lua_pushinteger(L, (lua_Integer)value);
    return true;
}

/* Constants look like O_CREAT: no other typing mistake is compared with 40,000 of them. */
static bool looks_constant(const char *name)
{
    for (; *name; name++)
        if (islower((unsigned char)*name))
            return false;
    return true;
}

static struct suggestion nearest_global(lua_State *L, const char *name)
{
    struct suggestion nearest = {.word = name};
    lua_pushglobaltable(L);
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        if (lua_type(L, -2) == LUA_TSTRING)
            suggest_offer(&nearest, lua_tostring(L, -2));
        lua_pop(L, 1);
    }
    for (size_t i = 0; looks_constant(name) && describe_constant_at(i); i++)
        suggest_offer(&nearest, describe_constant_at(i));
    return nearest;
}

void names_refuse_global_at(lua_State *L, const char *place, const char *name)
{
    struct suggestion nearest = nearest_global(L, name);
    lua_pushfstring(L, "%sunknown global '%s'", place, name);
    if (nearest.best) {
        lua_pushfstring(L, ", did you mean '%s'?", nearest.best);
        lua_concat(L, 2);
    }
    lua_error(L);
    abort();
}

void names_refuse_global(lua_State *L, const char *name)
{
    struct suggestion nearest = nearest_global(L, name);
    if (nearest.best)
        script_error(L, "unknown global '%s', did you mean '%s'?", name, nearest.best);
    script_error(L, "unknown global '%s'", name);
}
