/* every() and timeout(): handlers that run between events. */
#pragma once
#include <lua.h>

struct hooks;

/* every("1s", fn), timeout("30s", fn). */
int timers_every(lua_State *L);
int timers_timeout(lua_State *L);
int timers_stop(lua_State *L);
void timers_destroy(struct hooks *hooks);
