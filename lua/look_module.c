/* look: programs seen from outside. What can't be read is nil, and the name of the error. */
#include "lua/look_module.h"
#include "core/base/text.h"
#include "core/look/descriptor.h"
#include "core/look/frames.h"
#include "core/look/proc.h"
#include "core/look/sockets.h"
#include "lua/look_ipc.h"
#include "lua/state.h"
#include "lua/units.h"
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LARGEST_FILE = 8 << 20, LARGEST_MEMORY = 1 << 20, MOST_FRAMES = 64, USUAL_FRAMES = 24 };

/* In the registry: what is known of the process whose stacks were asked for last. */
struct known {
    struct frames *frames;
    pid_t pid;
};

static const char KNOWN[] = "look.known";

static int refuse(lua_State *L, int error)
{
    lua_pushnil(L);
    lua_pushstring(L, describe_error_name(-error));
    return 2;
}

/* look.read(path[, most]) -> bytes */
static int read_file(lua_State *L)
{
    struct text bytes = {0};
    const char *path = luaL_checkstring(L, 1);
    lua_Integer most = luaL_optinteger(L, 2, LARGEST_FILE);
    script_need(L, PERMISSION_MEMORY, "look");
    most = most < 0 || most > LARGEST_FILE ? LARGEST_FILE : most;
    int error = look_read(path, (size_t)most, &bytes);
    if (error && bytes.length == 0) {
        text_finish(&bytes);
        return refuse(L, error);
    }
    luaL_Buffer buffer;
    char *room = luaL_buffinitsize(L, &buffer, bytes.length + 1);
    if (bytes.length)
        memcpy(room, bytes.bytes, bytes.length);
    luaL_pushresultsize(&buffer, bytes.length);
    text_finish(&bytes);
    return 1;
}

static void add_name(void *self, const char *name)
{
    lua_State *L = self;
    lua_pushstring(L, name);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

/* look.list(path) -> names */
static int list_folder(lua_State *L)
{
    script_need(L, PERMISSION_MEMORY, "look");
    const char *path = luaL_checkstring(L, 1);
    lua_newtable(L);
    int error = look_list(path, add_name, L);
    return error ? refuse(L, error) : 1;
}

/* look.link(path) -> where it points to */
static int read_link(lua_State *L)
{
    char target[PATH_MAX];
    const char *path = luaL_checkstring(L, 1);
    script_need(L, PERMISSION_MEMORY, "look");
    ssize_t length = look_is_proc(path) ? readlink(path, target, sizeof target) : -1;
    if (length < 0)
        return refuse(L, look_is_proc(path) ? -errno : -EPERM);
    lua_pushlstring(L, target, (size_t)length);
    return 1;
}

static void set_integer(lua_State *L, const char *name, lua_Integer value)
{
    lua_pushinteger(L, value);
    lua_setfield(L, -2, name);
}

/* look.stat(path) -> {dev, ino, mode, rdev} of what a link there leads to; nothing is opened */
static int read_stat(lua_State *L)
{
    struct stat info;
    const char *path = luaL_checkstring(L, 1);
    script_need(L, PERMISSION_MEMORY, "look");
    if (!look_is_proc(path) || stat(path, &info) < 0)
        return refuse(L, look_is_proc(path) ? -errno : -EPERM);
    lua_createtable(L, 0, 4);
    set_integer(L, "dev", (lua_Integer)info.st_dev);
    set_integer(L, "ino", (lua_Integer)info.st_ino);
    set_integer(L, "mode", info.st_mode);
    set_integer(L, "rdev", (lua_Integer)info.st_rdev);
    return 1;
}

/* look.memory(pid, address, size) -> bytes, shorter where memory ends */
static int read_memory(lua_State *L)
{
    luaL_Buffer buffer;
    pid_t pid = (pid_t)luaL_checkinteger(L, 1);
    uint64_t address = (uint64_t)luaL_checkinteger(L, 2);
    lua_Integer size = luaL_checkinteger(L, 3);
    script_need(L, PERMISSION_MEMORY, "look");
    luaL_argcheck(L, size > 0 && size <= LARGEST_MEMORY, 3, "from 1 byte to 1 MiB");
    char *bytes = luaL_buffinitsize(L, &buffer, (size_t)size);
    size_t n = look_memory(pid, address, bytes, (size_t)size);
    luaL_pushresultsize(&buffer, n);
    if (n == 0)
        lua_pushnil(L);
    return 1;
}

/* Facts that are not there stay nil. */
static void set_fact(lua_State *L, const char *name, int64_t value)
{
    if (value >= 0)
        set_integer(L, name, value);
}

static void set_flag(lua_State *L, const char *name, bool value)
{
    lua_pushboolean(L, value);
    lua_setfield(L, -2, name);
}

/* look.descriptor(pid, fd) -> {queued, unsent, capacity, messages, ...} */
static int ask_descriptor(lua_State *L)
{
    struct descriptor_facts facts;
    script_need(L, PERMISSION_MEMORY, "look");
    int error = descriptor_ask((pid_t)luaL_checkinteger(L, 1), (int)luaL_checkinteger(L, 2),
                               &facts);
    if (error)
        return refuse(L, error);
    lua_createtable(L, 0, 11);
    set_fact(L, "queued", facts.queued);
    set_fact(L, "unsent", facts.unsent);
    set_fact(L, "capacity", facts.capacity);
    set_fact(L, "messages", facts.messages);
    set_fact(L, "most_messages", facts.most_messages);
    set_flag(L, "readable", facts.is_readable);
    set_flag(L, "writable", facts.is_writable);
    set_flag(L, "hung_up", facts.has_hung_up);
    set_flag(L, "listening", facts.is_listening);
    set_flag(L, "receives_timed", facts.receives_timed);
    set_flag(L, "sends_timed", facts.sends_timed);
    return 1;
}

/* look.same(pid, fd, pid, fd) -> whether both are one open file */
static int is_same_file(lua_State *L)
{
    script_need(L, PERMISSION_MEMORY, "look");
    int same = descriptor_is_same((pid_t)luaL_checkinteger(L, 1), (int)luaL_checkinteger(L, 2),
                                  (pid_t)luaL_checkinteger(L, 3), (int)luaL_checkinteger(L, 4));
    if (same < 0)
        return refuse(L, same);
    lua_pushboolean(L, same);
    return 1;
}

static void add_socket(void *self, const struct unix_socket *found)
{
    lua_State *L = self;
    lua_createtable(L, 0, 7);
    set_integer(L, "peer", found->peer);
    set_integer(L, "type", found->type);
    set_integer(L, "state", found->state);
    set_integer(L, "received", found->received);
    set_integer(L, "unsent", found->unsent);
    lua_pushstring(L, found->path);
    lua_setfield(L, -2, "path");
    lua_createtable(L, (int)found->n_pending, 0);
    for (size_t i = 0; i < found->n_pending; i++) {
        lua_pushinteger(L, found->pending[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "pending");
    lua_rawseti(L, -2, found->inode);
}

/* look.sockets() -> the unix sockets, by inode */
static int list_sockets(lua_State *L)
{
    script_need(L, PERMISSION_MEMORY, "look");
    lua_newtable(L);
    int error = sockets_each_unix(add_socket, L);
    return error ? refuse(L, error) : 1;
}

static struct known *known_of(lua_State *L)
{
    lua_getfield(L, LUA_REGISTRYINDEX, KNOWN);
    struct known *known = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return known;
}

static struct frames *frames_of(lua_State *L, pid_t pid)
{
    struct known *known = known_of(L);
    if (known->pid == pid)
        return known->frames;
    frames_destroy(known->frames);
    *known = (struct known){frames_create(pid), pid};
    return known->frames;
}

static int forget(lua_State *L)
{
    struct known *known = lua_touserdata(L, 1);
    frames_destroy(known->frames);
    *known = (struct known){NULL, 0};
    return 0;
}

static void push_frame(lua_State *L, const struct look_frame *frame)
{
    lua_createtable(L, 0, 4);
    set_integer(L, "address", (lua_Integer)frame->address);
    lua_pushstring(L, frame->object);
    lua_setfield(L, -2, "object");
    lua_pushstring(L, frame->symbol);
    lua_setfield(L, -2, "symbol");
    set_integer(L, "offset", (lua_Integer)frame->offset);
}

static void add_frame(void *self, const struct look_frame *frame)
{
    lua_State *L = self;
    push_frame(L, frame);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

/* look.stack(pid, tid, sp, pc[, most]) -> frames, each {address, object, symbol, offset} */
static int walk_stack(lua_State *L)
{
    pid_t pid = (pid_t)luaL_checkinteger(L, 1), tid = (pid_t)luaL_checkinteger(L, 2);
    uint64_t stack = (uint64_t)luaL_checkinteger(L, 3);
    uint64_t instruction = (uint64_t)luaL_checkinteger(L, 4);
    lua_Integer most = luaL_optinteger(L, 5, USUAL_FRAMES);
    script_need(L, PERMISSION_MEMORY, "look");
    most = most < 1 ? 1 : most > MOST_FRAMES ? MOST_FRAMES : most;
    struct frames *frames = frames_of(L, pid);
    lua_newtable(L);
    if (frames)
        frames_walk(frames, tid, stack, instruction, (unsigned)most, add_frame, L);
    return 1;
}

/* look.symbol(pid, address) -> {object, symbol, offset} */
static int name_address(lua_State *L)
{
    struct look_frame found;
    pid_t pid = (pid_t)luaL_checkinteger(L, 1);
    uint64_t address = (uint64_t)luaL_checkinteger(L, 2);
    script_need(L, PERMISSION_MEMORY, "look");
    struct frames *frames = frames_of(L, pid);
    if (!frames || !frames_name(frames, address, &found))
        return 0;
    push_frame(L, &found);
    return 1;
}

/* look.call(number) -> the name of a call of x86-64 */
static int name_call(lua_State *L)
{
    const struct call *call = describe_call(ABI_X86_64, (uint64_t)luaL_checkinteger(L, 1));
    if (!call)
        return 0;
    lua_pushstring(L, describe_string(call->name));
    return 1;
}

/* look.sleep(duration): time that no handler is charged for */
static int sleep_for(lua_State *L)
{
    uint64_t ns = units_check_duration(L, 1);
    struct timespec time = {(time_t)(ns / 1000000000), (long)(ns % 1000000000)};
    script_need(L, PERMISSION_MEMORY, "look");
    nanosleep(&time, NULL);
    script_of(L)->instructions = 0;
    return 0;
}

/* look.targets() -> the pids that were given, the command's last */
static int targets(lua_State *L)
{
    const struct script *script = script_of(L);
    lua_newtable(L);
    for (size_t i = 0; i < script->host.n_pids; i++) {
        lua_pushinteger(L, script->host.pids[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* look.has_command() -> whether the last target is a command that was started for it */
static int has_command(lua_State *L)
{
    lua_pushboolean(L, script_of(L)->host.has_command);
    return 1;
}

/* look.finish(status): the run is over, and ends with that status */
static int finish(lua_State *L)
{
    struct script *script = script_of(L);
    script->outcome.has_status = true;
    script->outcome.status = (int)luaL_checkinteger(L, 1) & 0xff;
    if (script->host.stop)
        script->host.stop(script->host.self);
    return 0;
}

/* look.format() -> "text", "json", "csv", "dot": what the user wants to read */
static int format(lua_State *L)
{
    static const char *const names[] = {
        [SCRIPT_TEXT] = "text", [SCRIPT_JSON] = "json", [SCRIPT_CSV] = "csv", [SCRIPT_DOT] = "dot"};
    lua_pushstring(L, names[script_of(L)->host.format]);
    return 1;
}

void look_module_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"read", read_file},
        {"list", list_folder},
        {"link", read_link},
        {"stat", read_stat},
        {"memory", read_memory},
        {"descriptor", ask_descriptor},
        {"same", is_same_file},
        {"sockets", list_sockets},
        {"semaphores", look_ipc_semaphores},
        {"queue", look_ipc_queue},
        {"stack", walk_stack},
        {"symbol", name_address},
        {"call", name_call},
        {"sleep", sleep_for},
        {"targets", targets},
        {"has_command", has_command},
        {"finish", finish},
        {"format", format},
        {NULL, NULL},
    };
    struct known *known = lua_newuserdatauv(L, sizeof *known, 0);
    *known = (struct known){NULL, 0};
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, forget);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    lua_setfield(L, LUA_REGISTRYINDEX, KNOWN);
    luaL_newlib(L, functions);
    lua_setglobal(L, "look");
}
