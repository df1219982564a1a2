/* e:stack([max]) and s:stack([max]): who called, as text, a frame a line. */
#pragma once
#include <lua.h>

int stack_object_text(lua_State *L);
