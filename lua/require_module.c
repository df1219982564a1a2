/* require"part": PART.lua beside the recipe's own main.lua, built in or on disk, run once; its
   result is kept. No other folder is looked at. */
#include "lua/require_module.h"
#include "core/base/text.h"
#include "lua/embedded.h"
#include "lua/global_check.h"
#include "lua/state.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST_PART = 4 << 20 };

static const char PARTS[] = "require.parts";

/* The folder of the innermost function that stands in a file. -- "DIR/" */
static void push_folder(lua_State *L)
{
    lua_Debug debug;
    for (int level = 1; lua_getstack(L, level, &debug); level++) {
        lua_getinfo(L, "S", &debug);
        const char *slash = debug.source[0] == '@' ? strrchr(debug.source, '/') : NULL;
        if (slash) {
            lua_pushlstring(L, debug.source + 1, (size_t)(slash - debug.source));
            return;
        }
    }
    script_error(L, "require: only the parts of a recipe's own folder can be required");
}

static const struct embedded_file *find_built_in(const char *path)
{
    for (const struct embedded_file *file = embedded_files; file->path; file++)
        if (strcmp(file->path, path) == 0)
            return file;
    return NULL;
}

/* -- function */
static void load_file(lua_State *L, const char *path)
{
    struct stat info;
    struct text text = {0};
    char bytes[16384];
    FILE *file = fopen(path, "re");
    bool is_good = file && fstat(fileno(file), &info) == 0 && !(info.st_mode & S_IWOTH);
    for (size_t n = 1; is_good && n > 0 && text.length < LARGEST_PART;) {
        n = fread(bytes, 1, sizeof bytes, file);
        text_add_bytes(&text, bytes, n);
    }
    if (file)
        fclose(file);
    lua_pushfstring(L, "@%s", path);
    int status = is_good ? luaL_loadbufferx(L, text.bytes ? text.bytes : "", text.length,
                                            lua_tostring(L, -1), "t")
                         : LUA_ERRFILE;
    text_finish(&text);
    if (status == LUA_ERRFILE)
        script_error(L, "require: %s: %s", path,
                     file ? "anybody may write this file; chmod o-w it first" : strerror(errno));
    if (status != LUA_OK)
        lua_error(L);
    lua_remove(L, -2);
}

/* -- function */
static void load_part(lua_State *L, const char *path)
{
    const struct embedded_file *file = find_built_in(path);
    if (!file) {
        load_file(L, path);
    } else {
        lua_pushfstring(L, "@%s", path);
        if (luaL_loadbufferx(L, file->bytes, file->size, lua_tostring(L, -1), "t") != LUA_OK)
            lua_error(L);
        lua_remove(L, -2);
    }
    global_check(L);
}

/* name -- result */
static int require(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    if (strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") !=
        strlen(name))
        script_error(L, "require: '%s' is no name of a part; it is a file beside main.lua", name);
    push_folder(L);
    lua_pushfstring(L, "%s%s.lua", lua_tostring(L, -1), name);
    const char *path = lua_tostring(L, -1);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, PARTS);
    if (lua_getfield(L, -1, path) != LUA_TNIL)
        return 1;
    lua_pop(L, 1);
    load_part(L, path);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, true);
    }
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, path);
    return 1;
}

void require_module_open(lua_State *L)
{
    lua_register(L, "require", require);
}
