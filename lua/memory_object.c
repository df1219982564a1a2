/* p.mem: the memory of a traced process, as scripts read it. What can't be read is nil. Writing is
   for calls' arguments alone: a.name = value. */
#include "lua/memory_object.h"
#include "lua/state.h"
#include <string.h>
#include <sys/uio.h>

enum { MOST_BYTES = 64 << 20, MOST_STRING = 1 << 20, USUAL_STRING = 4096 };

static const char KIND[] = "memory";

struct memory_object {
    pid_t pid;
};

void memory_object_push(lua_State *L, pid_t pid)
{
    struct memory_object *object = lua_newuserdatauv(L, sizeof *object, 0);
    object->pid = pid;
    luaL_setmetatable(L, KIND);
}

/* Also of a thread that runs: process_vm_readv(2) needs no stop. */
static size_t read_bytes(lua_State *L, uint64_t address, void *bytes, size_t size)
{
    const struct memory_object *object = luaL_checkudata(L, 1, KIND);
    struct iovec ours = {bytes, size}, theirs = {(void *)(uintptr_t)address, size};
    ssize_t n = process_vm_readv(object->pid, &ours, 1, &theirs, 1, 0);
    return n < 0 ? 0 : (size_t)n;
}

/* m:read(addr, n) -> string, shorter where memory ends; nil if nothing is there */
static int push_bytes(lua_State *L)
{
    luaL_Buffer buffer;
    uint64_t address = (uint64_t)luaL_checkinteger(L, 2);
    lua_Integer size = luaL_checkinteger(L, 3);
    if (size < 0 || size > MOST_BYTES)
        script_error(L, "read: from 0 to %d bytes", MOST_BYTES);
    char *bytes = luaL_buffinitsize(L, &buffer, (size_t)size);
    size_t n = read_bytes(L, address, bytes, (size_t)size);
    luaL_pushresultsize(&buffer, n);
    if (n == 0 && size > 0)
        lua_pushnil(L);
    return 1;
}

/* m:cstr(addr [, max]) -> string up to a NUL, or nil */
static int c_string(lua_State *L)
{
    luaL_Buffer buffer;
    uint64_t address = (uint64_t)luaL_checkinteger(L, 2);
    lua_Integer most = luaL_optinteger(L, 3, USUAL_STRING);
    if (most < 1 || most > MOST_STRING)
        script_error(L, "cstr: from 1 to %d bytes", MOST_STRING);
    char *bytes = luaL_buffinitsize(L, &buffer, (size_t)most);
    size_t n = read_bytes(L, address, bytes, (size_t)most);
    luaL_pushresultsize(&buffer, strnlen(bytes, n));
    if (n == 0)
        lua_pushnil(L);
    return 1;
}

/* m:u32(addr) -> integer, or nil; upvalues: bytes, whether it is signed */
static int number(lua_State *L)
{
    uint64_t value = 0;
    size_t size = (size_t)lua_tointeger(L, lua_upvalueindex(1));
    unsigned unused = 64 - 8 * (unsigned)size;
    if (read_bytes(L, (uint64_t)luaL_checkinteger(L, 2), &value, size) < size)
        return 0;
    if (lua_toboolean(L, lua_upvalueindex(2)))
        value = (uint64_t)((int64_t)(value << unused) >> unused);
    lua_pushinteger(L, (lua_Integer)value);
    return 1;
}

void memory_object_open(lua_State *L)
{
    static const luaL_Reg methods[] = {{"read", push_bytes}, {"cstr", c_string}, {NULL, NULL}};
    luaL_newmetatable(L, KIND);
    luaL_newlib(L, methods);
    for (int size = 1; size <= 8; size *= 2) {
        for (int is_signed = 0; is_signed < 2; is_signed++) {
            lua_pushfstring(L, is_signed ? "i%d" : "u%d", 8 * size);
            lua_pushinteger(L, size);
            lua_pushboolean(L, is_signed);
            lua_pushcclosure(L, number, 2);
            lua_rawset(L, -3);
        }
    }
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}
