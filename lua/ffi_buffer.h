/* ffi.buffer: bytes of the tracer that C functions read and write, kept by Lua. */
#pragma once
#include <lua.h>
#include <stddef.h>
#include <stdint.h>

struct ffi_buffer {
    size_t size;
    uint8_t bytes[];
};

/* NULL if the value at index is none. */
struct ffi_buffer *ffi_buffer_get(lua_State *L, int index);

/* buffer(size or string) -> buffer */
int ffi_buffer_new(lua_State *L);

void ffi_buffer_open(lua_State *L);
