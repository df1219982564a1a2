/* Threads for scripts: t.tid t.comm t.process, t:blocked() -> {name, nr, args} without a stop. */
#pragma once
#include "lua/object.h"

struct tracee;

/* -- object */
void thread_object_push(lua_State *L, const struct tracee *tracee);
void thread_object_open(lua_State *L);
