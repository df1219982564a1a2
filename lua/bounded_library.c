/* string.rep, table.move and others whose loops in C no instruction limit sees. Each row names what
   a call costs; the library's own function, or one of ours, then does the work. */
#include "lua/bounded_library.h"
#include "lua/state.h"
#include <lualib.h>

enum { BYTES_A_STEP = 8 };

/* high - low + 1, without wrapping. */
static uint64_t count_between(lua_Integer low, lua_Integer high)
{
    return high < low ? 0 : (uint64_t)high - (uint64_t)low + 1;
}

static uint64_t length_at(lua_State *L, int index)
{
    return lua_type(L, index) == LUA_TSTRING ? lua_rawlen(L, index) : 0;
}

static uint64_t cost_of_bytes(lua_State *L)
{
    return length_at(L, 1) / BYTES_A_STEP;
}

/* Of bytes the memory limit sees to it; of nothing there may be 2^60. */
static uint64_t cost_of_rep(lua_State *L)
{
    lua_Integer n = luaL_checkinteger(L, 2);
    return n > 0 ? (uint64_t)n / 64 : 0;
}

static uint64_t cost_of_move(lua_State *L)
{
    return count_between(luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
}

/* The end is asked for once: a __len may say something else the next time. */
static uint64_t cost_of_concat(lua_State *L)
{
    lua_settop(L, 4);
    if (lua_isnil(L, 4)) {
        lua_pushinteger(L, luaL_len(L, 1));
        lua_replace(L, 4);
    }
    return count_between(luaL_optinteger(L, 3, 1), luaL_checkinteger(L, 4));
}

static uint64_t cost_of_sort(lua_State *L)
{
    if (luaL_getmetafield(L, 1, "__len") != LUA_TNIL)
        script_error(L, "sort: the length of this table is what its __len says; copy it first");
    uint64_t n = lua_rawlen(L, 1), steps = n;
    for (; n > 1; n /= 2)
        steps += lua_rawlen(L, 1);
    return steps;
}

/* insert(list, [position,] value) */
static int insert(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_Integer end = luaL_len(L, 1) + 1, position = end;
    if (lua_gettop(L) != 2 && lua_gettop(L) != 3)
        script_error(L, "wrong number of arguments to 'insert'");
    if (lua_gettop(L) == 3) {
        position = luaL_checkinteger(L, 2);
        luaL_argcheck(L, position >= 1 && position <= end, 2, "position out of bounds");
    }
    script_charge(L, count_between(position, end));
    for (lua_Integer i = end; i > position; i--) {
        lua_geti(L, 1, i - 1);
        lua_seti(L, 1, i);
    }
    lua_seti(L, 1, position);
    return 0;
}

/* remove(list [, position]) -> value */
static int take_out(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_Integer size = luaL_len(L, 1), position = luaL_optinteger(L, 2, size);
    if (lua_gettop(L) > 1)
        luaL_argcheck(L, (size == 0 && position == 0) || (position >= 1 && position <= size + 1), 2,
                      "position out of bounds");
    script_charge(L, count_between(position, size));
    lua_geti(L, 1, position);
    for (; position < size; position++) {
        lua_geti(L, 1, position + 1);
        lua_seti(L, 1, position);
    }
    lua_pushnil(L);
    lua_seti(L, 1, position);
    return 1;
}

static const struct bounded {
    const char *library, *name;
    uint64_t (*cost)(lua_State *L);
} functions[] = {
    {"string", "rep", cost_of_rep},        {"string", "upper", cost_of_bytes},
    {"string", "lower", cost_of_bytes},    {"string", "reverse", cost_of_bytes},
    {"string", "format", cost_of_bytes},   {"string", "sub", cost_of_bytes},
    {"string", "packsize", cost_of_bytes}, {"string", "unpack", cost_of_bytes},
    {"utf8", "len", cost_of_bytes},        {"utf8", "codepoint", cost_of_bytes},
    {"utf8", "offset", cost_of_bytes},     {"table", "move", cost_of_move},
    {"table", "concat", cost_of_concat},   {"table", "sort", cost_of_sort},
};

/* Upvalues: the row, the library's function. Called in its place, so that its errors name it. */
static int call_bounded(lua_State *L)
{
    const struct bounded *row = lua_touserdata(L, lua_upvalueindex(1));
    script_charge(L, row->cost(L));
    return lua_tocfunction(L, lua_upvalueindex(2))(L);
}

void bounded_library_open(lua_State *L)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        lua_getglobal(L, functions[i].library);
        lua_pushlightuserdata(L, (void *)&functions[i]);
        lua_getfield(L, -2, functions[i].name);
        lua_pushcclosure(L, call_bounded, 2);
        lua_setfield(L, -2, functions[i].name);
        lua_pop(L, 1);
    }
    lua_getglobal(L, LUA_TABLIBNAME);
    lua_pushcfunction(L, insert);
    lua_setfield(L, -2, "insert");
    lua_pushcfunction(L, take_out);
    lua_setfield(L, -2, "remove");
    lua_pop(L, 1);
}
