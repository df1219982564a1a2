/* What a script's hooks can't see: calls that are made through io_uring, and writes to files that
   are mapped. The user is told when a program begins with either. */
#pragma once
#include <lua.h>

/* After a script's top level: hooks of our own on the calls by which it begins. */
void blind_spots_watch(lua_State *L);
