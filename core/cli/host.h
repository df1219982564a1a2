/* The module "host" of drivers: what Lua can't do by itself. Processes (core/cli/host_process.c),
   files (core/cli/host_files.c), and worlds of their own for runs (core/cli/host_world.c).

   Functions that touch the system give nil and a text where it refuses. */
#pragma once
#include <lua.h>

/* -- the module's table */
int host_open(lua_State *L);

/* Each adds its functions to the table on top. */
void host_add_processes(lua_State *L);
void host_add_files(lua_State *L);
void host_add_worlds(lua_State *L);

/* The result of a function that touches the system: true, or nil and "what: why" by errno.
   -- true, or nil text */
int host_result(lua_State *L, int status, const char *what);
