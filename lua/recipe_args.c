/* A recipe's options, typed. */
#include "lua/recipe_args.h"
#include "core/filter/words.h"
#include "core/inject/duration.h"
#include "lua/manifest.h"
#include "lua/state.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* "4k", "10M", "1GiB", "512" */
static bool parse_size(const char *words, lua_Integer *bytes)
{
    static const char prefixes[] = "kmgt";
    char *end;
    double number = strtod(words, &end);
    const char *prefix = *end ? strchr(prefixes, *end | 0x20) : NULL;
    int shift = prefix ? 10 * (int)(prefix - prefixes + 1) : 0;
    end += prefix != NULL;
    end += strcmp(end, "iB") == 0 ? 2 : strcmp(end, "B") == 0 ? 1 : 0;
    *bytes = (lua_Integer)(number * (double)(1ull << shift));
    return end != words && *end == '\0' && number >= 0 && number < 1e15;
}

static void push_integer(lua_State *L, const struct script_option *option)
{
    char *end;
    errno = 0;
    long long number = strtoll(option->text, &end, 0);
    if (end == option->text || *end || errno)
        luaL_error(L, "--%s=%s: a whole number is wanted", option->name, option->text);
    lua_pushinteger(L, number);
}

static void push_number(lua_State *L, const struct script_option *option)
{
    char *end;
    double number = strtod(option->text, &end);
    if (end == option->text || *end)
        luaL_error(L, "--%s=%s: a number is wanted", option->name, option->text);
    lua_pushnumber(L, number);
}

static void push_duration(lua_State *L, const struct script_option *option)
{
    uint64_t ns;
    if (!duration_parse(option->text, 0, &ns))
        luaL_error(L, "--%s=%s: a duration is wanted, like 50ms", option->name, option->text);
    lua_pushinteger(L, (lua_Integer)ns);
}

static void push_size(lua_State *L, const struct script_option *option)
{
    lua_Integer bytes;
    if (!parse_size(option->text, &bytes))
        luaL_error(L, "--%s=%s: a size is wanted, like 64k", option->name, option->text);
    lua_pushinteger(L, bytes);
}

/* A global function of the script's world, called with the text: re, net. */
static void push_made(lua_State *L, const char *maker, const char *text)
{
    lua_getglobal(L, maker);
    lua_pushstring(L, text);
    lua_call(L, 1, 1);
}

static void push_choice(lua_State *L, const struct script_option *option)
{
    for (char **choice = option->choices; choice && *choice; choice++)
        if (strcmp(*choice, option->text) == 0) {
            lua_pushstring(L, *choice);
            return;
        }
    lua_pushliteral(L, "");
    for (char **choice = option->choices; choice && *choice; choice++) {
        lua_pushfstring(L, "%s ", *choice);
        lua_concat(L, 2);
    }
    luaL_error(L, "--%s=%s: one of these is wanted: %s", option->name, option->text,
               lua_tostring(L, -1));
}

static void push_list(lua_State *L, const char *words)
{
    lua_newtable(L);
    for (lua_Integer i = 1; *words; i++) {
        size_t length = strcspn(words, ",");
        lua_pushlstring(L, words, length);
        lua_rawseti(L, -2, i);
        words += length + (words[length] == ',');
    }
}

static void push_error_name(lua_State *L, const struct script_option *option)
{
    int error = describe_error(option->text);
    if (error <= 0)
        luaL_error(L, "--%s=%s: the name of an error is wanted, like ENOSPC", option->name,
                   option->text);
    lua_pushstring(L, describe_error_name(error));
}

static void push_signal_name(lua_State *L, const struct script_option *option)
{
    int signal = describe_signal(option->text);
    if (signal <= 0)
        luaL_error(L, "--%s=%s: the name of a signal is wanted, like SIGTERM", option->name,
                   option->text);
    lua_pushstring(L, describe_signal_name(signal));
}

static void push_calls(lua_State *L, const struct script_option *option)
{
    char *why = NULL;
    struct call_set calls;
    if (!words_parse(&calls, option->text, WORDS_SCRIPT, &why))
        script_error_free(L, why);
    lua_pushstring(L, option->text);
}

static void push_option(lua_State *L, const struct script_option *option)
{
    switch (option->type) {
    case OPTION_STRING:
    case OPTION_PATH:
        lua_pushstring(L, option->text);
        break;
    case OPTION_INTEGER:
        push_integer(L, option);
        break;
    case OPTION_NUMBER:
        push_number(L, option);
        break;
    case OPTION_BOOLEAN:
        lua_pushboolean(L, strcmp(option->text, "false") != 0 && strcmp(option->text, "no") != 0);
        break;
    case OPTION_DURATION:
        push_duration(L, option);
        break;
    case OPTION_SIZE:
        push_size(L, option);
        break;
    case OPTION_REGEX:
        push_made(L, "re", option->text);
        break;
    case OPTION_CIDR:
        push_made(L, "net", option->text);
        break;
    case OPTION_ENUM:
        push_choice(L, option);
        break;
    case OPTION_LIST:
        push_list(L, option->text);
        break;
    case OPTION_SIGNAL:
        push_signal_name(L, option);
        break;
    case OPTION_ERRNO:
        push_error_name(L, option);
        break;
    case OPTION_CALLS:
        push_calls(L, option);
        break;
    }
}

void recipe_args_set(lua_State *L, const struct script_option *options)
{
    lua_newtable(L);
    for (; options && options->name; options++) {
        push_option(L, options);
        lua_setfield(L, -2, options->name);
    }
    lua_setglobal(L, "args");
}
