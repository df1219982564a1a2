/* Socket addresses: parsed from bytes, asked of a live socket, written, tested. ip(7), ipv6(7),
   unix(7). */
#include "core/inject/address.h"
#include "core/base/alloc.h"
#include "core/base/text.h"
#include "core/tracee/fds.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void take_path(struct address *address, const char *path, size_t size)
{
    if (size == 0)
        return;
    bool is_abstract = path[0] == '\0';
    size_t length = is_abstract ? size : strnlen(path, size);
    if (length > sizeof address->path - 1)
        length = sizeof address->path - 1;
    memcpy(address->path, path, length);
    if (is_abstract)
        address->path[0] = '@';
}

bool address_parse(struct address *address, const void *bytes, size_t size)
{
    sa_family_t family;
    *address = (struct address){0};
    if (size < sizeof family)
        return false;
    memcpy(&family, bytes, sizeof family);
    address->family = family;
    if (family == AF_INET && size >= offsetof(struct sockaddr_in, sin_zero)) {
        struct sockaddr_in in = {0};
        memcpy(&in, bytes, offsetof(struct sockaddr_in, sin_zero));
        address->port = ntohs(in.sin_port);
        memcpy(address->bytes, &in.sin_addr, 4);
    } else if (family == AF_INET6 && size >= offsetof(struct sockaddr_in6, sin6_scope_id)) {
        struct sockaddr_in6 in = {0};
        memcpy(&in, bytes, offsetof(struct sockaddr_in6, sin6_scope_id));
        address->port = ntohs(in.sin6_port);
        memcpy(address->bytes, &in.sin6_addr, 16);
    } else if (family == AF_UNIX) {
        size_t start = offsetof(struct sockaddr_un, sun_path);
        take_path(address, (const char *)bytes + start, size - start);
    }
    return true;
}

bool address_of_peer(struct address *address, const struct tracee *t, int fd)
{
    struct sockaddr_storage storage;
    socklen_t size = sizeof storage;
    int copy = fds_copy(t, fd);
    if (copy < 0)
        return false;
    bool is_known = getpeername(copy, (struct sockaddr *)&storage, &size) == 0;
    close(copy);
    return is_known && address_parse(address, &storage, size);
}

void address_add_text(struct text *text, const struct address *address)
{
    char buffer[INET6_ADDRSTRLEN];
    if (address->family == AF_INET)
        text_add(text, "%s:%u", inet_ntop(AF_INET, address->bytes, buffer, sizeof buffer),
                 address->port);
    else if (address->family == AF_INET6)
        text_add(text, "[%s]:%u", inet_ntop(AF_INET6, address->bytes, buffer, sizeof buffer),
                 address->port);
    else if (address->family == AF_UNIX)
        text_add_string(text, address->path);
    else
        text_add(text, "family %d", address->family);
}

bool network_parse(struct network *network, const char *words, char **why)
{
    char address[INET6_ADDRSTRLEN + 1] = "";
    const char *slash = strchrnul(words, '/');
    size_t length = (size_t)(slash - words);
    char *end = NULL;
    *network = (struct network){.family = strchr(words, ':') ? AF_INET6 : AF_INET};
    unsigned most = network->family == AF_INET ? 32 : 128;
    if (length < sizeof address)
        memcpy(address, words, length);
    network->n_bits = *slash ? (unsigned)strtoul(slash + 1, &end, 10) : most;
    if (length >= sizeof address || inet_pton(network->family, address, network->bytes) != 1 ||
        network->n_bits > most || (*slash && (end == slash + 1 || *end))) {
        *why = alloc_format("'%s' is no network; write 10.0.0.0/8, 127.0.0.1 or ::1", words);
        return false;
    }
    return true;
}

static bool has_same_start(const uint8_t *a, const uint8_t *b, unsigned n_bits)
{
    unsigned whole = n_bits / 8, rest = n_bits % 8;
    if (memcmp(a, b, whole) != 0)
        return false;
    return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

bool network_holds(const struct network *network, const struct address *address)
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (address->family == network->family)
        return has_same_start(network->bytes, address->bytes, network->n_bits);
    if (network->family == AF_INET && address->family == AF_INET6 &&
        memcmp(address->bytes, mapped, sizeof mapped) == 0)
        return has_same_start(network->bytes, address->bytes + 12, network->n_bits);
    return false;
}
