/* Aggregates for scripts. */
#include "lua/aggregate_object.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include "lua/aggregate.h"
#include "lua/object.h"
#include "lua/state.h"
#include <stdlib.h>
#include <string.h>

static const char KIND[] = "aggregate";

enum { USER_BY = 1, USER_OF = 2 };

/* User values: the functions that by and of may be. */
struct aggregate_object {
    struct aggregate *aggregate;
    bool has_by, has_of;
};

static struct aggregate_object *check(lua_State *L)
{
    return luaL_checkudata(L, 1, KIND);
}

static void add_by(lua_State *L, struct aggregate *aggregate, const char *name)
{
    if (!name)
        script_error(L, "by: a field is a name, not a %s", luaL_typename(L, -1));
    if (aggregate->n_by == AGGREGATE_FIELDS)
        script_error(L, "by: %d fields are the most", AGGREGATE_FIELDS);
    aggregate->by_names[aggregate->n_by] = alloc_string(name);
    aggregate->by[aggregate->n_by] = subject_find(aggregate->by_names[aggregate->n_by]);
    aggregate->n_by++;
}

/* value -- */
static void read_by(lua_State *L, struct aggregate_object *object, int index)
{
    struct aggregate *aggregate = object->aggregate;
    if (lua_isfunction(L, -1)) {
        add_by(L, aggregate, "key");
        lua_pushvalue(L, -1);
        lua_setiuservalue(L, index, USER_BY);
        object->has_by = true;
    } else if (lua_istable(L, -1)) {
        for (lua_Integer i = 1; lua_geti(L, -1, i) != LUA_TNIL; i++) {
            add_by(L, aggregate, lua_tostring(L, -1));
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    } else {
        add_by(L, aggregate, lua_tostring(L, -1));
    }
}

/* value -- */
static void read_of(lua_State *L, struct aggregate_object *object, int index)
{
    struct aggregate *aggregate = object->aggregate;
    const char *name = lua_isfunction(L, -1) ? "value" : lua_tostring(L, -1);
    if (!name)
        script_error(L, "of: a field's name or a function, not a %s", luaL_typename(L, -1));
    aggregate->of_name = alloc_string(name);
    aggregate->of = subject_find(aggregate->of_name);
    object->has_of = lua_isfunction(L, -1);
    if (object->has_of) {
        lua_pushvalue(L, -1);
        lua_setiuservalue(L, index, USER_OF);
    }
}

static bool read_number_option(lua_State *L, const char *key, struct aggregate *aggregate)
{
    if (strcmp(key, "top") == 0)
        aggregate->n_shown = (uint64_t)luaL_checkinteger(L, -1);
    else if (strcmp(key, "max") == 0)
        aggregate->n_keys_most = (uint64_t)luaL_checkinteger(L, -1);
    else if (strcmp(key, "low") == 0)
        aggregate->low = luaL_checkinteger(L, -1);
    else if (strcmp(key, "high") == 0)
        aggregate->high = luaL_checkinteger(L, -1);
    else if (strcmp(key, "step") == 0)
        aggregate->step = luaL_checkinteger(L, -1);
    else
        return false;
    return true;
}

/* key value -- key value */
static void read_option(lua_State *L, struct aggregate_object *object, int index)
{
    static const char *const keys[] = {"by",  "of",  "top",  "title", "hide",
                                       "max", "low", "high", "step"};
    const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "by";
    if (strcmp(key, "by") == 0) {
        read_by(L, object, index);
    } else if (strcmp(key, "of") == 0) {
        read_of(L, object, index);
    } else if (strcmp(key, "title") == 0) {
        object->aggregate->title = alloc_string(luaL_checkstring(L, -1));
    } else if (strcmp(key, "hide") == 0) {
        object->aggregate->is_hidden = lua_toboolean(L, -1);
    } else if (!read_number_option(L, key, object->aggregate)) {
        struct suggestion nearest = {.word = key};
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            suggest_offer(&nearest, keys[i]);
        script_error(L, "an aggregate has no '%s'%s%s%s", key,
                     nearest.best ? ", did you mean '" : "", nearest.best ? nearest.best : "",
                     nearest.best ? "'?" : "");
    }
}

static void settle(lua_State *L, struct aggregate *aggregate)
{
    bool counts = aggregate->kind == AGGREGATE_COUNT || aggregate->kind == AGGREGATE_TOP;
    const char *name = aggregate_kind_name(aggregate->kind);
    if (!counts && !aggregate->of_name)
        aggregate->of_name = alloc_string("value");
    if (aggregate->kind == AGGREGATE_TOP && !aggregate->n_shown)
        aggregate->n_shown = 10;
    if (aggregate->kind != AGGREGATE_LHIST)
        return;
    if (aggregate->step < 1 || aggregate->high <= aggregate->low ||
        (aggregate->high - aggregate->low) / aggregate->step >= AGGREGATE_BUCKETS)
        script_error(L, "%s: low, high and step make between 1 and %d bars", name,
                     AGGREGATE_BUCKETS);
}

/* options -- object; upvalue: the kind */
static int make(lua_State *L)
{
    enum aggregate_kind kind = (enum aggregate_kind)lua_tointeger(L, lua_upvalueindex(1));
    if (lua_isnoneornil(L, 1)) {
        lua_settop(L, 0);
        lua_newtable(L);
    }
    if (!lua_istable(L, 1))
        script_error(L, "%s takes a table, like %s{by=\"name\"}", aggregate_kind_name(kind),
                     aggregate_kind_name(kind));
    lua_settop(L, 1);
    struct aggregate_object *object = lua_newuserdatauv(L, sizeof *object, 2);
    *object = (struct aggregate_object){.aggregate = aggregate_make(script_of(L), kind)};
    luaL_setmetatable(L, KIND);
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        read_option(L, object, 2);
        lua_pop(L, 1);
    }
    settle(L, object->aggregate);
    return 1;
}

struct aggregate *aggregate_object_get(lua_State *L, int index)
{
    struct aggregate_object *object = luaL_testudata(L, index, KIND);
    bool is_plain = object && !object->has_by && !object->has_of;
    return is_plain ? object->aggregate : NULL;
}

/* Texts at first.. up to n_by of them, tabs between, into key. */
static void join_key(lua_State *L, const struct aggregate *aggregate, int first, char *key)
{
    size_t length = 0;
    key[0] = '\0';
    for (unsigned i = 0; i < aggregate->n_by; i++) {
        int at = first + (int)i;
        const char *text = lua_isnoneornil(L, at) ? "-" : luaL_tolstring(L, at, NULL);
        length += (size_t)snprintf(key + length, AGGREGATE_KEY_BYTES - length, i ? "\t%s" : "%s",
                                   text);
        if (!lua_isnoneornil(L, at))
            lua_pop(L, 1);
        if (length >= AGGREGATE_KEY_BYTES - 1)
            return;
    }
}

/* h:add(key..., [value]) */
static int add(lua_State *L)
{
    char key[AGGREGATE_KEY_BYTES];
    struct aggregate *aggregate = check(L)->aggregate;
    int value = 2 + (int)aggregate->n_by;
    bool keeps_text = aggregate->kind == AGGREGATE_DISTINCT || aggregate->kind == AGGREGATE_LAST;
    lua_settop(L, value);
    join_key(L, aggregate, 2, key);
    if (keeps_text)
        aggregate_add(aggregate, key, 0, luaL_tolstring(L, value, NULL));
    else
        aggregate_add(aggregate, key, luaL_optinteger(L, value, 1), "");
    return 0;
}

/* -- what function number i says of e, a; nil if it is none */
static void ask(lua_State *L, int i)
{
    lua_getiuservalue(L, 1, i);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 3);
    lua_call(L, 2, 1);
}

/* h(e, a): as a handler */
static int call(lua_State *L)
{
    struct aggregate_object *object = check(L);
    char key[AGGREGATE_KEY_BYTES];
    struct aggregate *aggregate = object->aggregate;
    struct answer answer = {0};
    lua_settop(L, 3);
    if (!object->has_by && !object->has_of) {
        aggregate_hear(script_of(L), aggregate, script_event(L));
        return 0;
    }
    for (unsigned i = 0; i < aggregate->n_by; i++) {
        if (object->has_by)
            ask(L, USER_BY);
        else if (subject_ask(&aggregate->by[i], script_event(L), 0, &answer) && answer.is_text)
            lua_pushlstring(L, answer.text, answer.length);
        else
            lua_pushinteger(L, answer.number);
    }
    join_key(L, aggregate, 4, key);
    lua_Integer number = 1;
    if (object->has_of) {
        ask(L, USER_OF);
        number = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
    } else if (aggregate->of_name) {
        subject_ask(&aggregate->of, script_event(L), 0, &answer);
        number = answer.number;
    }
    aggregate_add(aggregate, key, number, object->has_of ? luaL_tolstring(L, -1, NULL) : "");
    return 0;
}

/* h:get(key...) -> number */
static int get(lua_State *L)
{
    char key[AGGREGATE_KEY_BYTES];
    const struct aggregate *aggregate = check(L)->aggregate;
    join_key(L, aggregate, 2, key);
    const struct aggregate_entry *entry = aggregate_get(aggregate, key);
    lua_pushinteger(L, entry ? aggregate_number(aggregate, entry) : 0);
    return 1;
}

/* -- the field, or a list of the fields */
static void push_key(lua_State *L, const struct aggregate *aggregate, const char *key)
{
    if (aggregate->n_by < 2) {
        lua_pushstring(L, key);
        return;
    }
    lua_newtable(L);
    for (lua_Integer i = 1; key; i++) {
        lua_pushlstring(L, key, strcspn(key, "\t"));
        lua_rawseti(L, -2, i);
        key = strchr(key, '\t');
        key += key != NULL;
    }
}

/* h:sorted() -> list of {key=, value=, n=}, the largest first. The array of entries is a
   userdata's, so that an error leaks nothing. */
static int sorted(lua_State *L)
{
    size_t n;
    const struct aggregate *aggregate = check(L)->aggregate;
    struct aggregate_entry **entries = aggregate_sort(aggregate, &n);
    const struct aggregate_entry **copy = lua_newuserdatauv(L, (n + 1) * sizeof *copy, 0);
    memcpy(copy, entries, n * sizeof *copy);
    free(entries);
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_createtable(L, 0, 3);
        push_key(L, aggregate, copy[i]->key);
        lua_setfield(L, -2, "key");
        lua_pushinteger(L, aggregate_number(aggregate, copy[i]));
        lua_setfield(L, -2, "value");
        lua_pushinteger(L, (lua_Integer)copy[i]->n);
        lua_setfield(L, -2, "n");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static int clear(lua_State *L)
{
    aggregate_clear(check(L)->aggregate);
    return 0;
}

static int show(lua_State *L)
{
    aggregate_show(script_of(L), check(L)->aggregate);
    return 0;
}

void aggregate_object_open(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"add", add},     {"get", get},   {"sorted", sorted},
        {"clear", clear}, {"show", show}, {NULL, NULL},
    };
    object_new_kind(L, KIND);
    lua_pushcfunction(L, call);
    lua_setfield(L, -2, "__call");
    luaL_newlib(L, methods);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    for (int kind = AGGREGATE_COUNT; kind <= AGGREGATE_LAST; kind++) {
        lua_pushinteger(L, kind);
        lua_pushcclosure(L, make, 1);
        lua_setglobal(L, aggregate_kind_name((enum aggregate_kind)kind));
    }
}
