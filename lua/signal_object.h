/* The signal at hand: s.name s.number s.code s.sender s.addr s.value, s:suppress(),
   s:replace"SIGINT". */
#pragma once
#include "lua/object.h"

/* Makes the object and leaves it. -- object */
void signal_object_open(lua_State *L);
