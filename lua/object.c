/* Objects whose fields are asked for when they are read. */
#include "lua/object.h"
#include "core/base/suggest.h"
#include "lua/state.h"

void object_refuse_field(lua_State *L, int fields, const char *kind, const char *name)
{
    struct suggestion nearest = {.word = name};
    fields = lua_absindex(L, fields);
    lua_pushnil(L);
    while (lua_next(L, fields)) {
        suggest_offer(&nearest, lua_tostring(L, -2));
        lua_pop(L, 1);
    }
    if (nearest.best)
        script_error(L, "%s has no '%s', did you mean '%s'?", kind, name, nearest.best);
    script_error(L, "%s has no '%s'", kind, name);
}

/* Upvalues: the table of fields, the kind. A field is a method, or a row as light userdata. */
static int get(lua_State *L)
{
    lua_pushvalue(L, 2);
    int kind = lua_rawget(L, lua_upvalueindex(1));
    if (kind == LUA_TLIGHTUSERDATA) {
        const struct property *property = lua_touserdata(L, -1);
        lua_settop(L, 2);
        property->push(L);
        return 1;
    }
    if (kind == LUA_TFUNCTION)
        return 1;
    object_refuse_field(L, lua_upvalueindex(1), lua_tostring(L, lua_upvalueindex(2)),
                        luaL_tolstring(L, 2, NULL));
}

void object_new_kind(lua_State *L, const char *kind)
{
    luaL_newmetatable(L, kind);
    lua_pushstring(L, kind);
    lua_setfield(L, -2, "__metatable");
}

void object_make_kind(lua_State *L, const char *kind, const struct property *properties,
                      const luaL_Reg *methods)
{
    object_new_kind(L, kind);
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    for (; properties->name; properties++) {
        lua_pushlightuserdata(L, (void *)properties);
        lua_setfield(L, -2, properties->name);
    }
    lua_pushstring(L, kind);
    lua_pushcclosure(L, get, 2);
    lua_setfield(L, -2, "__index");
}

void object_add_numbers(lua_State *L, lua_CFunction number)
{
    for (int size = 1; size <= 8; size *= 2) {
        for (int is_signed = 0; is_signed < 2; is_signed++) {
            lua_pushfstring(L, is_signed ? "i%d" : "u%d", 8 * size);
            lua_pushinteger(L, size);
            lua_pushboolean(L, is_signed);
            lua_pushcclosure(L, number, 2);
            lua_rawset(L, -3);
        }
    }
}
