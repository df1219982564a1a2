/* A socket names its kind as an attribute; its protocol stands beside its inode in /proc. */
#include "core/tracee/netlink.h"
#include "core/tracee/proc_id.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>

static int protocol_of(pid_t tid, unsigned long long inode)
{
    char path[40], line[256];
    int found = -2, protocol;
    unsigned long long other;
    snprintf(path, sizeof path, "/proc/%d/net/netlink", proc_id(tid));
    FILE *file = fopen(path, "re");
    while (file && found < 0 && fgets(line, sizeof line, file))
        if (sscanf(line, "%*s %d %*s %*s %*s %*s %*s %*s %*s %llu", &protocol, &other) == 2 &&
            other == inode)
            found = protocol;
    if (file)
        fclose(file);
    return found;
}

int netlink_protocol(pid_t tid, int fd)
{
    static const char kind[] = "NETLINK";
    char path[40], name[sizeof kind];
    struct stat status;
    snprintf(path, sizeof path, "/proc/%d/fd/%d", proc_id(tid), fd);
    ssize_t n = getxattr(path, "system.sockprotoname", name, sizeof name);
    if (n != sizeof kind || memcmp(name, kind, sizeof kind) != 0 || stat(path, &status) < 0)
        return -1;
    return protocol_of(tid, status.st_ino);
}
