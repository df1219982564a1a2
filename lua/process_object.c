/* Processes and threads for scripts. */
#include "lua/process_object.h"
#include "lua/memory_object.h"
#include "lua/proc.h"
#include "lua/state.h"
#include "lua/thread_object.h"
#include "lua/units.h"
#include <signal.h>
#include <string.h>

static const char PROCESS[] = "process";

struct process_object {
    pid_t pid;
};

void process_object_push_pid(lua_State *L, pid_t pid)
{
    struct process_object *object = lua_newuserdatauv(L, sizeof *object, 0);
    object->pid = pid;
    luaL_setmetatable(L, PROCESS);
}

void process_object_push(lua_State *L, const struct tracee *tracee)
{
    process_object_push_pid(L, tracee->process ? tracee->process->pid : tracee->tid);
}

static pid_t pid_of(lua_State *L)
{
    const struct process_object *object = luaL_checkudata(L, 1, PROCESS);
    return object->pid;
}

struct tracee *process_object_tracee(pid_t pid)
{
    struct tracee *t = tracee_find(pid);
    for (struct tracee *other = tracee_next(NULL); !t && other; other = tracee_next(other))
        if (other->process && other->process->pid == pid)
            t = other;
    return t;
}

static void push_pid(lua_State *L)
{
    lua_pushinteger(L, pid_of(L));
}

static void push_number_of(lua_State *L, const char *key)
{
    long long number = proc_status(pid_of(L), key);
    if (number < 0)
        lua_pushnil(L);
    else
        lua_pushinteger(L, number);
}

static void push_ppid(lua_State *L)
{
    pid_t parent = proc_parent(pid_of(L));
    if (parent < 0)
        lua_pushnil(L);
    else
        lua_pushinteger(L, parent);
}

static void push_uid(lua_State *L)
{
    push_number_of(L, "Uid");
}

static void push_comm(lua_State *L)
{
    proc_push_comm(L, pid_of(L));
}

static void push_exe(lua_State *L)
{
    proc_push_link(L, pid_of(L), "exe");
}

static void push_cwd(lua_State *L)
{
    proc_push_link(L, pid_of(L), "cwd");
}

/* NUL-terminated strings at the top -- list of them */
static void split_strings(lua_State *L)
{
    size_t length;
    const char *bytes = lua_tolstring(L, -1, &length);
    if (!bytes)
        return;
    lua_newtable(L);
    for (size_t at = 0, i = 1; at < length; i++) {
        size_t part = strnlen(bytes + at, length - at);
        lua_pushlstring(L, bytes + at, part);
        lua_rawseti(L, -2, (lua_Integer)i);
        at += part + 1;
    }
}

static void push_argv(lua_State *L)
{
    proc_push_file(L, pid_of(L), "cmdline");
    split_strings(L);
}

static void push_start(lua_State *L)
{
    const struct tracee *t = process_object_tracee(pid_of(L));
    if (t)
        lua_pushinteger(L, (lua_Integer)(t->started_ns - script_of(L)->started_ns));
    else
        lua_pushnil(L);
}

static void push_alive(lua_State *L)
{
    lua_pushboolean(L, kill(pid_of(L), 0) == 0);
}

static void push_memory(lua_State *L)
{
    script_need(L, PERMISSION_MEMORY, "mem");
    memory_object_push(L, pid_of(L));
}

static void push_parent(lua_State *L)
{
    pid_t pid = proc_parent(pid_of(L));
    if (pid > 0)
        process_object_push_pid(L, pid);
    else
        lua_pushnil(L);
}

/* p:env(name) -> value; p:env() -> all, by name */
static int environment(lua_State *L)
{
    const char *wanted = luaL_optstring(L, 2, NULL);
    proc_push_file(L, pid_of(L), "environ");
    split_strings(L);
    if (lua_isnil(L, -1))
        return 1;
    int list = lua_gettop(L);
    lua_newtable(L);
    for (lua_Integer i = 1; lua_rawgeti(L, list, i) == LUA_TSTRING; i++) {
        const char *pair = lua_tostring(L, -1), *value = strchr(pair, '=');
        if (value) {
            lua_pushlstring(L, pair, (size_t)(value - pair));
            lua_pushstring(L, value + 1);
            lua_rawset(L, list + 1);
        }
        lua_pop(L, 1);
    }
    lua_settop(L, list + 1);
    if (wanted)
        lua_getfield(L, list + 1, wanted);
    return 1;
}

static bool is_process(const struct tracee *t, pid_t pid)
{
    (void)pid;
    return t->process && t->tid == t->process->pid;
}

static bool is_child(const struct tracee *t, pid_t pid)
{
    return is_process(t, pid) && proc_parent(t->tid) == pid;
}

static bool is_thread(const struct tracee *t, pid_t pid)
{
    return t->process && t->process->pid == pid;
}

/* -- list of those that fit, as push makes them */
static int push_all(lua_State *L, pid_t pid, bool (*fits)(const struct tracee *t, pid_t pid),
                    void (*push)(lua_State *L, const struct tracee *t))
{
    lua_Integer n = 0;
    lua_newtable(L);
    for (const struct tracee *t = tracee_next(NULL); t; t = tracee_next(t)) {
        if (!fits(t, pid))
            continue;
        push(L, t);
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

/* p:children() -> list of the traced processes it made */
static int children(lua_State *L)
{
    return push_all(L, pid_of(L), is_child, process_object_push);
}

/* p:threads() -> list of its traced threads */
static int threads(lua_State *L)
{
    return push_all(L, pid_of(L), is_thread, thread_object_push);
}

/* p:fds() -> table of number and path */
static int descriptors(lua_State *L)
{
    char name[32];
    pid_t pid = pid_of(L);
    size_t room = proc_fds(pid, NULL, 0);
    int *fds = lua_newuserdatauv(L, (room + 1) * sizeof *fds, 0);
    size_t n = proc_fds(pid, fds, room);
    lua_newtable(L);
    for (size_t i = 0; i < n && i < room; i++) {
        snprintf(name, sizeof name, "fd/%d", fds[i]);
        proc_push_link(L, pid, name);
        lua_rawseti(L, -2, fds[i]);
    }
    return 1;
}

/* p:send"SIGTERM", p:pause(), p:resume() */
static int send_signal(lua_State *L)
{
    int signal = units_check_signal(L, 2);
    script_need(L, PERMISSION_SIGNAL, "send");
    kill(pid_of(L), signal);
    return 0;
}

static int pause_process(lua_State *L)
{
    script_need(L, PERMISSION_CONTROL, "pause");
    kill(pid_of(L), SIGSTOP);
    return 0;
}

static int resume_process(lua_State *L)
{
    script_need(L, PERMISSION_CONTROL, "resume");
    kill(pid_of(L), SIGCONT);
    return 0;
}

static void set_address(lua_State *L, const char *key, unsigned long long address)
{
    lua_pushinteger(L, (lua_Integer)address);
    lua_setfield(L, -2, key);
}

/* One line of /proc/PID/maps as a table; false if it is none. -- table */
static bool push_mapping(lua_State *L, const char *line, size_t length)
{
    char words[4352], rights[5];
    unsigned long long from, to, offset;
    int path_at = 0;
    snprintf(words, sizeof words, "%.*s", (int)length, line);
    if (sscanf(words, "%llx-%llx %4s %llx %*s %*u %n", &from, &to, rights, &offset, &path_at) < 4)
        return false;
    lua_newtable(L);
    set_address(L, "from", from);
    set_address(L, "to", to);
    set_address(L, "offset", offset);
    lua_pushstring(L, rights);
    lua_setfield(L, -2, "perms");
    lua_pushstring(L, path_at && words[path_at] ? words + path_at : NULL);
    lua_setfield(L, -2, "path");
    return true;
}

/* p:maps() -> list of {from, to, perms, offset, path}, as /proc/PID/maps has them */
static int maps(lua_State *L)
{
    lua_Integer n = 0;
    proc_push_file(L, pid_of(L), "maps");
    const char *at = lua_tostring(L, -1);
    lua_newtable(L);
    for (size_t length; at && *at; at += length + (at[length] == '\n')) {
        length = strcspn(at, "\n");
        if (push_mapping(L, at, length))
            lua_rawseti(L, -2, ++n);
    }
    return 1;
}

static int process_text(lua_State *L)
{
    pid_t pid = pid_of(L);
    proc_push_comm(L, pid);
    const char *comm = lua_tostring(L, -1);
    lua_pushfstring(L, "%s[%d]", comm ? comm : "process", (int)pid);
    return 1;
}

static int is_same_process(lua_State *L)
{
    const struct process_object *a = luaL_checkudata(L, 1, PROCESS),
                                *b = luaL_checkudata(L, 2, PROCESS);
    lua_pushboolean(L, a->pid == b->pid);
    return 1;
}

/* What one branch of a tree adds: its own line, then those of its children. */
static void add_branch(luaL_Buffer *buffer, pid_t pid, int depth)
{
    enum { DEEPEST = 32 };
    char line[64];
    struct tracee *t = process_object_tracee(pid);
    snprintf(line, sizeof line, "%*s%d %s\n", 2 * depth, "", (int)pid, t ? t->comm : "(gone)");
    luaL_addstring(buffer, line);
    for (t = depth < DEEPEST ? tracee_next(NULL) : NULL; t; t = tracee_next(t))
        if (t->tid != pid && is_child(t, pid))
            add_branch(buffer, t->tid, depth + 1);
}

/* p:tree() -> it and the traced processes below it, a line each, children indented */
static int tree(lua_State *L)
{
    luaL_Buffer buffer;
    pid_t pid = pid_of(L);
    luaL_buffinit(L, &buffer);
    add_branch(&buffer, pid, 0);
    luaL_pushresult(&buffer);
    return 1;
}

/* processes() -> list */
static int all_processes(lua_State *L)
{
    return push_all(L, 0, is_process, process_object_push);
}

static const struct property properties[] = {
    {"pid", push_pid},     {"ppid", push_ppid},     {"comm", push_comm},  {"exe", push_exe},
    {"cwd", push_cwd},     {"argv", push_argv},     {"uid", push_uid},    {"start", push_start},
    {"alive", push_alive}, {"parent", push_parent}, {"mem", push_memory}, {NULL, NULL},
};

static const luaL_Reg methods[] = {
    {"env", environment},  {"children", children},   {"threads", threads},
    {"fds", descriptors},  {"maps", maps},           {"tree", tree},
    {"send", send_signal}, {"pause", pause_process}, {"resume", resume_process},
    {NULL, NULL},
};

void process_object_open(lua_State *L)
{
    object_make_kind(L, PROCESS, properties, methods);
    lua_pushcfunction(L, process_text);
    lua_setfield(L, -2, "__tostring");
    lua_pushcfunction(L, is_same_process);
    lua_setfield(L, -2, "__eq");
    lua_pop(L, 1);
    lua_register(L, "processes", all_processes);
}
