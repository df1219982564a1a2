/* C types by name, and the values of scripts as arguments and results of C functions. */
#pragma once
#include <ffi.h>
#include <lua.h>
#include <stdbool.h>

union ffi_cell {
    long long integer;
    unsigned long long unsigned_integer;
    float single;
    double real;
    void *pointer;
    ffi_arg word;                  /* how libffi returns what is narrower than a register */
};

enum ffi_class { FFI_NOTHING, FFI_INTEGER, FFI_TRUTH, FFI_REAL, FFI_TEXT, FFI_ADDRESS };

struct ffi_name {
    const char *name;
    ffi_type *type;
    enum ffi_class class;
};

/* The type that the string at index names; raises an error, with the nearest name, if there is
   none. what: "argument 2", "the result". */
const struct ffi_name *ffi_type_check(lua_State *L, int index, const char *what);

/* The value at index as an argument; what it points to lives as long as that value. */
void ffi_value_read(lua_State *L, int index, const struct ffi_name *type, union ffi_cell *cell);

/* A result. -- value; nothing for void */
int ffi_value_push(lua_State *L, const struct ffi_name *type, const union ffi_cell *cell);
