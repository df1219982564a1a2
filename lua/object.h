/* Objects whose fields are asked for when they are read: rows of name and function. */
#pragma once
#include <lauxlib.h>
#include <lua.h>

/* push leaves the field of the object at index 1. -- value */
struct property {
    const char *name;
    void (*push)(lua_State *L);
};

/* A metatable of that kind, which scripts can't get at. -- metatable */
void object_new_kind(lua_State *L, const char *kind);

/* The same from rows that end with a NULL name. -- metatable */
void object_make_kind(lua_State *L, const char *kind, const struct property *properties,
                      const luaL_Reg *methods);

/* u8 to u64 and i8 to i64, closures of one function: bytes, whether it is signed. -- table */
void object_add_numbers(lua_State *L, lua_CFunction number);

/* Raises "a KIND has no 'x', did you mean 'y'?". fields: index of the table that __index uses. */
_Noreturn void object_refuse_field(lua_State *L, int fields, const char *kind, const char *name);
