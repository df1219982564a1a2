/* What inject{} is to do, as a script's table says it: {errno="ENOSPC"}, {short=10}. */
#pragma once
#include "core/inject/inject.h"
#include <lua.h>

/* The table at index into injection; an error where it is none, is empty, or where a call of the
   set can't be treated so. */
void injection_table_read(lua_State *L, int index, const struct call_set *calls,
                          struct injection *injection);
