/* Misspelt global names, found before a script runs: in its compiled code, as luac -l lists it. */
#pragma once
#include <lua.h>

/* Raises "file:line: unknown global 'x', did you mean 'y'?" for the first global that the
   function at the top of the stack reads, or one inside it, and that nobody defines. */
void global_check(lua_State *L);
