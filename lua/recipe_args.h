/* A recipe's options, typed: what args.NAME is in Lua. */
#pragma once
#include "lua/script.h"
#include <lua.h>

/* Makes the global `args`; options end with a NULL name and may be NULL. An error names the option
   whose text is none of its type. -- */
void recipe_args_set(lua_State *L, const struct script_option *options);
