/* Decoded values -> Lua values: integers, strings, tables by field name, buffers, nil for what is
   not there, `unreadable` for what can't be read. */
#pragma once
#include "core/event/event.h"
#include <lua.h>

/* -- value */
void push_value(lua_State *L, struct syscall *syscall, const struct value *v);

/* What stands for memory that can't be read. -- object */
void push_unreadable(lua_State *L, uint64_t address);

/* Makes unreadable known: unreadable(v) tells whether v is such a value. -- */
void push_value_open(lua_State *L);
