/* sym.find(address [, process]) and sym.text: functions, files and lines by the files that a
   process maps. The process is that of the event at hand unless another is given. */
#include "lua/sym_module.h"
#include "core/base/text.h"
#include "core/tracee/stack.h"
#include "lua/process_object.h"
#include "lua/state.h"
#include <inttypes.h>
#include <string.h>

static const struct tracee *check_process(lua_State *L, int index)
{
    if (lua_isnoneornil(L, index))
        return script_event(L)->tracee;
    lua_getfield(L, index, "pid");
    pid_t pid = (pid_t)luaL_checkinteger(L, -1);
    const struct tracee *t = process_object_tracee(pid);
    if (!t)
        script_error(L, "sym: process %d is not traced any more", (int)pid);
    return t;
}

static void set_text(lua_State *L, const char *key, const char *text)
{
    lua_pushstring(L, text);
    lua_setfield(L, -2, key);
}

static void set_number(lua_State *L, const char *key, uint64_t number)
{
    lua_pushinteger(L, (lua_Integer)number);
    lua_setfield(L, -2, key);
}

/* find(address [, process]) -> {name, offset, object, file, line}; nil where no file is mapped */
static int find(lua_State *L)
{
    struct frame frame;
    uint64_t address = (uint64_t)luaL_checkinteger(L, 1);
    if (!stack_find(check_process(L, 2), address, &frame))
        return 0;
    lua_newtable(L);
    if (frame.symbol) {
        lua_pushlstring(L, frame.symbol, strcspn(frame.symbol, "@"));
        lua_setfield(L, -2, "name");
    }
    set_number(L, "offset", frame.symbol ? frame.offset : address - frame.object_start);
    set_text(L, "object", frame.object);
    set_text(L, "file", frame.file);
    if (frame.file)
        set_number(L, "line", (uint64_t)frame.line);
    return 1;
}

/* text(address [, process]) -> "/lib/libc.so.6(write+0x14) [0xf81a4]", as in stacks: where it is in
   that file */
static int text(lua_State *L)
{
    struct frame frame;
    uint64_t address = (uint64_t)luaL_checkinteger(L, 1);
    char place[48], offset[32];
    bool is_found = stack_find(check_process(L, 2), address, &frame);
    snprintf(place, sizeof place, "[0x%" PRIx64 "]", address - frame.object_start);
    if (is_found && frame.symbol) {
        snprintf(offset, sizeof offset, "+0x%" PRIx64 ") ", frame.offset);
        lua_pushlstring(L, frame.symbol, strcspn(frame.symbol, "@"));
        lua_pushfstring(L, "%s(%s%s%s", frame.object, lua_tostring(L, -1), offset, place);
    } else {
        lua_pushfstring(L, is_found ? "%s() %s" : "%s%s", is_found ? frame.object : "", place);
    }
    return 1;
}

void sym_module_open(lua_State *L)
{
    static const luaL_Reg functions[] = {{"find", find}, {"text", text}, {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_setglobal(L, "sym");
}
