/* look.semaphores and look.queue: System V objects by id. */
#pragma once
#include <lua.h>

/* look.semaphores(id) -> list of {value, pid, waiting, waiting_zero}; nil and the error's name */
int look_ipc_semaphores(lua_State *L);

/* look.queue(id) -> {messages, bytes, most_bytes, sender, receiver}; nil and the error's name */
int look_ipc_queue(lua_State *L);
