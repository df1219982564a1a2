/* What scripts write as words and C wants as numbers: durations, errors, signals, constants. Each
   raises an error at the script's line, with the nearest right name, if the value is none. */
#pragma once
#include <lua.h>
#include <stdint.h>

/* "50ms", or a number of nanoseconds. */
uint64_t units_check_duration(lua_State *L, int index);

/* "ENOSPC" or 28 -> 28. */
int units_check_error(lua_State *L, int index);

/* "SIGTERM", "term" or 15 -> 15. */
int units_check_signal(lua_State *L, int index);

/* "O_CREAT|O_EXCL": the bits of several names. */
int64_t units_check_bits(lua_State *L, int index);
