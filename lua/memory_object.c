/* p.mem: the memory of a traced process, as scripts read and write it. What can't be read is
   nil. */
#include "lua/memory_object.h"
#include "core/abi/machine.h"
#include "core/base/arena.h"
#include "core/base/suggest.h"
#include "core/tracee/live.h"
#include "lua/object.h"
#include "lua/process_object.h"
#include "lua/push_value.h"
#include "lua/state.h"
#include <string.h>
#include <sys/uio.h>

enum { MOST_BYTES = 64 << 20, MOST_STRING = 1 << 20, USUAL_STRING = 4096 };

static const char KIND[] = "memory";

struct memory_object {
    pid_t pid;
};

void memory_object_push(lua_State *L, pid_t pid)
{
    struct memory_object *object = lua_newuserdatauv(L, sizeof *object, 0);
    object->pid = pid;
    luaL_setmetatable(L, KIND);
}

/* What m:alloc promised at this address, still ours until the call goes on; NULL: nothing. *left is
   how much of it there is from there on. */
static char *find_promised(lua_State *L, uint64_t address, size_t *left)
{
    const struct event *event = script_of(L)->event;
    for (struct new_bytes *b = event ? event->action.new_bytes : NULL; b; b = b->next) {
        if (!b->address || address < b->address || address - b->address >= b->size)
            continue;
        *left = b->size - (address - b->address);
        return (char *)b->bytes + (address - b->address);
    }
    return NULL;
}

/* Also of a thread that runs: process_vm_readv(2) needs no stop. */
static size_t read_bytes(lua_State *L, uint64_t address, void *bytes, size_t size)
{
    const struct memory_object *object = luaL_checkudata(L, 1, KIND);
    size_t left;
    const char *promised = find_promised(L, address, &left);
    if (promised) {
        size = size < left ? size : left;
        memcpy(bytes, promised, size);
        return size;
    }
    struct iovec ours = {bytes, size}, theirs = {(void *)(uintptr_t)address, size};
    ssize_t n = process_vm_readv(object->pid, &ours, 1, &theirs, 1, 0);
    return n < 0 ? 0 : (size_t)n;
}

/* m:read(addr, n) -> string, shorter where memory ends; nil if nothing is there */
static int push_bytes(lua_State *L)
{
    luaL_Buffer buffer;
    uint64_t address = (uint64_t)luaL_checkinteger(L, 2);
    lua_Integer size = luaL_checkinteger(L, 3);
    if (size < 0 || size > MOST_BYTES)
        script_error(L, "read: from 0 to %d bytes", MOST_BYTES);
    char *bytes = luaL_buffinitsize(L, &buffer, (size_t)size);
    size_t n = read_bytes(L, address, bytes, (size_t)size);
    luaL_pushresultsize(&buffer, n);
    if (n == 0 && size > 0)
        lua_pushnil(L);
    return 1;
}

/* m:cstr(addr [, max]) -> string up to a NUL, or nil */
static int c_string(lua_State *L)
{
    luaL_Buffer buffer;
    uint64_t address = (uint64_t)luaL_checkinteger(L, 2);
    lua_Integer most = luaL_optinteger(L, 3, USUAL_STRING);
    if (most < 1 || most > MOST_STRING)
        script_error(L, "cstr: from 1 to %d bytes", MOST_STRING);
    char *bytes = luaL_buffinitsize(L, &buffer, (size_t)most);
    size_t n = read_bytes(L, address, bytes, (size_t)most);
    luaL_pushresultsize(&buffer, strnlen(bytes, n));
    if (n == 0)
        lua_pushnil(L);
    return 1;
}

/* m:u32(addr) -> integer, or nil; upvalues: bytes, whether it is signed */
static int number(lua_State *L)
{
    uint64_t value = 0;
    size_t size = (size_t)lua_tointeger(L, lua_upvalueindex(1));
    unsigned unused = 64 - 8 * (unsigned)size;
    if (read_bytes(L, (uint64_t)luaL_checkinteger(L, 2), &value, size) < size) {
        lua_pushnil(L);
        return 1;
    }
    if (lua_toboolean(L, lua_upvalueindex(2)))
        value = (uint64_t)((int64_t)(value << unused) >> unused);
    lua_pushinteger(L, (lua_Integer)value);
    return 1;
}

static struct tracee *check_tracee(lua_State *L)
{
    const struct memory_object *object = luaL_checkudata(L, 1, KIND);
    struct tracee *t = process_object_tracee(object->pid);
    if (!t)
        script_error(L, "process %d is not traced any more", (int)object->pid);
    return t;
}

/* m:write(addr, bytes) -> how many were written: fewer where memory ends or is not writable */
static int write_bytes(lua_State *L)
{
    size_t size;
    uint64_t address = (uint64_t)luaL_checkinteger(L, 2);
    const char *bytes = luaL_checklstring(L, 3, &size);
    script_need(L, PERMISSION_INJECT, "mem:write");
    size_t left;
    char *promised = find_promised(L, address, &left);
    if (promised && size > left)
        size = left;
    if (promised)
        memcpy(promised, bytes, size);
    else
        size = live_write(check_tracee(L), address, bytes, size);
    live_forget();
    lua_pushinteger(L, (lua_Integer)size);
    return 1;
}

/* The lowest address that is promised already, or the top of the room below the stack. */
static uint64_t find_room(const struct event *event)
{
    const struct syscall *syscall = event->syscall;
    uint64_t top = syscall->stack - machine_get(syscall->abi->id)->red_zone_bytes;
    for (const struct new_bytes *b = event->action.new_bytes; b; b = b->next)
        if (b->address && b->address < top)
            top = b->address;
    return top;
}

/* m:alloc(n) -> the address of n zero bytes, the program's until the call at hand is over. They are
   put there when the handlers are done; what was there before comes back at the call's end. */
static int allocate(lua_State *L)
{
    struct event *event = script_event(L);
    lua_Integer size = luaL_checkinteger(L, 2);
    script_need(L, PERMISSION_INJECT, "mem:alloc");
    if (event->kind != EVENT_ENTER || check_tracee(L)->process != event->tracee->process)
        script_error(L, "alloc: only before a call of this process, and for its time");
    if (size < 1 || size > SCRATCH_BYTES / 2)
        script_error(L, "alloc: from 1 to %d bytes", SCRATCH_BYTES / 2);
    struct arena *arena = event->syscall->arena;
    struct new_bytes *new = arena_alloc(arena, sizeof *new);
    *new = (struct new_bytes){.slot = SYSCALL_WORDS,
                              .bytes = arena_alloc(arena, (size_t)size),
                              .size = (size_t)size,
                              .address = (find_room(event) - (uint64_t)size) / SCRATCH_ALIGNMENT *
                                         SCRATCH_ALIGNMENT,
                              .next = event->action.new_bytes};
    event->action.new_bytes = new;
    lua_pushinteger(L, (lua_Integer) new->address);
    return 1;
}

_Noreturn static void refuse_struct(lua_State *L, const char *name)
{
    struct suggestion nearest = {.word = name};
    for (uint32_t i = 1; i <= describe_sizes.types; i++)
        if (describe_types[i].kind == TYPE_STRUCT && describe_types[i].name)
            suggest_offer(&nearest, describe_string(describe_types[i].name));
    if (nearest.best)
        script_error(L, "there is no struct '%s', did you mean '%s'?", name, nearest.best);
    script_error(L, "there is no struct '%s'; describe it first", name);
}

/* What was promised, and the live memory beside it. */
struct source {
    lua_State *L;
    struct memory memory;
};

static size_t read_source(void *self, uint64_t address, void *bytes, size_t size)
{
    const struct source *source = self;
    size_t left;
    const char *promised = find_promised(source->L, address, &left);
    if (!promised)
        return memory_read(&source->memory, address, bytes, size);
    size = size < left ? size : left;
    memcpy(bytes, promised, size);
    return size;
}

/* m:struct(name, addr) -> table, as arguments that point to such a struct give it */
static int push_struct(lua_State *L)
{
    const char *name = luaL_checkstring(L, 2);
    uint64_t address = (uint64_t)luaL_checkinteger(L, 3);
    uint32_t type = *name ? describe_type_named(name) : 0;
    struct tracee *t = check_tracee(L);
    if (!type)
        refuse_struct(L, name);
    struct source source = {L, live_memory(t)};
    struct memory memory = {.read = read_source, .self = &source};
    struct value_place place = {&memory, t->abi ? t->abi->id : ABI_X86_64, address};
    live_forget();
    push_value(L, NULL, decode_at(&t->arena, &place, type));
    return 1;
}

void memory_object_open(lua_State *L)
{
    static const luaL_Reg methods[] = {{"read", push_bytes},    {"cstr", c_string},
                                       {"write", write_bytes},  {"alloc", allocate},
                                       {"struct", push_struct}, {NULL, NULL}};
    object_new_kind(L, KIND);
    luaL_newlib(L, methods);
    object_add_numbers(L, number);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}
