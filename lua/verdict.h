/* What rules say of a run: moontap.violation and moontap.rule, on which lua/prelude/expect.lua
   builds. */
#pragma once
#include <lua.h>

/* Makes the table moontap known to the prelude; globals_open takes it away again. -- */
void verdict_open(lua_State *L);
