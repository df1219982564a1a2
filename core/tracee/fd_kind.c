/* A socket names its kind as an attribute; its protocol stands beside its inode in /proc. An object
   of bpf(2) is told by its link. */
#include "core/tracee/fd_kind.h"
#include "core/tracee/memory.h"
#include "core/tracee/proc_id.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

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

/* What is no socket: by the name that the kernel has for it. */
static int object_of(const char *path)
{
    char name[sizeof "anon_inode:bpf-prog"];
    ssize_t n = readlink(path, name, sizeof name);
    name[n < 0 || n == sizeof name ? 0 : n] = '\0'; /* one that fills it is longer than ours */
    if (strcmp(name, "anon_inode:bpf-map") == 0)
        return FD_BPF_MAP;
    return strcmp(name, "anon_inode:bpf-prog") == 0 ? FD_BPF_PROGRAM : FD_OTHER;
}

int fd_kind_of(pid_t tid, int fd)
{
    static const char kind[] = "NETLINK";
    char path[PROC_PATH_BYTES], name[32]; /* as long as the kernel has them */
    struct stat status;
    proc_path(path, tid, "fd/%d", fd);
    ssize_t n = getxattr(path, "system.sockprotoname", name, sizeof name);
    if (n < 0)
        return object_of(path);
    if (n != sizeof kind || memcmp(name, kind, sizeof kind) != 0 || stat(path, &status) < 0)
        return FD_OTHER;
    return protocol_of(tid, status.st_ino);
}
