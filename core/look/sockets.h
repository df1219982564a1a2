/* The unix sockets of this machine, as the kernel lists them. sock_diag(7), linux/unix_diag.h. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct unix_socket {
    uint32_t inode, peer;      /* peer 0: none */
    unsigned type, state;      /* SOCK_...; TCP_... of the kernel: 10 listens, 1 is connected */
    uint32_t received, unsent; /* bytes waiting to be read; of a listener, connections waiting */
    char path[109];            /* what it is bound to, '@' for an abstract name's NUL */
    const uint32_t *pending;   /* of a listener: inodes that have connected and wait for accept */
    size_t n_pending;
};

/* Calls see for each, those of our network namespace. 0 or -errno. */
int sockets_each_unix(void (*see)(void *self, const struct unix_socket *found), void *self);
