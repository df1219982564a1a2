/* What a handler can ask for: e:fail"EACCES", e:skip(0), e:delay"50ms", e:signal"SIGTERM",
   e:kill(), e:detach(). */
#pragma once
#include <lua.h>

int event_fail(lua_State *L);
int event_skip(lua_State *L);
int event_delay(lua_State *L);
int event_signal(lua_State *L);
int event_kill(lua_State *L);
int event_detach(lua_State *L);
