/* The arguments of the call at hand: a.pathname, a[1], pairs(a), #a, a:table(), a.count = 1. One
   object for all events; nothing is read before it is asked for. */
#pragma once
#include <lua.h>

struct syscall;

/* Makes the object and leaves it. -- object */
void args_object_open(lua_State *L);

/* Argument i, from 0, as changed by a script if it was. -- value */
void args_object_push(lua_State *L, unsigned i);
