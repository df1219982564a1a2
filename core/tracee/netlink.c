/* A socket names its kind as an attribute; its protocol stands beside its inode in /proc. */
#include "core/tracee/netlink.h"
#include "core/tracee/memory.h"
#include "core/tracee/proc_id.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>

static int protocol_of(pid_t tid, unsigned long long inode)
{
    char path[PROC_PATH_BYTES], line[256];
    int found = FD_UNBOUND_NETLINK, protocol;
    unsigned long long other;
    proc_path(path, tid, "net/netlink");
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
    char path[PROC_PATH_BYTES], name[sizeof kind];
    struct stat status;
    proc_path(path, tid, "fd/%d", fd);
    ssize_t n = getxattr(path, "system.sockprotoname", name, sizeof name);
    if (n != sizeof kind || memcmp(name, kind, sizeof kind) != 0 || stat(path, &status) < 0)
        return FD_OTHER;
    return protocol_of(tid, status.st_ino);
}
