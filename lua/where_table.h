/* A where table of a script -> conditions that C tests, and functions that Lua is asked last. */
#pragma once
#include "core/inject/where.h"
#include <lua.h>

/* Where the parts go; all of it belongs to a hook or rule already, so that an error leaks
   nothing. */
struct where_target {
    struct where *where;
    int **tests;               /* references of functions; NULL: functions are an error */
    size_t *n_tests;
};

/* Reads the table at index; nil is no condition. An error at the script's line if a word is
   wrong. */
void where_table_read(lua_State *L, int index, const struct where_target *target);

/* Narrows the calls to those that can match, and refuses conditions that no call has, or that are
   known only after the call where is_before. */
void where_table_settle(lua_State *L, const struct where *where, struct call_set *calls,
                        bool is_before);

/* The error for a name that none of the calls knows, with the nearest that one does. */
_Noreturn void where_table_refuse(lua_State *L, const char *what, const char *name,
                                  const struct call_set *calls);
