/* The world that a script lives in: Lua's libraries less what is not for it, our own words,
   constants by name, and an error for every other name. */
#pragma once
#include <lua.h>

/* Fills a new state. Runs the prelude, so it raises no error but for lack of memory. */
void globals_open(lua_State *L);
