/* io and os behind permissions: 'files' opens and removes, 'exec' runs commands. Nothing writes to
   the program's own output, and of the rest only the clock is left. */
#include "lua/permitted_library.h"
#include "lua/state.h"
#include <lualib.h>

static const struct permitted {
    const char *library, *name;
    unsigned permission;           /* 0: anybody may */
} functions[] = {
    {LUA_IOLIBNAME, "open", PERMISSION_FILES},
    {LUA_IOLIBNAME, "lines", PERMISSION_FILES},
    {LUA_IOLIBNAME, "tmpfile", PERMISSION_FILES},
    {LUA_IOLIBNAME, "popen", PERMISSION_EXEC},
    {LUA_IOLIBNAME, "type", 0},
    {LUA_OSLIBNAME, "execute", PERMISSION_EXEC},
    {LUA_OSLIBNAME, "remove", PERMISSION_FILES},
    {LUA_OSLIBNAME, "rename", PERMISSION_FILES},
    {LUA_OSLIBNAME, "tmpname", PERMISSION_FILES},
    {LUA_OSLIBNAME, "clock", 0},
    {LUA_OSLIBNAME, "date", 0},
    {LUA_OSLIBNAME, "difftime", 0},
    {LUA_OSLIBNAME, "time", 0},
};

/* Upvalues: the row, the library's function. */
static int call_permitted(lua_State *L)
{
    char what[32];
    const struct permitted *row = lua_touserdata(L, lua_upvalueindex(1));
    snprintf(what, sizeof what, "%s.%s", row->library, row->name);
    if (row->permission)
        script_need(L, row->permission, what);
    return lua_tocfunction(L, lua_upvalueindex(2))(L);
}

/* A table that holds only what the rows name of that library. */
static void open_library(lua_State *L, const char *name, lua_CFunction open)
{
    lua_pushcfunction(L, open);
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
    lua_newtable(L);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (functions[i].library[0] != name[0])
            continue;
        lua_pushlightuserdata(L, (void *)&functions[i]);
        lua_getfield(L, -3, functions[i].name);
        lua_pushcclosure(L, call_permitted, 2);
        lua_setfield(L, -2, functions[i].name);
    }
    lua_setglobal(L, name);
    lua_pop(L, 1);
}

void permitted_library_open(lua_State *L)
{
    open_library(L, LUA_IOLIBNAME, luaopen_io);
    open_library(L, LUA_OSLIBNAME, luaopen_os);
}
