/* control: deeds that get programs out of a deadlock. Needs the permission "control". */
#pragma once
#include <lua.h>

void control_module_open(lua_State *L);
