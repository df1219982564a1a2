/* The arguments of the call at hand. */
#include "lua/args_object.h"
#include "core/base/arena.h"
#include "core/base/suggest.h"
#include "core/base/text.h"
#include "core/report/call_text.h"
#include "lua/object.h"
#include "lua/push_value.h"
#include "lua/state.h"
#include <stdlib.h>
#include <string.h>

enum { LONGEST_BYTES = 65536 };

static struct syscall *check(lua_State *L)
{
    struct event *event = script_event(L);
    if (!event->syscall)
        script_error(L, "this event has no arguments");
    return event->syscall;
}

/* Calls that nobody knows have their six words, without names. */
static unsigned count(const struct syscall *syscall)
{
    return syscall->call ? syscall->call->n_args : SYSCALL_WORDS;
}

static unsigned word_of(const struct syscall *syscall, unsigned i)
{
    unsigned word = syscall->call ? describe_arg(syscall->call, i)->offset[syscall->abi->id] : i;
    return word < SYSCALL_WORDS ? word : i;
}

static const struct new_bytes *find_bytes(const struct event *event, unsigned word)
{
    for (const struct new_bytes *b = event->action.new_bytes; b; b = b->next)
        if (b->slot == word)
            return b;
    return NULL;
}

/* What a script put there; false if none did. -- value */
static bool push_changed(lua_State *L, const struct event *event, unsigned i)
{
    unsigned word = word_of(event->syscall, i);
    const struct new_bytes *bytes = find_bytes(event, word);
    if (bytes)
        lua_pushlstring(L, bytes->bytes, bytes->size - 1);
    else if (event->action.changed_words >> word & 1)
        lua_pushinteger(L, (lua_Integer)event->action.words[word]);
    else
        return false;
    return true;
}

void args_object_push(lua_State *L, unsigned i)
{
    struct answer answer = {0};
    struct event *event = script_event(L);
    struct syscall *syscall = event->syscall;
    if (push_changed(L, event, i))
        return;
    if (!syscall->call)
        lua_pushinteger(L, (lua_Integer)syscall->words[i]);
    else if (subject_arg_number(syscall, i, &answer))
        lua_pushinteger(L, answer.number);
    else
        push_value(L, syscall, decode_arg(syscall, i, DECODE_FULL));
}

_Noreturn static void refuse(lua_State *L, struct syscall *syscall, const char *name)
{
    struct suggestion nearest = {.word = name};
    const struct call *call = syscall->call;
    const char *between = "";
    lua_pushliteral(L, "");
    for (unsigned i = 0; call && i < call->n_args; i++) {
        const char *known = decode_arg_name(syscall, i);
        if (!known)
            continue;
        lua_pushfstring(L, "%s%s", between, known);
        lua_concat(L, 2);
        between = ", ";
        suggest_offer(&nearest, known);
    }
    const char *call_name = call ? describe_string(call->name) : "this call";
    if (nearest.best)
        script_error(L, "%s has no argument '%s', did you mean '%s'? It has: %s", call_name, name,
                     nearest.best, lua_tostring(L, -1));
    script_error(L, "%s has no argument '%s'. It has: %s", call_name, name, lua_tostring(L, -1));
}

/* The slot that the key at index names; -1 if the call has such an argument in other cases only, an
   error if in none. */
static int find_slot(lua_State *L, int index, struct syscall *syscall)
{
    if (lua_isinteger(L, index)) {
        lua_Integer i = lua_tointeger(L, index);
        if (i < 1 || i > (lua_Integer)count(syscall))
            script_error(L, "this call has %u arguments; there is no number %lld", count(syscall),
                         (long long)i);
        return (int)i - 1;
    }
    struct case_name other;
    const char *name = luaL_checkstring(L, index);
    int slot = syscall->call ? decode_arg_named(syscall, name) : -1;
    if (slot < 0 && !(syscall->call && describe_arg_in_case(syscall->call, name, &other) >= 0))
        refuse(L, syscall, name);
    return slot;
}

/* The slot of an argument that this call must have. */
static unsigned check_slot(lua_State *L, int index, struct syscall *syscall)
{
    int slot = find_slot(L, index, syscall);
    if (slot < 0)
        refuse(L, syscall, lua_tostring(L, index));
    return (unsigned)slot;
}

/* The first argument from i on that is something in this call; how many there are if none is. */
static unsigned find_present(struct syscall *syscall, unsigned i)
{
    while (syscall->call && i < count(syscall) && !decode_arg_name(syscall, i))
        i++;
    return i;
}

/* a:table() -> everything, by name, to keep */
static int table(lua_State *L)
{
    struct syscall *syscall = check(L);
    lua_createtable(L, 0, (int)count(syscall));
    for (unsigned i = 0; (i = find_present(syscall, i)) < count(syscall); i++) {
        args_object_push(L, i);
        if (luaL_testudata(L, -1, "buffer")) {
            luaL_tolstring(L, -1, NULL);
            lua_remove(L, -2);
        }
        if (syscall->call)
            lua_setfield(L, -2, decode_arg_name(syscall, i));
        else
            lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* What the key at 2 names. -- value */
static void push_named(lua_State *L, struct syscall *syscall)
{
    int slot = find_slot(L, 2, syscall);
    if (slot < 0)
        lua_pushnil(L);
    else
        args_object_push(L, (unsigned)slot);
}

static int get(lua_State *L)
{
    struct syscall *syscall = check(L);
    if (lua_type(L, 2) == LUA_TSTRING && strcmp(lua_tostring(L, 2), "table") == 0)
        lua_pushcfunction(L, table);
    else
        push_named(L, syscall);
    return 1;
}

/* What was written there before is void. */
static void drop_bytes(struct event *event, unsigned word)
{
    struct new_bytes **at = &event->action.new_bytes;
    while (*at && (*at)->slot != word)
        at = &(*at)->next;
    if (*at)
        *at = (*at)->next;
}

static void set_number(struct event *event, unsigned i, uint64_t number)
{
    const struct syscall *syscall = event->syscall;
    unsigned word = word_of(syscall, i), abi = syscall->abi->id;
    unsigned width = syscall->call ? describe_types[describe_arg(syscall->call, i)->type].size[abi]
                                   : 0;
    drop_bytes(event, word);
    event->action.changed_words |= 1u << word;
    event->action.words[word] = number;
    if (width > syscall->abi->word_bytes && word + 1 < SYSCALL_WORDS) {
        event->action.words[word] = number & 0xffffffff;
        event->action.changed_words |= 1u << (word + 1);
        event->action.words[word + 1] = number >> 32;
    }
}

/* The bytes, and a NUL, go to scratch memory; the program's own is not touched. */
static void set_bytes(lua_State *L, struct event *event, unsigned i)
{
    size_t length;
    const char *bytes = lua_tolstring(L, 3, &length);
    unsigned word = word_of(event->syscall, i);
    if (length > LONGEST_BYTES)
        script_error(L, "%zu bytes are too long for an argument; %d are the most", length,
                     LONGEST_BYTES);
    drop_bytes(event, word);
    event->action.changed_words &= ~(1u << word);
    struct new_bytes *new = arena_alloc(event->syscall->arena, sizeof *new);
    new->next = event->action.new_bytes;
    event->action.new_bytes = new;
    new->slot = word;
    new->bytes = arena_copy(event->syscall->arena, bytes, length + 1);
    new->size = length + 1;
}

static int set(lua_State *L)
{
    struct event *event = script_event(L);
    struct syscall *syscall = check(L);
    unsigned i = check_slot(L, 2, syscall);
    script_need(L, PERMISSION_INJECT, "changing an argument");
    if (event->kind != EVENT_ENTER)
        script_error(L, "arguments can be changed before the call only");
    if (lua_isinteger(L, 3))
        set_number(event, i, (uint64_t)lua_tointeger(L, 3));
    else if (lua_isnil(L, 3))
        set_number(event, i, 0);
    else if (lua_type(L, 3) == LUA_TSTRING)
        set_bytes(L, event, i);
    else
        script_error(L, "an argument is an integer, a string, or nil for NULL; not a %s",
                     luaL_typename(L, 3));
    return 0;
}

static int length(lua_State *L)
{
    lua_pushinteger(L, count(check(L)));
    return 1;
}

/* a, name -> next name, value */
static int next(lua_State *L)
{
    struct syscall *syscall = check(L);
    unsigned i = lua_isnoneornil(L, 2) ? 0 : check_slot(L, 2, syscall) + 1;
    i = find_present(syscall, i);
    if (i >= count(syscall))
        return 0;
    if (syscall->call)
        lua_pushstring(L, decode_arg_name(syscall, i));
    else
        lua_pushinteger(L, (lua_Integer)i + 1);
    args_object_push(L, i);
    return 2;
}

static int pairs(lua_State *L)
{
    lua_pushcfunction(L, next);
    lua_pushvalue(L, 1);
    return 2;
}

/* "dirfd=AT_FDCWD, pathname="/etc/passwd", flags=O_RDONLY": as far as they are known. */
static int to_string(lua_State *L)
{
    struct syscall *syscall = check(L);
    const struct script *script = script_of(L);
    struct text text = {0};
    if (!script->host.style) {
        lua_pushliteral(L, "arguments");
        return 1;
    }
    struct style style = *script->host.style;
    style.shows_arg_names = true;
    unsigned n_written = call_text_begin(&text, syscall, &style);
    if (syscall->is_done)
        call_text_arguments(&text, syscall, &style, n_written);
    size_t n_before = strcspn(text.bytes, "(") + 1;
    text.length -= n_before;
    memmove(text.bytes, text.bytes + n_before, text.length + 1);
    script_push_text(L, syscall->arena, &text);
    return 1;
}

void args_object_open(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"__index", get},   {"__newindex", set},       {"__len", length},
        {"__pairs", pairs}, {"__tostring", to_string}, {NULL, NULL},
    };
    lua_newuserdatauv(L, 0, 0);
    object_new_kind(L, "arguments");
    luaL_setfuncs(L, methods, 0);
    lua_setmetatable(L, -2);
}
