/* e.file: the file a call's descriptor is about, as a plain table {fd, path, kind, flags, pos}. */
#pragma once
#include <lua.h>

struct syscall;

/* -- table; nil if the call has no descriptor, or it is not open. */
void file_object_push(lua_State *L, struct syscall *syscall);
