/* re"..." and glob"..." as Lua objects. */
#include "lua/regex_object.h"
#include "core/inject/pattern.h"
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

bool regex_object_find(lua_State *L, int index, const char *bytes, size_t length, size_t *from,
                       size_t *to)
{
    struct regex_object *object = luaL_testudata(L, index, KIND);
    return object && pattern_match(object->pattern, bytes, length, from, to);
}

/* r:test(s) -> boolean */
static int test(lua_State *L)
{
    size_t length;
    const char *bytes = luaL_checklstring(L, 2, &length);
    lua_pushboolean(L, regex_object_find(L, 1, bytes, length, NULL, NULL));
    return 1;
}

/* r:find(s) -> first, last */
static int find(lua_State *L)
{
    size_t length, from, to;
    const char *bytes = luaL_checklstring(L, 2, &length);
    if (!regex_object_find(L, 1, bytes, length, &from, &to))
        return 0;
    lua_pushinteger(L, (lua_Integer)from + 1);
    lua_pushinteger(L, (lua_Integer)to);
    return 2;
}

/* r:match(s) -> the text that matched */
static int match(lua_State *L)
{
    size_t length, from, to;
    const char *bytes = luaL_checklstring(L, 2, &length);
    if (!regex_object_find(L, 1, bytes, length, &from, &to))
        return 0;
    lua_pushlstring(L, bytes + from, to - from);
    return 1;
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
    static const luaL_Reg methods[] = {
        {"test", test}, {"find", find}, {"match", match}, {NULL, NULL}};
    luaL_newmetatable(L, KIND);
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
