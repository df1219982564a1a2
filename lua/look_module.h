/* look: programs seen from outside, without tracing or stopping them: /proc, memory, descriptors,
   sockets, stacks. Needs the permission "memory". */
#pragma once
#include <lua.h>

void look_module_open(lua_State *L);
