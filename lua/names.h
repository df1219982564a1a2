/* Global names of a script: constants of the kernel's headers, and the nearest right name for what
   is none. */
#pragma once
#include <lua.h>
#include <stdbool.h>

/* -- value; nothing, and false, if no constant has that name */
bool names_push_constant(lua_State *L, const char *name);

/* Raises "unknown global 'x', did you mean 'y'?", at the line being run, or at a place
   "file:line: ". */
_Noreturn void names_refuse_global(lua_State *L, const char *name);
_Noreturn void names_refuse_global_at(lua_State *L, const char *place, const char *name);
