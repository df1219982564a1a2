/* What of io and os a script gets by its permissions. */
#pragma once
#include <lua.h>

/* In the place of the libraries' own: functions that ask for their permission first. */
void permitted_library_open(lua_State *L);
