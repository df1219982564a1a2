/* Socket addresses as scripts and tests see them: family, address, port, or the path of a unix
   socket. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text;
struct tracee;

struct address {
    int family;                /* AF_INET, AF_INET6, AF_UNIX; of others nothing is read */
    uint8_t bytes[16];         /* network order; AF_INET in the first four */
    uint16_t port;             /* host order */
    char path[109];            /* AF_UNIX: NUL-terminated; '@' first for an abstract name */
};

/* A range of addresses: the first n_bits of bytes count. */
struct network {
    int family;
    uint8_t bytes[16];
    unsigned n_bits;
};

/* From a struct sockaddr of size bytes as a program holds it; false if it is too short to be one.
   */
bool address_parse(struct address *address, const void *bytes, size_t size);

/* The peer of a connected socket of a live thread; false if it has none. */
bool address_of_peer(struct address *address, const struct tracee *t, int fd);

/* "127.0.0.1:80", "[::1]:80", "/run/socket", "AF_NETLINK"-less families as "family 16". */
void address_add_text(struct text *text, const struct address *address);

/* "127.0.0.0/8", "::1", "10.1.2.3". */
bool network_parse(struct network *network, const char *words, char **why);

/* IPv4 addresses mapped into IPv6 are compared as IPv4. */
bool network_holds(const struct network *network, const struct address *address);
