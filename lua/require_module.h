/* require"part": the other files of a recipe that is a directory. */
#pragma once
#include <lua.h>

/* Parts are looked for beside the script of that chunk name: "@stdlib/deadlock/main.lua". */
void require_module_open(lua_State *L);
