/* Links below /proc/TID, through the thread's own id: the leader's are gone once it has exited. */
#include "core/tracee/fds.h"
#include "core/tracee/proc_id.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { OF_A_THREAD = O_EXCL }; /* PIDFD_THREAD of Linux 6.9 */

static ssize_t read_link(pid_t tid, const char *name, char *path, size_t size)
{
    char link[PROC_PATH_BYTES];
    proc_path(link, tid, "%s", name);
    if (size == 0)
        return -EINVAL;
    ssize_t n = readlink(link, path, size - 1);
    path[n < 0 ? 0 : n] = '\0';
    return n < 0 ? -errno : n;
}

ssize_t fds_path(const struct tracee *t, int fd, char *path, size_t size)
{
    char name[24];
    snprintf(name, sizeof name, "fd/%d", fd);
    return read_link(t->tid, name, path, size);
}

ssize_t fds_directory(const struct tracee *t, char *path, size_t size)
{
    return read_link(t->tid, "cwd", path, size);
}

ssize_t fds_root(const struct tracee *t, char *path, size_t size)
{
    return read_link(t->tid, "root", path, size);
}

int fds_copy(const struct tracee *t, int fd)
{
    int owner = (int)syscall(SYS_pidfd_open, t->tid, OF_A_THREAD);
    if (owner < 0)
        owner = (int)syscall(SYS_pidfd_open, t->process->pid, 0);
    int copy = owner < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, owner, fd, 0);
    if (owner >= 0)
        close(owner);
    return copy;
}
