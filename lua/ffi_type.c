/* Names of C types, and values on their way into C and back. */
#include "lua/ffi_type.h"
#include "core/base/suggest.h"
#include "lua/ffi_buffer.h"
#include "lua/state.h"
#include <stdint.h>
#include <string.h>

static const struct ffi_name types[] = {
    {"void", &ffi_type_void, FFI_NOTHING},       {"bool", &ffi_type_uint8, FFI_TRUTH},
    {"char", &ffi_type_schar, FFI_INTEGER},      {"schar", &ffi_type_schar, FFI_INTEGER},
    {"uchar", &ffi_type_uchar, FFI_INTEGER},     {"short", &ffi_type_sshort, FFI_INTEGER},
    {"ushort", &ffi_type_ushort, FFI_INTEGER},   {"int", &ffi_type_sint, FFI_INTEGER},
    {"uint", &ffi_type_uint, FFI_INTEGER},       {"long", &ffi_type_slong, FFI_INTEGER},
    {"ulong", &ffi_type_ulong, FFI_INTEGER},     {"size_t", &ffi_type_ulong, FFI_INTEGER},
    {"ssize_t", &ffi_type_slong, FFI_INTEGER},   {"int8", &ffi_type_sint8, FFI_INTEGER},
    {"uint8", &ffi_type_uint8, FFI_INTEGER},     {"int16", &ffi_type_sint16, FFI_INTEGER},
    {"uint16", &ffi_type_uint16, FFI_INTEGER},   {"int32", &ffi_type_sint32, FFI_INTEGER},
    {"uint32", &ffi_type_uint32, FFI_INTEGER},   {"int64", &ffi_type_sint64, FFI_INTEGER},
    {"uint64", &ffi_type_uint64, FFI_INTEGER},   {"float", &ffi_type_float, FFI_REAL},
    {"double", &ffi_type_double, FFI_REAL},      {"string", &ffi_type_pointer, FFI_TEXT},
    {"pointer", &ffi_type_pointer, FFI_ADDRESS},
};

_Noreturn static void refuse(lua_State *L, const char *name, const char *what)
{
    struct suggestion nearest = {.word = name};
    if (strncmp(name, "struct", 6) == 0 || strncmp(name, "union", 5) == 0)
        script_error(L,
                     "ffi: %s: '%s' by value is not passed, its layout is not known here; pass a "
                     "'pointer' to an ffi.buffer that holds it",
                     what, name);
    if (strcmp(name, "...") == 0)
        script_error(L, "ffi: %s: functions of any number of arguments can't be called", what);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        suggest_offer(&nearest, types[i].name);
    if (nearest.best)
        script_error(L, "ffi: %s: there is no type '%s', did you mean '%s'?", what, name,
                     nearest.best);
    script_error(L, "ffi: %s: there is no type '%s'", what, name);
}

const struct ffi_name *ffi_type_check(lua_State *L, int index, const char *what)
{
    if (lua_type(L, index) != LUA_TSTRING)
        script_error(L, "ffi: %s: the name of a C type is expected, not a %s", what,
                     luaL_typename(L, index));
    const char *name = lua_tostring(L, index);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, name) == 0)
            return &types[i];
    refuse(L, name, what);
}

static void *check_pointer(lua_State *L, int index)
{
    struct ffi_buffer *buffer = ffi_buffer_get(L, index);
    if (buffer)
        return buffer->bytes;
    if (lua_isnoneornil(L, index))
        return NULL;
    if (lua_type(L, index) == LUA_TSTRING)
        return (void *)lua_tostring(L, index);
    return (void *)(uintptr_t)luaL_checkinteger(L, index);
}

static void *check_text(lua_State *L, int index)
{
    size_t length;
    if (lua_isnoneornil(L, index))
        return NULL;
    const char *text = luaL_checklstring(L, index, &length);
    luaL_argcheck(L, strlen(text) == length, index,
                  "this string holds a NUL, where C would take it to end; pass it as a 'pointer'");
    return (void *)text;
}

void ffi_value_read(lua_State *L, int index, const struct ffi_name *type, union ffi_cell *cell)
{
    switch (type->class) {
    case FFI_NOTHING:
        break;
    case FFI_INTEGER:
        cell->integer = luaL_checkinteger(L, index);
        break;
    case FFI_TRUTH:
        cell->integer = lua_toboolean(L, index);
        break;
    case FFI_REAL:
        if (type->type == &ffi_type_float)
            cell->single = (float)luaL_checknumber(L, index);
        else
            cell->real = luaL_checknumber(L, index);
        break;
    case FFI_TEXT:
        cell->pointer = check_text(L, index);
        break;
    case FFI_ADDRESS:
        cell->pointer = check_pointer(L, index);
        break;
    }
}

/* libffi widens what is narrower than a register; its upper bits count for nothing. */
static lua_Integer narrowed(const struct ffi_name *type, const union ffi_cell *cell)
{
    unsigned unused = 64 - 8 * (unsigned)type->type->size;
    uint64_t bits = (uint64_t)cell->word << unused;
    bool is_signed = type->type->type == FFI_TYPE_SINT8 || type->type->type == FFI_TYPE_SINT16 ||
                     type->type->type == FFI_TYPE_SINT32 || type->type->type == FFI_TYPE_SINT64 ||
                     type->type->type == FFI_TYPE_INT;
    return is_signed ? (int64_t)bits >> unused : (lua_Integer)(bits >> unused);
}

int ffi_value_push(lua_State *L, const struct ffi_name *type, const union ffi_cell *cell)
{
    switch (type->class) {
    case FFI_NOTHING:
        return 0;
    case FFI_INTEGER:
        lua_pushinteger(L, narrowed(type, cell));
        break;
    case FFI_TRUTH:
        lua_pushboolean(L, narrowed(type, cell) != 0);
        break;
    case FFI_REAL:
        lua_pushnumber(L, type->type == &ffi_type_float ? (double)cell->single : cell->real);
        break;
    case FFI_TEXT:
        lua_pushstring(L, cell->pointer);
        break;
    case FFI_ADDRESS:
        if (cell->pointer)
            lua_pushinteger(L, (lua_Integer)(uintptr_t)cell->pointer);
        else
            lua_pushnil(L);
        break;
    }
    return 1;
}
