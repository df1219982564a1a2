/* The world that a script lives in. */
#include "lua/globals.h"
#include "core/base/suggest.h"
#include "lua/address_object.h"
#include "lua/aggregate_object.h"
#include "lua/args_object.h"
#include "lua/bounded_library.h"
#include "lua/buffer_object.h"
#include "lua/control_module.h"
#include "lua/describe_module.h"
#include "lua/embedded.h"
#include "lua/emit.h"
#include "lua/event_object.h"
#include "lua/ffi_module.h"
#include "lua/look_module.h"
#include "lua/memory_object.h"
#include "lua/names.h"
#include "lua/object.h"
#include "lua/net_module.h"
#include "lua/permitted_library.h"
#include "lua/process_object.h"
#include "lua/push_value.h"
#include "lua/regex_object.h"
#include "lua/register.h"
#include "lua/require_module.h"
#include "lua/signal_object.h"
#include "lua/state.h"
#include "lua/string_library.h"
#include "lua/sym_module.h"
#include "lua/thread_object.h"
#include "lua/verdict.h"
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

/* Lua's own libraries that a script may have whole. */
static const luaL_Reg libraries[] = {
    {LUA_GNAME, luaopen_base},
    {LUA_TABLIBNAME, luaopen_table},
    {LUA_STRLIBNAME, luaopen_string},
    {LUA_MATHLIBNAME, luaopen_math},
    {LUA_UTF8LIBNAME, luaopen_utf8},
    {LUA_COLIBNAME, luaopen_coroutine},
    {NULL, NULL},
};

static void remove_fields(lua_State *L, const char *const *names)
{
    for (; *names; names++) {
        lua_pushnil(L);
        lua_setfield(L, -2, *names);
    }
}

/* Bytecode stays out; the string methods can't be swapped. */
static void restrict_libraries(lua_State *L)
{
    static const char *const base[] = {"dofile", "loadfile", "load", "collectgarbage", NULL};
    static const char *const string[] = {"dump", NULL};
    lua_pushglobaltable(L);
    remove_fields(L, base);
    lua_getglobal(L, "string");
    remove_fields(L, string);
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushliteral(L, "string");
    lua_setfield(L, -2, "__metatable");
    lua_settop(L, 0);
}

/* load(text [, name]): text chunks only, in the script's own world. */
static int load_text(lua_State *L)
{
    size_t size;
    const char *text = luaL_checklstring(L, 1, &size);
    const char *name = luaL_optstring(L, 2, "=load");
    if (luaL_loadbufferx(L, text, size, name, "t") == LUA_OK)
        return 1;
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
}

/* globals, name -> the constant's value; an error where there is none */
static int find_name(lua_State *L)
{
    const char *name = luaL_tolstring(L, 2, NULL);
    if (!names_push_constant(L, name))
        names_refuse_global(L, name);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_rawset(L, 1);
    return 1;
}

static void run_prelude(lua_State *L)
{
    static const char folder[] = "lua/prelude/";
    for (const struct embedded_file *file = embedded_files; file->path; file++) {
        if (strncmp(file->path, folder, sizeof folder - 1) != 0)
            continue;
        lua_pushfstring(L, "=<moontap>/%s", file->path + sizeof folder - 1);
        if (luaL_loadbufferx(L, file->bytes, file->size, lua_tostring(L, -1), "t") != LUA_OK)
            lua_error(L);
        lua_call(L, 0, 0);
        lua_settop(L, 0);
    }
    lua_pushnil(L);
    lua_setglobal(L, "moontap");
}

static void open_objects(lua_State *L)
{
    struct script *script = script_of(L);
    event_object_open(L);
    script->event_object = luaL_ref(L, LUA_REGISTRYINDEX);
    args_object_open(L);
    script->args_object = luaL_ref(L, LUA_REGISTRYINDEX);
    signal_object_open(L);
    script->signal_object = luaL_ref(L, LUA_REGISTRYINDEX);
    push_value_open(L);
    buffer_object_open(L);
    address_object_open(L);
    regex_object_open(L);
    process_object_open(L);
    thread_object_open(L);
    memory_object_open(L);
    aggregate_object_open(L);
    emit_open(L);
    register_open(L);
    verdict_open(L);
    describe_module_open(L);
    ffi_module_open(L);
    net_module_open(L);
    sym_module_open(L);
    look_module_open(L);
    control_module_open(L);
    require_module_open(L);
}

/* module, name -> an error that has the nearest name of the module; upvalue: what it is called */
static int refuse_member(lua_State *L)
{
    lua_settop(L, 2);
    object_refuse_field(L, 1, lua_tostring(L, lua_upvalueindex(1)), luaL_tolstring(L, 2, NULL));
}

/* json.decod is as wrong as a global that nobody knows. */
static void be_strict_within(lua_State *L)
{
    static const char *const modules[] = {"json", "fmt", "net",    "sym",
                                          "ffi",  "per", "expect", NULL};
    for (const char *const *module = modules; *module; module++) {
        lua_getglobal(L, *module);
        if (!lua_getmetatable(L, -1))
            lua_newtable(L);
        lua_pushstring(L, *module);
        lua_pushcclosure(L, refuse_member, 1);
        lua_setfield(L, -2, "__index");
        lua_pushstring(L, *module);
        lua_setfield(L, -2, "__metatable");
        lua_setmetatable(L, -2);
        lua_pop(L, 1);
    }
}

/* Unknown names are errors from here on. */
static void be_strict(lua_State *L)
{
    lua_pushglobaltable(L);
    lua_newtable(L);
    lua_pushcfunction(L, find_name);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "globals");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void globals_open(lua_State *L)
{
    for (const luaL_Reg *library = libraries; library->func; library++) {
        luaL_requiref(L, library->name, library->func, 1);
        lua_pop(L, 1);
    }
    restrict_libraries(L);
    bounded_library_open(L);
    string_library_open(L);
    permitted_library_open(L);
    lua_register(L, "load", load_text);
    open_objects(L);
    run_prelude(L);
    be_strict_within(L);
    be_strict(L);
}
