/* The module "host": its table, and what is neither of processes nor of files. */
#include "core/cli/host.h"
#include <errno.h>
#include <lauxlib.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

int host_result(lua_State *L, int status, const char *what)
{
    int error = errno;
    if (status >= 0) {
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", what, strerror(error));
    return 2;
}

/* now() -> seconds of a clock that nobody sets */
static int now(lua_State *L)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    lua_pushnumber(L, (lua_Number)t.tv_sec + (lua_Number)t.tv_nsec / 1e9);
    return 1;
}

/* cpus() -> how many we may run on */
static int cpus(lua_State *L)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    lua_pushinteger(L, n);
    return 1;
}

/* columns(fd) -> the terminal's width, nil if it is none */
static int columns(lua_State *L)
{
    struct winsize size = {0};
    int fd = (int)luaL_checkinteger(L, 1);
    if (!isatty(fd))
        return 0;
    ioctl(fd, TIOCGWINSZ, &size);
    lua_pushinteger(L, size.ws_col ? size.ws_col : 80);
    return 1;
}

/* hash(text) -> 16 hexadecimal digits, the same everywhere (FNV-1a) */
static int hash(lua_State *L)
{
    size_t length;
    char digits[17];
    const char *text = luaL_checklstring(L, 1, &length);
    uint64_t sum = 0xcbf29ce484222325;
    for (size_t i = 0; i < length; i++)
        sum = (sum ^ (unsigned char)text[i]) * 0x100000001b3;
    for (int i = 15; i >= 0; i--, sum >>= 4)
        digits[i] = "0123456789abcdef"[sum & 15];
    lua_pushlstring(L, digits, 16);
    return 1;
}

/* error_text(number) -> "No such file or directory" */
static int error_text(lua_State *L)
{
    lua_pushstring(L, strerror((int)luaL_checkinteger(L, 1)));
    return 1;
}

/* error_number(name) -> 2 for "ENOENT", nil for none */
static int error_number(lua_State *L)
{
    const char *wanted = luaL_checkstring(L, 1);
    for (int error = 1; error < 134; error++) {
        const char *name = strerrorname_np(error);
        if (name && strcmp(name, wanted) == 0) {
            lua_pushinteger(L, error);
            return 1;
        }
    }
    return 0;
}

int host_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"now", now},
        {"cpus", cpus},
        {"columns", columns},
        {"hash", hash},
        {"error_text", error_text},
        {"error_number", error_number},
        {NULL, NULL},
    };
    luaL_newlib(L, functions);
    host_add_processes(L);
    host_add_files(L);
    host_add_worlds(L);
    return 1;
}
