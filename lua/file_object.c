/* e.file: a descriptor, from /proc/PID/fd and fdinfo. proc(5). */
#include "lua/file_object.h"
#include "core/inject/file.h"
#include "core/inject/kind.h"
#include "core/tracee/proc_id.h"
#include "lua/proc.h"
#include "lua/state.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* text -- text; the number behind "NAME:" in it into the table below. */
static void set_number(lua_State *L, const char *name, int base)
{
    const char *text = lua_tostring(L, -1);
    const char *at = text ? strstr(text, name) : NULL;
    if (!at)
        return;
    lua_pushinteger(L, strtoll(at + strlen(name) + 1, NULL, base));
    lua_setfield(L, -3, name);
}

/* The descriptor that the call is about, or else the one that it made. */
static int descriptor_of(struct syscall *syscall)
{
    int fd = file_descriptor(syscall);
    const struct type *result = syscall->call ? &describe_types[syscall->call->result] : NULL;
    bool makes_one = result && result->kind == TYPE_NUMBER && result->style == STYLE_FD &&
                     syscall->is_done && syscall->result >= 0;
    return fd < 0 && makes_one ? (int)syscall->result : fd;
}

void file_object_push(lua_State *L, struct syscall *syscall)
{
    char name[64], path[PROC_PATH_BYTES];
    struct stat info;
    int fd = descriptor_of(syscall);
    if (fd < 0 || !syscall->tracee) {
        lua_pushnil(L);
        return;
    }
    pid_t tid = syscall->tracee->tid;
    proc_path(path, tid, "fd/%d", fd);
    if (stat(path, &info) < 0) {
        lua_pushnil(L);
        return;
    }
    lua_newtable(L);
    lua_pushinteger(L, fd);
    lua_setfield(L, -2, "fd");
    lua_pushstring(L, kind_of_mode(info.st_mode));
    lua_setfield(L, -2, "kind");
    snprintf(name, sizeof name, "fd/%d", fd);
    proc_push_link(L, tid, name);
    lua_setfield(L, -2, "path");
    snprintf(name, sizeof name, "fdinfo/%d", fd);
    proc_push_file(L, tid, name);
    set_number(L, "pos", 10);
    set_number(L, "flags", 8);
    lua_pop(L, 1);
}
