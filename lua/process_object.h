/* Processes for scripts: p.pid p.comm p.argv p:children() ..., read from /proc when
   asked. They can be kept; what is asked of a dead one is nil. */
#pragma once
#include "lua/object.h"
#include <sys/types.h>

struct tracee;

/* -- object */
void process_object_push(lua_State *L, const struct tracee *tracee);
void process_object_push_pid(lua_State *L, pid_t pid);

/* A traced thread of it, its first if that is there; NULL if there is none. */
struct tracee *process_object_tracee(pid_t pid);

/* Makes processes() known: every traced process. -- */
void process_object_open(lua_State *L);
