/* Functions of Lua's libraries that loop in C for as long as their arguments say: here they count
   towards the limits of a handler before they begin. */
#pragma once
#include <lua.h>

/* Puts them in the place of the library's own. */
void bounded_library_open(lua_State *L);
