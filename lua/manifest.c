/* recipe{...}, read in a state of its own that holds nothing else. */
#include "lua/manifest.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include <lauxlib.h>
#include <lua.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_INSTRUCTIONS = 1000000 };

static const char *const type_names[] = {
    "string", "integer", "number", "boolean", "duration", "size",  "path",
    "regex",  "enum",    "list",   "cidr",    "signal",   "errno", "calls",
};

static const char *const permission_names[] = {"inject", "memory", "signal", "control",
                                               "ffi",    "exec",   "files",  "net"};

const char *option_type_name(enum option_type type)
{
    return type_names[type];
}

const char *option_type_sample(enum option_type type)
{
    static const char *const samples[] = {
        [OPTION_STRING] = "word",  [OPTION_INTEGER] = "1",     [OPTION_NUMBER] = "1",
        [OPTION_BOOLEAN] = "true", [OPTION_DURATION] = "1s",   [OPTION_SIZE] = "1k",
        [OPTION_PATH] = "/",       [OPTION_REGEX] = ".",       [OPTION_ENUM] = NULL,
        [OPTION_LIST] = "word",    [OPTION_CIDR] = "10.0.0.1", [OPTION_SIGNAL] = "SIGTERM",
        [OPTION_ERRNO] = "EIO",    [OPTION_CALLS] = "openat",
    };
    return samples[type];
}

const char *permission_name(enum permission permission)
{
    return permission_names[__builtin_ctz(permission)];
}

static struct manifest *manifest_of(lua_State *L)
{
    return *(struct manifest **)lua_getextraspace(L);
}

static char *copy_field(lua_State *L, int index, const char *name)
{
    char *copy = NULL;
    int kind = lua_getfield(L, index, name);
    if (kind == LUA_TBOOLEAN)
        copy = alloc_string(lua_toboolean(L, -1) ? "true" : "false");
    else if (kind == LUA_TSTRING || kind == LUA_TNUMBER)
        copy = alloc_string(lua_tostring(L, -1));
    lua_pop(L, 1);
    return copy;
}

/* A list of words as a C list; one word is a list too. */
static char **copy_words(lua_State *L, int index, const char *name)
{
    char **words = NULL;
    size_t n = 0;
    if (lua_getfield(L, index, name) == LUA_TTABLE) {
        for (lua_Integer i = 1; lua_geti(L, -1, i) == LUA_TSTRING; i++) {
            words = alloc_resize(words, (n + 2) * sizeof *words);
            words[n++] = alloc_string(lua_tostring(L, -1));
            words[n] = NULL;
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return words;
}

static size_t find_word(lua_State *L, const char *what, const char *word, const char *const *known,
                        size_t n)
{
    struct suggestion nearest = {.word = word};
    for (size_t i = 0; i < n; i++) {
        if (strcmp(known[i], word) == 0)
            return i;
        suggest_offer(&nearest, known[i]);
    }
    luaL_error(L, "recipe: there is no %s '%s'%s%s%s", what, word,
               nearest.best ? ", did you mean '" : "", nearest.best ? nearest.best : "",
               nearest.best ? "'?" : "");
    return 0;
}

/* Every key of the table at index is one of those known, which NULL ends. */
static void check_keys(lua_State *L, int index, const char *what, const char *const *known)
{
    size_t n = 0;
    while (known[n])
        n++;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (lua_type(L, -2) == LUA_TSTRING)
            find_word(L, what, lua_tostring(L, -2), known, n);
        lua_pop(L, 1);
    }
}

/* name row -- name row */
static void read_option(lua_State *L, struct manifest *manifest)
{
    static const char *const keys[] = {"type", "default", "required", "help", "values", NULL};
    size_t n_types = sizeof type_names / sizeof *type_names;
    int row = lua_gettop(L);
    if (lua_type(L, -2) != LUA_TSTRING || !lua_istable(L, -1))
        luaL_error(L, "recipe: an argument is written as name={type=\"string\", help=\"...\"}");
    check_keys(L, row, "key of an argument", keys);
    manifest->options = alloc_resize(manifest->options,
                                     (manifest->n_options + 1) * sizeof *manifest->options);
    struct manifest_option *option = &manifest->options[manifest->n_options++];
    *option = (struct manifest_option){.name = alloc_string(lua_tostring(L, -2))};
    option->help = copy_field(L, row, "help");
    option->default_text = copy_field(L, row, "default");
    option->choices = copy_words(L, row, "values");
    lua_getfield(L, row, "required");
    option->is_required = lua_toboolean(L, -1);
    lua_getfield(L, row, "type");
    option->type = (enum option_type)find_word(L, "argument type", luaL_optstring(L, -1, "string"),
                                               type_names, n_types);
    lua_settop(L, row);
}

static int compare_options(const void *a, const void *b)
{
    const struct manifest_option *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static void read_options(lua_State *L, struct manifest *manifest)
{
    if (lua_getfield(L, 1, "args") == LUA_TTABLE) {
        lua_pushnil(L);
        while (lua_next(L, -2)) {
            read_option(L, manifest);
            lua_pop(L, 1);
        }
    }
    if (manifest->n_options)
        qsort(manifest->options, manifest->n_options, sizeof *manifest->options, compare_options);
    lua_settop(L, 1);
}

/* name value -- name value; adds --name=value */
static void add_test_option(lua_State *L, struct manifest_test *test)
{
    size_t n = 0;
    while (test->options && test->options[n])
        n++;
    if (lua_type(L, -2) != LUA_TSTRING || lua_istable(L, -1))
        luaL_error(L, "recipe: args of a test are written as {name=value}");
    const char *name = lua_tostring(L, -2), *value = luaL_tolstring(L, -1, NULL);
    test->options = alloc_resize(test->options, (n + 2) * sizeof *test->options);
    test->options[n] = alloc_format("--%s=%s", name, value);
    test->options[n + 1] = NULL;
    lua_pop(L, 1);
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The options of a test in order of their names. */
static void read_test_options(lua_State *L, int row, struct manifest_test *test)
{
    size_t n = 0;
    if (lua_getfield(L, row, "args") == LUA_TTABLE) {
        lua_pushnil(L);
        for (; lua_next(L, -2); n++) {
            add_test_option(L, test);
            lua_pop(L, 1);
        }
    }
    if (n)
        qsort(test->options, n, sizeof *test->options, compare_words);
    lua_settop(L, row);
}

/* row -- row */
static void read_test(lua_State *L, struct manifest *manifest)
{
    static const char *const keys[] = {"args", "run", "exit", "output", "verb", NULL};
    int row = lua_gettop(L);
    luaL_checktype(L, row, LUA_TTABLE);
    check_keys(L, row, "key of a test", keys);
    manifest->tests = alloc_resize(manifest->tests,
                                   (manifest->n_tests + 1) * sizeof *manifest->tests);
    struct manifest_test *test = &manifest->tests[manifest->n_tests++];
    *test = (struct manifest_test){.run = copy_words(L, row, "run")};
    test->output = copy_field(L, row, "output");
    test->verb = copy_field(L, row, "verb");
    if (lua_getfield(L, row, "exit") != LUA_TNIL)
        test->exit_status = (int)luaL_checkinteger(L, -1);
    lua_pop(L, 1);
    read_test_options(L, row, test);
    if (!test->run)
        luaL_error(L, "recipe: a test needs a command: run={\"cat\", \"file\"}");
}

static void read_tests(lua_State *L, struct manifest *manifest)
{
    if (lua_getfield(L, 1, "tests") == LUA_TTABLE)
        for (lua_Integer i = 1; lua_geti(L, 2, i) != LUA_TNIL; i++) {
            read_test(L, manifest);
            lua_pop(L, 1);
        }
    lua_settop(L, 1);
}

static void check_api(lua_State *L)
{
    if (lua_getfield(L, 1, "api") != LUA_TNUMBER || lua_tointeger(L, -1) != 1)
        luaL_error(L, "recipe: say api=1; this moontap knows no other");
    lua_pop(L, 1);
}

static void read_permissions(lua_State *L, struct manifest *manifest)
{
    size_t n = sizeof permission_names / sizeof *permission_names;
    manifest->permissions = copy_words(L, 1, "permissions");
    for (char **word = manifest->permissions; word && *word; word++)
        manifest->allowed |= 1u << find_word(L, "permission", *word, permission_names, n);
}

/* recipe{...}: keeps what it says, and goes no further. */
static int take_manifest(lua_State *L)
{
    static const char *const keys[] = {"api",     "name",   "summary", "tags",
                                       "example", "output", "args",    "permissions",
                                       "tests",   "driver", "traces",  NULL};
    struct manifest *manifest = manifest_of(L);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    manifest->allowed = 0;
    check_keys(L, 1, "key", keys);
    check_api(L);
    manifest->name = copy_field(L, 1, "name");
    manifest->summary = copy_field(L, 1, "summary");
    manifest->example = copy_field(L, 1, "example");
    manifest->output = copy_field(L, 1, "output");
    manifest->tags = copy_words(L, 1, "tags");
    lua_getfield(L, 1, "driver");
    manifest->is_driver = lua_toboolean(L, -1);
    manifest->only_looks = lua_getfield(L, 1, "traces") == LUA_TBOOLEAN && !lua_toboolean(L, -1);
    lua_settop(L, 1);
    read_permissions(L, manifest);
    read_options(L, manifest);
    read_tests(L, manifest);
    manifest->is_there = true;
    lua_pushlightuserdata(L, manifest);
    return lua_error(L);
}

static void stop_endless(lua_State *L, lua_Debug *debug)
{
    (void)debug;
    luaL_error(L, "recipe: literals only");
}

struct source {
    const char *name, *text;
    size_t size;
};

static int run_first_statement(lua_State *L)
{
    const struct source *source = lua_touserdata(L, 1);
    lua_register(L, "recipe", take_manifest);
    if (luaL_loadbufferx(L, source->text, source->size, source->name, "t") != LUA_OK)
        return lua_error(L);
    lua_call(L, 0, 0);
    return 0;
}

/* Whether the script's first word is recipe: an error before it is the script's own, told later. */
static bool starts_with_recipe(const char *text)
{
    for (;;) {
        text += strspn(text, " \t\r\n");
        if (strncmp(text, "--", 2) != 0)
            return strncmp(text, "recipe", 6) == 0;
        const char *end = strncmp(text, "--[[", 4) == 0 ? strstr(text, "]]") : strchr(text, '\n');
        if (!end)
            return false;
        text = end + (*end == ']' ? 2 : 1);
    }
}

bool manifest_read(struct manifest *manifest, const char *name, const char *text, size_t size,
                   char **why)
{
    struct source source = {name, text, size};
    *manifest = (struct manifest){.allowed = PERMISSIONS_USUAL};
    if (!starts_with_recipe(text))
        return true;
    lua_State *L = luaL_newstate();
    *(struct manifest **)lua_getextraspace(L) = manifest;
    lua_sethook(L, stop_endless, LUA_MASKCOUNT, MOST_INSTRUCTIONS);
    lua_pushcfunction(L, run_first_statement);
    lua_pushlightuserdata(L, &source);
    lua_pcall(L, 1, 0, 0);
    bool is_good = manifest->is_there;
    if (!is_good)
        *why = alloc_string(luaL_tolstring(L, -1, NULL));
    lua_close(L);
    return is_good;
}

static void free_words(char **words)
{
    for (char **word = words; word && *word; word++)
        free(*word);
    free(words);
}

void manifest_finish(struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->n_options; i++) {
        free(manifest->options[i].name);
        free(manifest->options[i].help);
        free(manifest->options[i].default_text);
        free_words(manifest->options[i].choices);
    }
    for (size_t i = 0; i < manifest->n_tests; i++) {
        free_words(manifest->tests[i].options);
        free_words(manifest->tests[i].run);
        free(manifest->tests[i].output);
        free(manifest->tests[i].verb);
    }
    free(manifest->tests);
    free(manifest->options);
    free(manifest->name);
    free(manifest->summary);
    free(manifest->example);
    free(manifest->output);
    free_words(manifest->tags);
    free_words(manifest->permissions);
    *manifest = (struct manifest){0};
}

static bool is_name(const char *known, const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (known[i] != name[i] && !(known[i] == '_' && name[i] == '-'))
            return false;
    return known[length] == '\0';
}

const struct manifest_option *manifest_find(const struct manifest *manifest, const char *name,
                                            size_t length)
{
    for (size_t i = 0; i < manifest->n_options; i++)
        if (strlen(manifest->options[i].name) == length &&
            is_name(manifest->options[i].name, name, length))
            return &manifest->options[i];
    return NULL;
}
