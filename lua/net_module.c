/* net.parse, net.format, net.contains: what e.addr is, made from text and compared with networks.
   net"10.0.0.0/8" itself is a test for where: lua/prelude/tests.lua. */
#include "lua/net_module.h"
#include "core/base/text.h"
#include "core/inject/address.h"
#include "lua/address_object.h"
#include "lua/state.h"
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { MOST_PORT = 65535 };

static bool read_ip(struct address *address, const char *words, size_t length)
{
    char ip[INET6_ADDRSTRLEN] = "";
    if (length >= sizeof ip)
        return false;
    memcpy(ip, words, length);
    address->family = strchr(ip, ':') ? AF_INET6 : AF_INET;
    return inet_pton(address->family, ip, address->bytes) == 1;
}

static bool read_port(struct address *address, const char *words)
{
    char *end;
    if (*words < '0' || *words > '9')
        return false;
    unsigned long port = strtoul(words, &end, 10);
    address->port = (uint16_t)port;
    return *end == '\0' && port <= MOST_PORT;
}

/* "10.1.2.3", "10.1.2.3:80", "::1", "[::1]:80", "/run/socket", "@abstract". */
static bool read_address(struct address *address, const char *words)
{
    const char *first = strchr(words, ':'), *last = strrchr(words, ':');
    *address = (struct address){0};
    if (*words == '/' || *words == '@') {
        address->family = AF_UNIX;
        snprintf(address->path, sizeof address->path, "%s", words);
        return strlen(words) < sizeof address->path;
    }
    if (*words == '[') {
        const char *close = strchr(words, ']');
        return close && read_ip(address, words + 1, (size_t)(close - words - 1)) &&
               (!close[1] || (close[1] == ':' && read_port(address, close + 2)));
    }
    if (first && first == last)
        return read_ip(address, words, (size_t)(first - words)) && read_port(address, first + 1);
    return read_ip(address, words, strlen(words));
}

/* parse(text) -> {family, ip, port} or {family, path}; nil if it is no address */
static int parse(lua_State *L)
{
    struct address address;
    bool is_address = read_address(&address, luaL_checkstring(L, 1));
    address_object_push(L, is_address ? &address : NULL);
    return 1;
}

/* A text, or a table as parse and e.addr give it. */
static void check_address(lua_State *L, int index, struct address *address)
{
    lua_Integer port = 0;
    bool is_table = lua_istable(L, index);
    if (is_table && lua_getfield(L, index, "ip") == LUA_TNIL)
        lua_getfield(L, index, "path");
    const char *words = is_table ? lua_tostring(L, -1) : luaL_checkstring(L, index);
    if (!words || !read_address(address, words))
        script_error(L, "net: '%s' is no address; write 10.1.2.3:80, [::1]:80 or /run/socket",
                     words ? words : "this table");
    if (is_table && lua_getfield(L, index, "port") != LUA_TNIL)
        port = luaL_checkinteger(L, -1);
    if (port < 0 || port > MOST_PORT)
        script_error(L, "net: a port is a number from 0 to %d", MOST_PORT);
    if (port)
        address->port = (uint16_t)port;
}

/* format{ip=, port=} or {path=} -> text */
static int format(lua_State *L)
{
    struct address address;
    check_address(L, 1, &address);
    address_object_push(L, &address);
    lua_getfield(L, -1, "text");
    return 1;
}

/* contains(network, address) -> boolean */
static int contains(lua_State *L)
{
    char *why = NULL;
    struct network network;
    struct address address;
    if (!network_parse(&network, luaL_checkstring(L, 1), &why))
        script_error_free(L, why);
    if (lua_isnil(L, 2)) {
        lua_pushboolean(L, false);
        return 1;
    }
    check_address(L, 2, &address);
    lua_pushboolean(L, network_holds(&network, &address));
    return 1;
}

void net_module_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"parse", parse}, {"format", format}, {"contains", contains}, {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_setglobal(L, "net");
}
