/* Aggregates for scripts: count{by="name"}, h:add(key, value), h:get(key), h:sorted(), h:clear(),
   h:show(). */
#pragma once
#include <lua.h>

struct aggregate;

/* Makes count, sum, hist ... known. -- */
void aggregate_object_open(lua_State *L);

/* The aggregate at index if C alone can feed it, else NULL. */
struct aggregate *aggregate_object_get(lua_State *L, int index);
