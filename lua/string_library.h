/* string.find, match, gmatch and gsub, within the limits of a handler. */
#pragma once
#include <lua.h>

/* Puts them in the place of the library's own. */
void string_library_open(lua_State *L);
