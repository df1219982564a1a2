/* The world that a script lives in: Lua's libraries less what is not for it, our own words, constants
   by name, and an error for every other name. */
#pragma once
#include <lua.h>

struct script_option;

/* Fills a new state. Runs the prelude, so it raises no error but for lack of memory. */
void globals_open(lua_State *L);

/* Makes `args` of a recipe's options, each text typed by its row. May be NULL. -- */
void globals_set_args(lua_State *L, const struct script_option *options);
