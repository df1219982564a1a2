/* net: addresses and networks as text and as tables. */
#pragma once
#include <lua.h>

void net_module_open(lua_State *L);
