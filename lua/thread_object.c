/* Threads for scripts. */
#include "lua/thread_object.h"
#include "lua/proc.h"
#include "lua/process_object.h"
#include "lua/state.h"
#include <stdlib.h>
#include <string.h>

static const char KIND[] = "thread";

struct thread_object {
    pid_t tid;
    pid_t pid;
    enum abi_id abi;
};

void thread_object_push(lua_State *L, const struct tracee *tracee)
{
    struct thread_object *object = lua_newuserdatauv(L, sizeof *object, 0);
    object->tid = tracee->tid;
    object->pid = tracee->process ? tracee->process->pid : tracee->tid;
    object->abi = tracee->abi ? tracee->abi->id : ABI_X86_64;
    luaL_setmetatable(L, KIND);
}

static const struct thread_object *check(lua_State *L)
{
    return luaL_checkudata(L, 1, KIND);
}

static void push_tid(lua_State *L)
{
    lua_pushinteger(L, check(L)->tid);
}

static void push_comm(lua_State *L)
{
    proc_push_comm(L, check(L)->tid);
}

static void push_process(lua_State *L)
{
    process_object_push_pid(L, check(L)->pid);
}

/* t:blocked() -> the call in which it waits, as /proc/TID/syscall tells; nil if it runs. proc(5) */
static int blocked(lua_State *L)
{
    const struct thread_object *thread = check(L);
    proc_push_file(L, thread->tid, "syscall");
    const char *words = lua_tostring(L, -1);
    char *end = NULL;
    long number = words ? strtol(words, &end, 10) : -1;
    if (!words || end == words || number < 0)
        return 0;
    const struct call *call = describe_call(thread->abi, (uint64_t)number);
    lua_newtable(L);
    lua_pushinteger(L, number);
    lua_setfield(L, -2, "nr");
    lua_pushstring(L, call ? describe_string(call->name) : NULL);
    lua_setfield(L, -2, "name");
    lua_createtable(L, SYSCALL_WORDS, 0);
    for (int i = 1; i <= SYSCALL_WORDS; i++) {
        lua_pushinteger(L, (lua_Integer)strtoull(end, &end, 16));
        lua_rawseti(L, -2, i);
    }
    lua_setfield(L, -2, "args");
    return 1;
}

static int text(lua_State *L)
{
    lua_pushfstring(L, "thread[%d]", (int)check(L)->tid);
    return 1;
}

static int is_same(lua_State *L)
{
    const struct thread_object *a = luaL_checkudata(L, 1, KIND), *b = luaL_checkudata(L, 2, KIND);
    lua_pushboolean(L, a->tid == b->tid);
    return 1;
}

void thread_object_open(lua_State *L)
{
    static const struct property properties[] = {
        {"tid", push_tid},
        {"comm", push_comm},
        {"process", push_process},
        {NULL, NULL},
    };
    static const luaL_Reg methods[] = {{"blocked", blocked}, {NULL, NULL}};
    object_make_kind(L, KIND, properties, methods);
    lua_pushcfunction(L, text);
    lua_setfield(L, -2, "__tostring");
    lua_pushcfunction(L, is_same);
    lua_setfield(L, -2, "__eq");
    lua_pop(L, 1);
}
