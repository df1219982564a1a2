/* What a program reads or writes, as an object that copies nothing unasked: #b, b:str(max),
   b:find(re), b:hex(max). Over when its handler is. */
#pragma once
#include "core/event/event.h"
#include <lua.h>

/* -- object; v is a TYPE_BYTES value that was read. */
void buffer_object_push(lua_State *L, struct syscall *syscall, const struct value *v);

void buffer_object_open(lua_State *L);
