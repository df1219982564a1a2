/* A socket address for scripts: a.family a.ip a.port a.path, and its text. */
#pragma once
#include <lua.h>

struct address;

/* -- object, or nil for NULL */
void address_object_push(lua_State *L, const struct address *address);

void address_object_open(lua_State *L);
