/* p.mem: the memory of a traced process: m:read(addr, n) m:cstr(addr [, max]) m:u8(addr) ...
   m:i64(addr). */
#pragma once
#include <lua.h>
#include <sys/types.h>

/* -- object */
void memory_object_push(lua_State *L, pid_t pid);
void memory_object_open(lua_State *L);
