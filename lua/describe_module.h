/* Descriptions of the script's own: describe [[ ... ]]. */
#pragma once
#include <lua.h>

/* Gives moontap.describe to the prelude, once the table moontap is there. -- */
void describe_module_open(lua_State *L);
