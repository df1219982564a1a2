/* What the kernel tells of a socket by its inode. sock_diag(7). Each false if it does not tell. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct socket_inet {
    uint32_t source[4], destination[4];
    unsigned source_port, destination_port;
};
struct socket_unix {
    unsigned long peer;
    char path[128];
    size_t path_length;
};
struct socket_netlink {
    unsigned protocol;
    uint32_t port;
};

bool socket_diag_inet(int family, int protocol, unsigned long inode, struct socket_inet *found);
bool socket_diag_unix(unsigned long inode, struct socket_unix *found);
bool socket_diag_netlink(unsigned long inode, struct socket_netlink *found);
