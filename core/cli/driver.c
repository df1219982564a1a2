/* A driver's world: Lua without the limits of a script, since it is code of ours alone. It hears no
   events; it starts moontap again and again and reads what those runs wrote. Its modules are the
   embedded files beside it, and "host" (core/cli/host.h). */
#include "core/cli/driver.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/cli/host.h"
#include "core/cli/options.h"
#include "core/cli/verb_words.h"
#include "lua/embedded.h"
#include "lua/recipe_args.h"
#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

static const struct embedded_file *find_file(const char *path)
{
    for (const struct embedded_file *file = embedded_files; file->path; file++)
        if (strcmp(file->path, path) == 0)
            return file;
    return NULL;
}

/* name -- loaded chunk, or a text that says why not */
static int load_module(lua_State *L)
{
    const char *name = luaL_gsub(L, luaL_checkstring(L, 1), ".", "/");
    const char *path = lua_pushfstring(L, "stdlib/%s.lua", name);
    const struct embedded_file *file = find_file(path);
    if (!file)
        lua_pushfstring(L, "no file '%s' is built in", path);
    else if (luaL_loadbufferx(L, file->bytes, file->size, lua_pushfstring(L, "@%s", path), "t") !=
             LUA_OK)
        return lua_error(L);
    return 1;
}

/* Modules come from within the program, from nowhere else. */
static void set_searcher(lua_State *L)
{
    lua_getglobal(L, "package");
    lua_createtable(L, 1, 0);
    lua_pushcfunction(L, load_module);
    lua_rawseti(L, -2, 1);
    lua_setfield(L, -2, "searchers");
    lua_pop(L, 1);
}

/* table -- table; the words as a list in it */
static void set_words(lua_State *L, const char *name, char *const *words, size_t n)
{
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_pushstring(L, words[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, name);
}

/* recipe{...} said all that it has to say. */
static int ignore(lua_State *L)
{
    (void)L;
    return 0;
}

static void run_embedded(lua_State *L, const char *path)
{
    const struct embedded_file *file = find_file(path);
    if (!file || luaL_loadbufferx(L, file->bytes, file->size, path, "t") != LUA_OK)
        luaL_error(L, "%s is not built in", path);
    lua_call(L, 0, 0);
}

struct drive {
    const struct recipe *recipe;
    const struct script_option *given;
    const struct options *options;
};

static size_t count_words(char *const *words)
{
    size_t n = 0;
    while (words && words[n])
        n++;
    return n;
}

/* drive -- what the recipe's main function returned */
static int drive(lua_State *L)
{
    const struct drive *drive = lua_touserdata(L, 1);
    const struct recipe *recipe = drive->recipe;
    const struct options *options = drive->options;
    luaL_openlibs(L);
    set_searcher(L);
    luaL_requiref(L, "host", host_open, 0);
    run_embedded(L, "lua/prelude/json.lua");
    lua_register(L, "recipe", ignore);
    recipe_args_set(L, drive->given);
    lua_getglobal(L, "args");
    set_words(L, "command", options->command, count_words(options->command));
    set_words(L, "reports", options->reports.words, options->reports.n_words);
    lua_pushstring(L, options->output_path);
    lua_setfield(L, -2, "output");
    lua_pop(L, 1);
    if (luaL_loadbufferx(L, recipe->text, recipe->size, recipe->chunk_name, "t") != LUA_OK)
        return lua_error(L);
    lua_call(L, 0, 1);
    return 1;
}

static int add_traceback(lua_State *L)
{
    luaL_traceback(L, L, luaL_tolstring(L, 1, NULL), 1);
    return 1;
}

bool driver_is_asked_for(const struct scripts *scripts, char **why)
{
    static const char built_in[] = "@stdlib/";
    *why = NULL;
    for (size_t i = 0; i < scripts_count(scripts); i++) {
        const struct recipe *recipe = scripts_recipe_at(scripts, i);
        if (!recipe->manifest.is_driver)
            continue;
        if (scripts_count(scripts) > 1)
            *why = alloc_format("%s runs by itself, without other recipes beside it",
                                scripts_name_at(scripts, i));
        else if (strncmp(recipe->chunk_name, built_in, sizeof built_in - 1) != 0)
            *why = alloc_format("%s: only moontap's own recipes can be drivers",
                                recipe->chunk_name + 1);
        else
            return true;
    }
    return false;
}

int driver_run(struct scripts *scripts, const struct options *options)
{
    char *why = NULL;
    struct drive state = {.recipe = scripts_recipe_at(scripts, 0), .options = options};
    state.given = scripts_options_at(scripts, 0, &why);
    if (!state.given)
        return verb_fail(VERDICT_USAGE, why);
    lua_State *L = luaL_newstate();
    lua_pushcfunction(L, add_traceback);
    lua_pushcfunction(L, drive);
    lua_pushlightuserdata(L, &state);
    bool is_good = lua_pcall(L, 1, 1, 1) == LUA_OK;
    int status = is_good ? (int)lua_tointeger(L, -1) : VERDICT_SCRIPT;
    if (!is_good)
        notice("%s", lua_tostring(L, -1));
    lua_close(L);
    return status;
}
