/* control: deeds that get programs out of a deadlock. Each gives a number, or nil and the name of
   the error. Those in a thread are done by the host: only core/trace may stop one. */
#include "lua/control_module.h"
#include "core/look/change.h"
#include "lua/state.h"
#include "lua/units.h"
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <string.h>

static int answer(lua_State *L, int64_t result)
{
    if (result >= 0) {
        lua_pushinteger(L, result);
        return 1;
    }
    lua_pushnil(L);
    lua_pushstring(L, describe_error_name((int)-result));
    return 2;
}

static pid_t check_pid(lua_State *L)
{
    script_need(L, PERMISSION_CONTROL, "control");
    lua_Integer pid = luaL_checkinteger(L, 1);
    luaL_argcheck(L, pid > 1 && pid <= INT32_MAX, 1, "a process's or thread's id");
    return (pid_t)pid;
}

static int check_fd(lua_State *L)
{
    return (int)luaL_checkinteger(L, 2);
}

static int pipe_size(lua_State *L)
{
    pid_t pid = check_pid(L);
    return answer(L, change_pipe_size(pid, check_fd(L), (int)luaL_checkinteger(L, 3)));
}

static int drain(lua_State *L)
{
    pid_t pid = check_pid(L);
    return answer(L, change_drain(pid, check_fd(L), luaL_checkinteger(L, 3)));
}

static int shut_down(lua_State *L)
{
    pid_t pid = check_pid(L);
    return answer(L, change_shut_down(pid, check_fd(L)));
}

static int post(lua_State *L)
{
    pid_t pid = check_pid(L);
    return answer(L, change_post(pid, check_fd(L)));
}

static int send_message(lua_State *L)
{
    pid_t pid = check_pid(L);
    return answer(L, change_send(pid, check_fd(L)));
}

static int unlock(lua_State *L)
{
    pid_t pid = check_pid(L);
    return answer(L, change_unlock(pid, check_fd(L), lua_toboolean(L, 3)));
}

static int open_fifo(lua_State *L)
{
    script_need(L, PERMISSION_CONTROL, "control");
    return answer(L, change_open_fifo(luaL_checkstring(L, 1), (int)luaL_checkinteger(L, 2)));
}

static int set_semaphore(lua_State *L)
{
    script_need(L, PERMISSION_CONTROL, "control");
    return answer(L, change_semaphore((int)luaL_checkinteger(L, 1), (int)luaL_checkinteger(L, 2),
                                      (int)luaL_checkinteger(L, 3)));
}

static int write_memory(lua_State *L)
{
    size_t size;
    pid_t pid = check_pid(L);
    const char *bytes = luaL_checklstring(L, 3, &size);
    return answer(L, change_memory(pid, (uint64_t)luaL_checkinteger(L, 2), bytes, size));
}

static int send_signal(lua_State *L)
{
    pid_t pid = check_pid(L);
    return answer(L, kill(pid, units_check_signal(L, 2)) < 0 ? -errno : 0);
}

static int operate(lua_State *L, pid_t tid, struct script_operation *operation)
{
    struct script *script = script_of(L);
    int64_t result = 0;
    if (!script->host.operate)
        script_error(L, "control: threads can be changed by recipes with traces=false alone");
    int error = script->host.operate(script->host.self, tid, operation, &result);
    return answer(L, error ? error : result);
}

/* control.bounce(tid): the call that it is blocked in is made again */
static int bounce(lua_State *L)
{
    pid_t tid = check_pid(L);
    struct script_operation operation = {.kind = SCRIPT_BOUNCE};
    return operate(L, tid, &operation);
}

/* control.give(tid, "EDEADLK" or result): the call that it is blocked in ends so */
static int give(lua_State *L)
{
    pid_t tid = check_pid(L);
    bool is_error = lua_type(L, 2) == LUA_TSTRING;
    struct script_operation operation = {.kind = SCRIPT_RETURN,
                                         .value = is_error ? -units_check_error(L, 2)
                                                           : luaL_checkinteger(L, 2)};
    return operate(L, tid, &operation);
}

/* control.call(tid, name, words...): a system call made by that thread; one word may be text */
static int call(lua_State *L)
{
    pid_t tid = check_pid(L);
    const char *name = luaL_checkstring(L, 2);
    struct script_operation operation = {.kind = SCRIPT_CALL,
                                         .value = describe_number(ABI_X86_64, name)};
    if (operation.value < 0)
        script_error(L, "control.call: there is no call '%s'", name);
    for (int i = 0; i < SYSCALL_WORDS && !lua_isnoneornil(L, 3 + i); i++) {
        if (lua_type(L, 3 + i) == LUA_TSTRING) {
            operation.text = lua_tostring(L, 3 + i);
            operation.text_word = i;
        } else {
            operation.words[i] = (uint64_t)luaL_checkinteger(L, 3 + i);
        }
    }
    return operate(L, tid, &operation);
}

/* control.invoke(tid, function, word): a function that stands at an address of that thread */
static int invoke(lua_State *L)
{
    pid_t tid = check_pid(L);
    struct script_operation operation = {.kind = SCRIPT_INVOKE,
                                         .value = luaL_checkinteger(L, 2),
                                         .words = {(uint64_t)luaL_checkinteger(L, 3)}};
    return operate(L, tid, &operation);
}

/* control.library(name) -> our own C library's path, the function's place in it, its first bytes:
   where another process maps the same file, it is at the same place there. */
static int library(lua_State *L)
{
    Dl_info info;
    const char *name = luaL_checkstring(L, 1);
    script_need(L, PERMISSION_CONTROL, "control");
    void *handle = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    const char *address = handle ? dlsym(handle, name) : NULL;
    if (handle)
        dlclose(handle);
    if (!address || !dladdr(address, &info))
        return 0;
    lua_pushstring(L, info.dli_fname);
    lua_pushinteger(L, address - (const char *)info.dli_fbase);
    lua_pushlstring(L, address, 32);
    return 3;
}

void control_module_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"pipe_size", pipe_size}, {"drain", drain},
        {"shut_down", shut_down}, {"post", post},
        {"send", send_message},   {"unlock", unlock},
        {"open_fifo", open_fifo}, {"semaphore", set_semaphore},
        {"write", write_memory},  {"signal", send_signal},
        {"bounce", bounce},       {"give", give},
        {"call", call},           {"invoke", invoke},
        {"library", library},     {NULL, NULL},
    };
    luaL_newlib(L, functions);
    lua_setglobal(L, "control");
}
