/* Buffers for C functions. Every access is held to their size. */
#include "lua/ffi_buffer.h"
#include "lua/object.h"
#include "lua/state.h"
#include <string.h>

enum { MOST_BYTES = 64 << 20 };

static const char KIND[] = "ffi.buffer";

struct ffi_buffer *ffi_buffer_get(lua_State *L, int index)
{
    return luaL_testudata(L, index, KIND);
}

static struct ffi_buffer *check(lua_State *L)
{
    return luaL_checkudata(L, 1, KIND);
}

int ffi_buffer_new(lua_State *L)
{
    size_t length = 0;
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
    lua_Integer size = text ? (lua_Integer)length : luaL_checkinteger(L, 1);
    if (size < 0 || size > MOST_BYTES)
        script_error(L, "ffi.buffer: from 0 to %d bytes", MOST_BYTES);
    struct ffi_buffer *buffer = lua_newuserdatauv(L, sizeof *buffer + (size_t)size + 1, 0);
    buffer->size = (size_t)size;
    memset(buffer->bytes, 0, (size_t)size + 1);
    if (text)
        memcpy(buffer->bytes, text, length);
    luaL_setmetatable(L, KIND);
    return 1;
}

/* The place at an offset (from 0) with room for so many bytes; an error past the end. */
static uint8_t *check_place(lua_State *L, int index, size_t size)
{
    struct ffi_buffer *buffer = check(L);
    lua_Integer offset = luaL_optinteger(L, index, 0);
    if (offset < 0 || (size_t)offset > buffer->size || size > buffer->size - (size_t)offset)
        script_error(L, "%d bytes at %lld are not within the %zu of this buffer", (int)size,
                     (long long)offset, buffer->size);
    return buffer->bytes + offset;
}

/* b:str([n [, offset]]) -> string */
static int string(lua_State *L)
{
    size_t size = (size_t)luaL_optinteger(L, 2, (lua_Integer)check(L)->size);
    lua_pushlstring(L, (const char *)check_place(L, 3, size), size);
    return 1;
}

/* b:cstr([offset]) -> string up to a NUL */
static int c_string(lua_State *L)
{
    const struct ffi_buffer *buffer = check(L);
    const uint8_t *start = check_place(L, 2, 0);
    size_t left = buffer->size - (size_t)(start - buffer->bytes);
    lua_pushlstring(L, (const char *)start, strnlen((const char *)start, left));
    return 1;
}

/* b:set(bytes [, offset]) */
static int set(lua_State *L)
{
    size_t length;
    const char *bytes = luaL_checklstring(L, 2, &length);
    memcpy(check_place(L, 3, length), bytes, length);
    return 0;
}

/* b:u32(offset [, value]) -> integer; upvalues: bytes, whether it is signed */
static int number(lua_State *L)
{
    uint64_t value = 0;
    size_t size = (size_t)lua_tointeger(L, lua_upvalueindex(1));
    unsigned unused = 64 - 8 * (unsigned)size;
    uint8_t *place = check_place(L, 2, size);
    if (!lua_isnoneornil(L, 3)) {
        value = (uint64_t)luaL_checkinteger(L, 3);
        memcpy(place, &value, size);
        return 0;
    }
    memcpy(&value, place, size);
    if (lua_toboolean(L, lua_upvalueindex(2)))
        value = (uint64_t)((int64_t)(value << unused) >> unused);
    lua_pushinteger(L, (lua_Integer)value);
    return 1;
}

static int length(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check(L)->size);
    return 1;
}

void ffi_buffer_open(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"str", string}, {"cstr", c_string}, {"set", set}, {NULL, NULL}};
    object_new_kind(L, KIND);
    luaL_newlib(L, methods);
    object_add_numbers(L, number);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, length);
    lua_setfield(L, -2, "__len");
    lua_pop(L, 1);
}
