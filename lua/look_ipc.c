/* look.semaphores and look.queue. semctl(2), msgctl(2). */
#include "lua/look_ipc.h"
#include "lua/state.h"
#include <errno.h>
#include <sys/msg.h>
#include <sys/sem.h>

enum { MOST_SEMAPHORES = 1024 };

/* What semctl takes; no header declares it. */
union semun {
    int val;
    struct semid_ds *buf;
    unsigned short *array;
};

static int refuse(lua_State *L)
{
    lua_pushnil(L);
    lua_pushstring(L, describe_error_name(errno));
    return 2;
}

static void set_integer(lua_State *L, const char *name, lua_Integer value)
{
    lua_pushinteger(L, value);
    lua_setfield(L, -2, name);
}

int look_ipc_semaphores(lua_State *L)
{
    struct semid_ds info;
    int id = (int)luaL_checkinteger(L, 1);
    script_need(L, PERMISSION_MEMORY, "look");
    if (semctl(id, 0, IPC_STAT, (union semun){.buf = &info}) < 0)
        return refuse(L);
    lua_newtable(L);
    for (int i = 0; i < (int)info.sem_nsems && i < MOST_SEMAPHORES; i++) {
        lua_createtable(L, 0, 4);
        set_integer(L, "value", semctl(id, i, GETVAL));
        set_integer(L, "pid", semctl(id, i, GETPID));
        set_integer(L, "waiting", semctl(id, i, GETNCNT));
        set_integer(L, "waiting_zero", semctl(id, i, GETZCNT));
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

int look_ipc_queue(lua_State *L)
{
    struct msqid_ds info;
    int id = (int)luaL_checkinteger(L, 1);
    script_need(L, PERMISSION_MEMORY, "look");
    if (msgctl(id, IPC_STAT, &info) < 0)
        return refuse(L);
    lua_createtable(L, 0, 5);
    set_integer(L, "messages", (lua_Integer)info.msg_qnum);
    set_integer(L, "bytes", (lua_Integer)info.__msg_cbytes);
    set_integer(L, "most_bytes", (lua_Integer)info.msg_qbytes);
    set_integer(L, "sender", info.msg_lspid);
    set_integer(L, "receiver", info.msg_lrpid);
    return 1;
}
