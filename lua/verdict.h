/* What rules say of a run: moontap.violation and moontap.rule, on which lua/prelude/expect.lua
   builds, and the list of what was found. */
#pragma once
#include <lua.h>

struct script;

/* Makes the table moontap known to the prelude; globals_open takes it away again. -- */
void verdict_open(lua_State *L);
void verdict_destroy(struct script *script);

/* Says what each rule saw: never silent about one that did nothing. */
void verdict_print_rules(struct script *script);
