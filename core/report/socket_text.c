/* The kernel's name for the socket's protocol is an attribute of the descriptor in /proc; what
   it is bound and connected to is asked of sock_diag by its inode. */
#include "core/report/socket_text.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include "core/report/socket_diag.h"
#include "core/tracee/proc_id.h"
#include <arpa/inet.h>
#include <string.h>
#include <sys/xattr.h>

/* "TCP", "UNIX-STREAM", "NETLINK"; false if the kernel does not tell. */
static bool protocol_name(pid_t tid, int fd, char *name, size_t size)
{
    char path[PROC_PATH_BYTES];
    proc_path(path, tid, "fd/%d", fd);
    ssize_t length = getxattr(path, "system.sockprotoname", name, size - 1);
    if (length <= 0)
        return false;
    name[length] = '\0';
    return true;
}

static void add_endpoint(struct text *text, int family, const void *address, unsigned port)
{
    char word[INET6_ADDRSTRLEN] = "";
    inet_ntop(family, address, word, sizeof word);
    text_add(text, family == AF_INET6 ? "[%s]:%u" : "%s:%u", word, port);
}

static bool add_inet(struct text *text, const char *protocol, unsigned long inode)
{
    struct socket_inet found;
    int family = strstr(protocol, "v6") ? AF_INET6 : AF_INET;
    int number = !strncmp(protocol, "TCP", 3) ? IPPROTO_TCP : IPPROTO_UDP;
    if (!socket_diag_inet(family, number, inode, &found))
        return false;
    add_endpoint(text, family, found.source, found.source_port);
    if (found.destination_port) {
        text_add_string(text, "->");
        add_endpoint(text, family, found.destination, found.destination_port);
    }
    return true;
}

static bool add_unix(struct text *text, unsigned long inode)
{
    struct socket_unix found;
    if (!socket_diag_unix(inode, &found))
        return false;
    text_add_unsigned(text, inode);
    if (found.peer)
        text_add(text, "->%lu", found.peer);
    if (found.path_length) {
        bool is_abstract = !found.path[0];
        size_t length = is_abstract ? found.path_length - 1
                                    : strnlen(found.path, found.path_length);
        text_add_string(text, is_abstract ? ",@" : ",");
        quote_string(text, found.path + is_abstract, length, QUOTE_PLAIN);
    }
    return true;
}

static bool add_netlink(struct text *text, unsigned long inode)
{
    static const char *const families[] = {
        "ROUTE",         "UNUSED",   "USERSOCK", "FIREWALL",       "SOCK_DIAG",  "NFLOG",
        "XFRM",          "SELINUX",  "ISCSI",    "AUDIT",          "FIB_LOOKUP", "CONNECTOR",
        "NETFILTER",     "IP6_FW",   "DNRTMSG",  "KOBJECT_UEVENT", "GENERIC",    NULL,
        "SCSITRANSPORT", "ECRYPTFS", "RDMA",     "CRYPTO",         "SMC",
    };
    struct socket_netlink found;
    if (!socket_diag_netlink(inode, &found))
        return false;
    bool is_named = found.protocol < sizeof families / sizeof *families && families[found.protocol];
    if (is_named)
        text_add_string(text, families[found.protocol]);
    else
        text_add_unsigned(text, found.protocol);
    if (found.port)
        text_add(text, ":%d", (int)found.port);
    return true;
}

static bool add_details(struct text *text, const char *protocol, unsigned long inode)
{
    if (!strncmp(protocol, "UNIX", 4))
        return add_unix(text, inode);
    if (!strncmp(protocol, "TCP", 3) || !strncmp(protocol, "UDP", 3))
        return add_inet(text, protocol, inode);
    return !strcmp(protocol, "NETLINK") && add_netlink(text, inode);
}

void socket_text_add(struct text *text, pid_t tid, int fd, unsigned long inode)
{
    char protocol[64];
    if (!protocol_name(tid, fd, protocol, sizeof protocol)) {
        text_add(text, "socket:[%lu]", inode);
        return;
    }
    quote_escape(text, protocol, strlen(protocol), QUOTE_PLAIN, "<>");
    text_add_string(text, ":[");
    if (!add_details(text, protocol, inode))
        text_add_unsigned(text, inode);
    text_add_char(text, ']');
}
