/* ffi: C functions of shared libraries, called in the tracer through libffi. */
#pragma once
#include <lua.h>

void ffi_module_open(lua_State *L);
