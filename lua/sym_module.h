/* sym: what stands at an address of a program. */
#pragma once
#include <lua.h>

void sym_module_open(lua_State *L);
