/* ffi.load("libz.so.1"):fn("crc32", "ulong", {"ulong", "pointer", "uint"}). Only with the
   permission 'ffi': C can do anything that moontap can. */
#include "lua/ffi_module.h"
#include "lua/ffi_buffer.h"
#include "lua/ffi_type.h"
#include "lua/object.h"
#include "lua/state.h"
#include <dlfcn.h>
#include <errno.h>
#include <string.h>

enum { MOST_ARGS = 32 };

static const char LIBRARY[] = "ffi.library", FUNCTION[] = "ffi.function",
                  LAST_ERROR[] = "ffi.errno";

struct library {
    void *handle;
};

/* Its user value keeps the library. */
struct function {
    void (*code)(void);
    ffi_cif interface;
    const struct ffi_name *result;
    unsigned n_args;
    const struct ffi_name *args[MOST_ARGS];
    ffi_type *types[MOST_ARGS];
};

/* load(name) -> library; without a name the program itself and what it has loaded */
static int load(lua_State *L)
{
    script_need(L, PERMISSION_FFI, "ffi.load");
    const char *name = luaL_optstring(L, 1, NULL);
    struct library *library = lua_newuserdatauv(L, sizeof *library, 0);
    library->handle = NULL;
    luaL_setmetatable(L, LIBRARY);
    library->handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library->handle)
        script_error(L, "ffi.load: %s", dlerror());
    return 1;
}

static int unload(lua_State *L)
{
    struct library *library = luaL_checkudata(L, 1, LIBRARY);
    if (library->handle)
        dlclose(library->handle);
    library->handle = NULL;
    return 0;
}

static void read_args(lua_State *L, int index, struct function *function)
{
    char what[32];
    lua_Unsigned n = 0;
    if (lua_istable(L, index))
        n = lua_rawlen(L, index);
    else if (!lua_isnoneornil(L, index))
        script_error(L, "fn: last a list of the arguments' types, like {\"int\", \"string\"}");
    if (n > MOST_ARGS)
        script_error(L, "fn: %d arguments are the most", MOST_ARGS);
    for (unsigned i = 0; i < n; i++) {
        snprintf(what, sizeof what, "argument %u", i + 1);
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        function->args[i] = ffi_type_check(L, -1, what);
        function->types[i] = function->args[i]->type;
        if (function->args[i]->class == FFI_NOTHING)
            script_error(L, "ffi: %s: void is no argument", what);
        lua_pop(L, 1);
    }
    function->n_args = (unsigned)n;
}

/* library:fn(name, result [, {arguments}]) -> function */
static int find_function(lua_State *L)
{
    const struct library *library = luaL_checkudata(L, 1, LIBRARY);
    const char *name = luaL_checkstring(L, 2);
    struct function *function = lua_newuserdatauv(L, sizeof *function, 1);
    memset(function, 0, sizeof *function);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    luaL_setmetatable(L, FUNCTION);
    function->result = ffi_type_check(L, 3, "the result");
    read_args(L, 4, function);
    void *symbol = dlsym(library->handle, name);
    if (!symbol)
        script_error(L, "fn: the library has no function '%s'", name);
    memcpy(&function->code, &symbol, sizeof symbol);
    if (ffi_prep_cif(&function->interface, FFI_DEFAULT_ABI, function->n_args,
                     function->result->type, function->types) != FFI_OK)
        script_error(L, "fn: libffi can't call '%s' so", name);
    return 1;
}

/* function(arguments...) -> result */
static int call(lua_State *L)
{
    struct function *function = luaL_checkudata(L, 1, FUNCTION);
    union ffi_cell cells[MOST_ARGS] = {{0}}, result = {0};
    void *pointers[MOST_ARGS];
    if (lua_gettop(L) - 1 != (int)function->n_args)
        script_error(L, "this function takes %u arguments, not %d", function->n_args,
                     lua_gettop(L) - 1);
    for (unsigned i = 0; i < function->n_args; i++) {
        ffi_value_read(L, (int)i + 2, function->args[i], &cells[i]);
        pointers[i] = &cells[i];
    }
    errno = 0;
    ffi_call(&function->interface, function->code, &result, pointers);
    lua_pushinteger(L, errno);
    lua_setfield(L, LUA_REGISTRYINDEX, LAST_ERROR);
    return ffi_value_push(L, function->result, &result);
}

/* errno() -> "ENOENT", what the latest call left there; nil for none */
static int last_error(lua_State *L)
{
    lua_getfield(L, LUA_REGISTRYINDEX, LAST_ERROR);
    int error = (int)lua_tointeger(L, -1);
    lua_pushstring(L, error ? describe_error_name(error) : NULL);
    return 1;
}

/* string(address [, size]) -> the tracer's own memory as a string; up to a NUL without size */
static int string_at(lua_State *L)
{
    script_need(L, PERMISSION_FFI, "ffi.string");
    const char *bytes = (const char *)(uintptr_t)luaL_checkinteger(L, 1);
    if (!bytes)
        script_error(L, "ffi.string: the address is 0");
    if (lua_isnoneornil(L, 2))
        lua_pushstring(L, bytes);
    else
        lua_pushlstring(L, bytes, (size_t)luaL_checkinteger(L, 2));
    return 1;
}

static int buffer(lua_State *L)
{
    script_need(L, PERMISSION_FFI, "ffi.buffer");
    return ffi_buffer_new(L);
}

static void make_kind(lua_State *L, const char *kind, const luaL_Reg *metamethods)
{
    object_new_kind(L, kind);
    luaL_setfuncs(L, metamethods, 0);
}

void ffi_module_open(lua_State *L)
{
    static const luaL_Reg functions[] = {{"load", load},
                                         {"buffer", buffer},
                                         {"string", string_at},
                                         {"errno", last_error},
                                         {NULL, NULL}};
    static const luaL_Reg of_library[] = {{"__gc", unload}, {NULL, NULL}};
    static const luaL_Reg of_function[] = {{"__call", call}, {NULL, NULL}};
    static const luaL_Reg methods[] = {{"fn", find_function}, {NULL, NULL}};
    make_kind(L, LIBRARY, of_library);
    luaL_newlib(L, methods);
    lua_setfield(L, -2, "__index");
    make_kind(L, FUNCTION, of_function);
    lua_pop(L, 2);
    ffi_buffer_open(L);
    luaL_newlib(L, functions);
    lua_setglobal(L, "ffi");
}
