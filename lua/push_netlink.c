/* Attributes by name. Those without a value are true, or an empty table if they are said to be
   nested. */
#include "lua/push_netlink.h"
#include "core/decode/syscall.h"
#include "lua/push_value.h"
#include "lua/state.h"
#include <arpa/inet.h>

enum { NESTED = 0x8000 }; /* NLA_F_NESTED */

/* An attribute under way: its head's last field, which has the name, and what follows the head. */
struct attribute {
    const struct value *name, *value; /* value: NULL if there is none */
};

bool push_netlink_is_named(const struct value *v)
{
    return v->type->kind == TYPE_RECORDS && v->type->style == RECORDS_BY_NAME;
}

/* False for what is left of a list and is no attribute. */
static bool read_attribute(const struct value *item, struct attribute *attribute)
{
    const struct value *head = item->n_items ? &item->items[0] : NULL;
    if (item->type->kind != TYPE_STRUCT || !head || !head->n_items)
        return false;
    attribute->name = &head->items[head->n_items - 1];
    attribute->value = item->n_items > 1 ? &item->items[1] : NULL;
    return attribute->name->type->kind == TYPE_NAMES;
}

static const struct part *enum_of(const struct type *type)
{
    for (uint32_t i = 0; i < type->count; i++)
        if (describe_parts[type->first + i].kind == PART_ENUM)
            return &describe_parts[type->first + i];
    return NULL;
}

/* -- name or number */
static void push_name(lua_State *L, unsigned abi, const struct value *v)
{
    const struct part *part = enum_of(v->type);
    uint64_t number = part ? v->bits & part->mask : v->bits;
    struct row_span span = {0};
    if (part)
        span = describe_names_for(part, abi, v->bits, UINT16_MAX);
    for (uint32_t i = span.first; i < span.end; i++) {
        if (describe_names[i].value[abi] != number)
            continue;
        lua_pushstring(L, describe_string(describe_names[i].text));
        return;
    }
    lua_pushinteger(L, (lua_Integer)number);
}

/* -- value */
static void push_attribute(lua_State *L, struct syscall *syscall, const struct attribute *attribute)
{
    const struct value *v = attribute->value;
    bool is_address = v && v->state == VALUE_READ && v->type->kind == TYPE_NUMBER &&
                      v->type->style == STYLE_INET4;
    char text[INET_ADDRSTRLEN];
    struct in_addr address = {.s_addr = is_address ? htonl((uint32_t)v->bits) : 0};
    if (is_address)
        lua_pushstring(L, inet_ntop(AF_INET, &address, text, sizeof text));
    else if (v)
        push_value(L, syscall, v);
    else if (attribute->name->bits & NESTED)
        lua_newtable(L);
    else
        lua_pushboolean(L, true);
}

/* The second with a name makes a list of both; `several` has the lists so far.
   into several name value -- into several */
static void add(lua_State *L)
{
    int value = lua_gettop(L), name = value - 1, several = value - 2, into = value - 3;
    lua_pushvalue(L, name);
    bool is_first = lua_rawget(L, into) == LUA_TNIL;
    lua_pushvalue(L, name);
    bool is_list = lua_rawget(L, several) != LUA_TNIL;
    if (!is_first && !is_list) { /* into several name value first nil */
        lua_createtable(L, 2, 0);
        lua_pushvalue(L, value + 1);
        lua_rawseti(L, -2, 1);
        lua_pushvalue(L, name);
        lua_pushvalue(L, -2);
        lua_rawset(L, several);
        lua_replace(L, -2); /* into several name value first list */
    }
    if (!is_first) {
        lua_pushvalue(L, value);
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
        lua_replace(L, value);
    }
    lua_settop(L, value);
    lua_rawset(L, into);
}

void push_netlink_add(lua_State *L, struct syscall *syscall, const struct value *v)
{
    struct attribute attribute;
    unsigned abi = syscall ? syscall->abi->id : ABI_X86_64;
    luaL_checkstack(L, 8, "attributes in attributes");
    script_of(L)->n_cut += v->end == END_CUT;
    lua_newtable(L);
    for (size_t i = 0; i < v->n_items; i++) {
        if (!read_attribute(&v->items[i], &attribute))
            continue;
        push_name(L, abi, attribute.name);
        push_attribute(L, syscall, &attribute);
        add(L);
    }
    lua_pop(L, 1);
}
