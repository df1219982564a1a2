/* before, after, inject and on: what a script's top level says, as hooks and rules. */
#pragma once
#include <lua.h>

/* Makes them known. -- */
void register_open(lua_State *L);
