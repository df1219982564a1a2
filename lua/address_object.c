/* A socket address for scripts: a plain table that can be kept, whose text is that of the
   address. */
#include "lua/address_object.h"
#include "core/base/text.h"
#include "core/inject/address.h"
#include "lua/object.h"
#include "lua/state.h"
#include <arpa/inet.h>
#include <sys/socket.h>

static const char KIND[] = "address";

static const char *family_name(int family)
{
    return family == AF_INET    ? "inet"
           : family == AF_INET6 ? "inet6"
           : family == AF_UNIX  ? "unix"
                                : NULL;
}

/* -- text; the growing text is gone before Lua is called. */
static void push_text(lua_State *L, const struct address *address)
{
    char words[128] = "";
    struct text text = {0};
    address_add_text(&text, address);
    snprintf(words, sizeof words, "%s", text.bytes ? text.bytes : "");
    text_finish(&text);
    lua_pushstring(L, words);
}

void address_object_push(lua_State *L, const struct address *address)
{
    char words[INET6_ADDRSTRLEN];
    if (!address) {
        lua_pushnil(L);
        return;
    }
    lua_newtable(L);
    push_text(L, address);
    lua_setfield(L, -2, "text");
    lua_pushstring(L, family_name(address->family));
    lua_setfield(L, -2, "family");
    if (address->family == AF_INET || address->family == AF_INET6) {
        lua_pushstring(L, inet_ntop(address->family, address->bytes, words, sizeof words));
        lua_setfield(L, -2, "ip");
        lua_pushinteger(L, address->port);
        lua_setfield(L, -2, "port");
    } else if (address->family == AF_UNIX) {
        lua_pushstring(L, address->path);
        lua_setfield(L, -2, "path");
    }
    luaL_setmetatable(L, KIND);
}

static int to_string(lua_State *L)
{
    lua_getfield(L, 1, "text");
    return 1;
}

void address_object_open(lua_State *L)
{
    object_new_kind(L, KIND);
    lua_pushcfunction(L, to_string);
    lua_setfield(L, -2, "__tostring");
    lua_pop(L, 1);
}
