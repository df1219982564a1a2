/* Decoded values -> Lua values. */
#include "lua/push_value.h"
#include "lua/buffer_object.h"
#include "lua/object.h"
#include "lua/push_netlink.h"
#include "lua/state.h"

enum { LONGEST_STRING = 1 << 20 };

static const char KIND[] = "unreadable";

void push_unreadable(lua_State *L, uint64_t address)
{
    uint64_t *object = lua_newuserdatauv(L, sizeof *object, 0);
    *object = address;
    luaL_setmetatable(L, KIND);
    script_of(L)->n_unreadable++;
}

/* A string to its end: the limit of decoding is one for lines. A program that names a long one
   again and again does not use up the script's memory. */
static void push_string(lua_State *L, struct syscall *syscall, const struct value *v)
{
    bool is_ended;
    if (v->type->flags & TYPE_FRAMED) {
        lua_pushlstring(L, v->bytes, v->size);
        return;
    }
    if (v->end != END_CUT || v->type->flags & TYPE_INLINE || !syscall) {
        lua_pushlstring(L, v->bytes, v->length);
        return;
    }
    luaL_Buffer buffer;
    struct script *script = script_of(L);
    size_t most = script->strings_left < LONGEST_STRING ? script->strings_left : LONGEST_STRING;
    char *bytes = luaL_buffinitsize(L, &buffer, most);
    size_t length = memory_read_string(syscall->memory, v->bits, bytes, most, &is_ended);
    script->strings_left -= length;
    script->n_cut += length == most && !is_ended;
    luaL_pushresultsize(&buffer, length);
}

/* Fields of a frame that stand without a name of theirs are what the frame consists of. */
static bool is_part(const struct value *v, const struct value *item)
{
    bool is_nameless = v->type->flags & TYPE_FRAMED && item->field->flags & FIELD_BARE;
    return is_nameless && item->state == VALUE_READ &&
           (item->type->kind == TYPE_STRUCT || push_netlink_is_named(item));
}

/* table -- table */
static void add_fields(lua_State *L, struct syscall *syscall, const struct value *v)
{
    luaL_checkstack(L, 4, "a frame in a frame");
    for (size_t i = 0; i < v->n_items; i++) {
        const struct value *item = &v->items[i];
        if (!item->field || item->field->name == 0 || item->field->flags & FIELD_HIDDEN)
            continue;
        if (is_part(v, item) && item->type->kind == TYPE_STRUCT) {
            add_fields(L, syscall, item);
        } else if (is_part(v, item)) {
            push_netlink_add(L, syscall, item);
        } else {
            push_value(L, syscall, item);
            lua_setfield(L, -2, describe_string(item->field->name));
        }
    }
}

/* -- table by field name */
static void push_struct(lua_State *L, struct syscall *syscall, const struct value *v)
{
    lua_createtable(L, 0, (int)v->n_items);
    add_fields(L, syscall, v);
}

/* -- list */
static void push_list(lua_State *L, struct syscall *syscall, const struct value *v)
{
    if (push_netlink_is_named(v)) {
        lua_newtable(L);
        push_netlink_add(L, syscall, v);
        return;
    }
    script_of(L)->n_cut += v->end == END_CUT;
    lua_createtable(L, (int)v->n_items, 0);
    for (size_t i = 0; i < v->n_items; i++) {
        push_value(L, syscall, &v->items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* A pointer gives what it points to; a change, what it became. */
static void push_last(lua_State *L, struct syscall *syscall, const struct value *v)
{
    if (v->n_items > 0)
        push_value(L, syscall, &v->items[v->n_items - 1]);
    else
        lua_pushinteger(L, (lua_Integer)v->bits);
}

static void push_read(lua_State *L, struct syscall *syscall, const struct value *v)
{
    switch ((enum type_kind)v->type->kind) {
    case TYPE_NONE:
        lua_pushnil(L);
        break;
    case TYPE_NUMBER:
    case TYPE_NAMES:
        lua_pushinteger(L, (lua_Integer)v->bits);
        break;
    case TYPE_STRING:
        push_string(L, syscall, v);
        break;
    case TYPE_BYTES:
        if (v->type->flags & TYPE_FRAMED)
            push_string(L, syscall, v);
        else
            buffer_object_push(L, syscall, v);
        break;
    case TYPE_SPECIAL:
        lua_pushlstring(L, v->bytes ? v->bytes : "", v->bytes ? v->length : 0);
        break;
    case TYPE_STRUCT:
        push_struct(L, syscall, v);
        break;
    case TYPE_ARRAY:
    case TYPE_RECORDS:
        push_list(L, syscall, v);
        break;
    case TYPE_POINTER:
    case TYPE_UNION:
    case TYPE_CHANGE:
    case TYPE_CASE:
        push_last(L, syscall, v);
        break;
    }
}

void push_value(lua_State *L, struct syscall *syscall, const struct value *v)
{
    luaL_checkstack(L, 4, "a value in a value");
    switch ((enum value_state)v->state) {
    case VALUE_READ:
        push_read(L, syscall, v);
        break;
    case VALUE_UNREADABLE:
        push_unreadable(L, v->bits);
        break;
    case VALUE_ABSENT:
    case VALUE_NULL:
    case VALUE_PENDING:
        lua_pushnil(L);
        break;
    }
}

static int unreadable_text(lua_State *L)
{
    const uint64_t *address = luaL_checkudata(L, 1, KIND);
    char words[40];
    snprintf(words, sizeof words, "<EFAULT 0x%llx>", (unsigned long long)*address);
    lua_pushstring(L, words);
    return 1;
}

static int is_unreadable(lua_State *L)
{
    lua_pushboolean(L, luaL_testudata(L, 1, KIND) != NULL);
    return 1;
}

void push_value_open(lua_State *L)
{
    object_new_kind(L, KIND);
    lua_pushcfunction(L, unreadable_text);
    lua_setfield(L, -2, "__tostring");
    lua_pop(L, 1);
    lua_register(L, "unreadable", is_unreadable);
}
