/* The event at hand, as scripts see it: e.name, e.path, e.ret, e:fail"EACCES". One object for all
   events; over when its handler is. */
#pragma once
#include "lua/object.h"

/* Makes the object and leaves it. -- object */
void event_object_open(lua_State *L);
