/* Messages of netlink as Lua tables: a message's header, body and attributes in one, attributes by
   their names. */
#pragma once
#include "core/decode/value.h"
#include <lua.h>
#include <stdbool.h>

struct syscall;

/* Whether a script finds what v's items hold under their names: a list of attributes. */
bool push_netlink_is_named(const struct value *v);

/* Adds to the table on top what each item of such a list holds, under its name, or under its number
   where it has none. What stands there several times becomes a list. table -- table */
void push_netlink_add(lua_State *L, struct syscall *syscall, const struct value *v);
