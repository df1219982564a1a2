/* Buffers as Lua objects. */
#include "lua/buffer_object.h"
#include "lua/regex_object.h"
#include "lua/object.h"
#include "lua/state.h"
#include <string.h>

enum { MOST_BYTES = 64 << 20, MOST_HEX = 1 << 20 };

static const char KIND[] = "buffer";

struct buffer_object {
    uint64_t generation;           /* of the handler in which it was made */
    const struct memory *memory;   /* NULL: only what was decoded is there */
    uint64_t address, size;
    const char *bytes;             /* what was decoded: its first length bytes */
    size_t length;
};

void buffer_object_push(lua_State *L, struct syscall *syscall, const struct value *v)
{
    bool is_inline = v->type->flags & TYPE_INLINE || !syscall;
    struct buffer_object *buffer = lua_newuserdatauv(L, sizeof *buffer, 0);
    *buffer = (struct buffer_object){
        .generation = script_of(L)->generation,
        .memory = is_inline ? NULL : syscall->memory,
        .address = v->bits,
        .size = v->size > v->length ? v->size : v->length,
        .bytes = v->bytes,
        .length = v->length,
    };
    luaL_setmetatable(L, KIND);
}

static const struct buffer_object *check(lua_State *L)
{
    const struct buffer_object *buffer = luaL_checkudata(L, 1, KIND);
    if (buffer->generation != script_of(L)->generation)
        script_error(L, "event is over; copy what you need");
    return buffer;
}

/* -- string: the first bytes, at most `most` of them, from memory where decoding was shorter. */
static void push_bytes(lua_State *L, const struct buffer_object *buffer, lua_Integer most)
{
    size_t size = buffer->size < (uint64_t)MOST_BYTES ? (size_t)buffer->size : MOST_BYTES;
    script_of(L)->n_cut += buffer->size > size && (most < 0 || (size_t)most > size);
    if (most >= 0 && (size_t)most < size)
        size = (size_t)most;
    if (size <= buffer->length || !buffer->memory) {
        lua_pushlstring(L, buffer->bytes ? buffer->bytes : "",
                        size < buffer->length ? size : buffer->length);
        return;
    }
    luaL_Buffer copy;
    char *bytes = luaL_buffinitsize(L, &copy, size);
    luaL_pushresultsize(&copy, memory_read(buffer->memory, buffer->address, bytes, size));
}

/* b:str([max]) -> string */
static int string(lua_State *L)
{
    push_bytes(L, check(L), luaL_optinteger(L, 2, LUA_MAXINTEGER));
    return 1;
}

/* b:hex([max]) -> string */
static int hex(lua_State *L)
{
    size_t length;
    push_bytes(L, check(L), luaL_optinteger(L, 2, MOST_HEX));
    const char *bytes = lua_tolstring(L, -1, &length);
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    for (size_t i = 0; i < length; i++) {
        char digits[3];
        snprintf(digits, sizeof digits, "%02x", (unsigned char)bytes[i]);
        luaL_addlstring(&text, digits, 2);
    }
    luaL_pushresult(&text);
    return 1;
}

static int push_nothing(lua_State *L)
{
    lua_pushnil(L);
    return 1;
}

/* b:find(re or plain text) -> first, last; nil */
static int find(lua_State *L)
{
    size_t word_length = 0;
    struct regex_search search = {0};
    const char *word = lua_tolstring(L, 2, &word_length);
    push_bytes(L, check(L), LUA_MAXINTEGER);
    search.bytes = lua_tolstring(L, -1, &search.length);
    if (word) {
        const char *at = memmem(search.bytes, search.length, word, word_length);
        if (!at)
            return push_nothing(L);
        search.from = (size_t)(at - search.bytes);
        search.to = search.from + word_length;
    } else if (!regex_object_words(L, 2)) {
        script_error(L, "find what? give it text or re\"...\"");
    } else if (!regex_object_find(L, 2, &search)) {
        return push_nothing(L);
    }
    lua_pushinteger(L, (lua_Integer)search.from + 1);
    lua_pushinteger(L, (lua_Integer)search.to);
    return 2;
}

static int size(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check(L)->size);
    return 1;
}

void buffer_object_open(lua_State *L)
{
    static const luaL_Reg methods[] = {{"str", string}, {"hex", hex}, {"find", find}, {NULL, NULL}};
    object_new_kind(L, KIND);
    lua_pushcfunction(L, size);
    lua_setfield(L, -2, "__len");
    lua_pushcfunction(L, string);
    lua_setfield(L, -2, "__tostring");
    luaL_newlib(L, methods);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}
