/* re"..." and glob"..." as Lua objects. */
#include "lua/regex_object.h"
#include "core/inject/pattern.h"
#include "lua/object.h"
#include "lua/state.h"
#include <string.h>

static const char KIND[] = "re";

struct regex_object {
    struct pattern *pattern;
    struct regex_words words;
};

/* words -- object; the words stay alive as its user value. */
static int make(lua_State *L, bool is_glob)
{
    char *why = NULL;
    size_t length;
    const char *words = luaL_checklstring(L, 1, &length);
    struct regex_object *object = lua_newuserdatauv(L, sizeof *object, 1);
    *object = (struct regex_object){.words = {is_glob, length, words}};
    luaL_setmetatable(L, KIND);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    object->pattern = is_glob ? pattern_create_glob(words, length, &why)
                              : pattern_create(words, length, &why);
    if (!object->pattern)
        script_error_free(L, why);
    return 1;
}

static int make_regex(lua_State *L)
{
    return make(L, false);
}

static int make_glob(lua_State *L)
{
    return make(L, true);
}

static int collect(lua_State *L)
{
    struct regex_object *object = luaL_checkudata(L, 1, KIND);
    pattern_destroy(object->pattern);
    object->pattern = NULL;
    return 0;
}

bool regex_object_find(lua_State *L, int index, struct regex_search *search)
{
    struct regex_object *object = luaL_testudata(L, index, KIND);
    if (!object || search->start > search->length)
        return false;
    uint64_t n_given_up = pattern_n_given_up(object->pattern);
    script_charge(L, search->length / 16 + 1);
    bool is_found = pattern_match(object->pattern, search->bytes, search->length, search->start);
    script_of(L)->n_given_up += pattern_n_given_up(object->pattern) - n_given_up;
    return is_found && pattern_capture(object->pattern, 0, &search->from, &search->to);
}

static const struct pattern *pattern_of(lua_State *L)
{
    const struct regex_object *object = luaL_checkudata(L, 1, KIND);
    return object->pattern;
}

static struct regex_search check_text(lua_State *L)
{
    struct regex_search search = {0};
    luaL_checkudata(L, 1, KIND);
    search.bytes = luaL_checklstring(L, 2, &search.length);
    return search;
}

/* -- text of capture i of the latest match; false where it took no part */
static void push_capture(lua_State *L, const char *bytes, unsigned i)
{
    size_t from, to;
    if (pattern_capture(pattern_of(L), i, &from, &to))
        lua_pushlstring(L, bytes + from, to - from);
    else
        lua_pushboolean(L, false);
}

/* -- captures...; the whole match if there are none, and it counts. How many. */
static int push_captures(lua_State *L, const char *bytes, bool may_be_whole)
{
    unsigned n = pattern_n_captures(pattern_of(L)), first = n == 0 && may_be_whole ? 0 : 1;
    luaL_checkstack(L, (int)n + 1, "too many captures");
    for (unsigned i = first; i <= n; i++)
        push_capture(L, bytes, i);
    return (int)(n + 1 - first);
}

/* r:test(s) -> boolean */
static int test(lua_State *L)
{
    struct regex_search search = check_text(L);
    lua_pushboolean(L, regex_object_find(L, 1, &search));
    return 1;
}

/* r:find(s [, init]) -> first, last, captures... */
static int find(lua_State *L)
{
    struct regex_search search = check_text(L);
    lua_Integer init = luaL_optinteger(L, 3, 1);
    search.start = init > 0 ? (size_t)init - 1 : 0;
    if (!regex_object_find(L, 1, &search)) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, (lua_Integer)search.from + 1);
    lua_pushinteger(L, (lua_Integer)search.to);
    return 2 + push_captures(L, search.bytes, false);
}

/* r:match(s) -> captures..., or the text that matched */
static int match(lua_State *L)
{
    struct regex_search search = check_text(L);
    if (regex_object_find(L, 1, &search))
        return push_captures(L, search.bytes, true);
    lua_pushnil(L);
    return 1;
}

/* An empty match goes on behind the next character. */
static void go_on(struct regex_search *search)
{
    search->start = search->to + (search->to == search->from);
}

/* Upvalues: the expression, the text, where to begin. */
static int gmatch_next(lua_State *L)
{
    struct regex_search search = {0};
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    search.bytes = lua_tolstring(L, lua_upvalueindex(2), &search.length);
    search.start = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    if (!regex_object_find(L, 1, &search))
        return 0;
    go_on(&search);
    lua_pushinteger(L, (lua_Integer)search.start);
    lua_replace(L, lua_upvalueindex(3));
    return push_captures(L, search.bytes, true);
}

/* r:gmatch(s) -> iterator over captures... */
static int gmatch(lua_State *L)
{
    check_text(L);
    lua_settop(L, 2);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, gmatch_next, 3);
    return 1;
}

/* The replacement's text, %0 to %9 being the match and its captures, as in string.gsub. */
static void add_template(lua_State *L, luaL_Buffer *buffer, const char *bytes)
{
    size_t length;
    const char *words = lua_tolstring(L, 3, &length);
    for (size_t i = 0; i < length; i++) {
        char c = words[i] == '%' && i + 1 < length ? words[i + 1] : '\0';
        if (c < '0' || c > '9') {
            luaL_addchar(buffer, words[i]);
            i += c == '%';
            continue;
        }
        push_capture(L, bytes, (unsigned)(c - '0'));
        if (lua_isboolean(L, -1))
            lua_pop(L, 1);
        else
            luaL_addvalue(buffer);
        i++;
    }
}

/* What a function or table says of the match; nothing and false keep it. */
static void add_asked(lua_State *L, luaL_Buffer *buffer, const struct regex_search *search)
{
    if (lua_istable(L, 3)) {
        push_capture(L, search->bytes, pattern_n_captures(pattern_of(L)) > 0);
        lua_gettable(L, 3);
    } else {
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(L, search->bytes, true), 1);
    }
    bool is_kept = !lua_toboolean(L, -1);
    if (!is_kept && !lua_isstring(L, -1))
        script_error(L, "gsub: a replacement is a string, not a %s", luaL_typename(L, -1));
    if (is_kept) {
        lua_pop(L, 1);
        lua_pushlstring(L, search->bytes + search->from, search->to - search->from);
    }
    luaL_addvalue(buffer);
}

/* r:gsub(s, replacement [, n]) -> text, how many were replaced */
static int gsub(lua_State *L)
{
    luaL_Buffer buffer;
    struct regex_search search = check_text(L);
    lua_Integer n = 0, most = luaL_optinteger(L, 4, (lua_Integer)search.length + 1);
    size_t done = 0;
    int kind = lua_type(L, 3);
    luaL_argexpected(L, kind == LUA_TSTRING || kind == LUA_TTABLE || kind == LUA_TFUNCTION, 3,
                     "string, table or function");
    luaL_buffinit(L, &buffer);
    for (; n < most && regex_object_find(L, 1, &search); n++) {
        luaL_addlstring(&buffer, search.bytes + done, search.from - done);
        done = search.to;
        go_on(&search);
        if (kind == LUA_TSTRING)
            add_template(L, &buffer, search.bytes);
        else
            add_asked(L, &buffer, &search);
    }
    luaL_addlstring(&buffer, search.bytes + done, search.length - done);
    luaL_pushresult(&buffer);
    lua_pushinteger(L, n);
    return 2;
}

static int to_string(lua_State *L)
{
    const struct regex_object *object = luaL_checkudata(L, 1, KIND);
    lua_pushfstring(L, "%s\"%s\"", object->words.is_glob ? "glob" : "re", object->words.words);
    return 1;
}

const struct regex_words *regex_object_words(lua_State *L, int index)
{
    const struct regex_object *object = luaL_testudata(L, index, KIND);
    return object ? &object->words : NULL;
}

void regex_object_open(lua_State *L)
{
    static const luaL_Reg methods[] = {{"test", test},     {"find", find}, {"match", match},
                                       {"gmatch", gmatch}, {"gsub", gsub}, {NULL, NULL}};
    object_new_kind(L, KIND);
    lua_pushcfunction(L, collect);
    lua_setfield(L, -2, "__gc");
    lua_pushcfunction(L, to_string);
    lua_setfield(L, -2, "__tostring");
    luaL_newlib(L, methods);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    lua_register(L, "re", make_regex);
    lua_register(L, "glob", make_glob);
}
