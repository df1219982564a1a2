/* Kinds of files, from stat(2) of /proc/TID/fd/N. */
#include "core/inject/kind.h"
#include "core/inject/file.h"
#include "core/tracee/proc_id.h"
#include <sys/stat.h>

static const struct {
    mode_t mode;
    const char *name;
} kinds[] = {
    {S_IFREG, "file"}, {S_IFDIR, "dir"},   {S_IFIFO, "pipe"}, {S_IFSOCK, "socket"},
    {S_IFCHR, "char"}, {S_IFBLK, "block"}, {S_IFLNK, "link"},
};

const char *kind_of_mode(mode_t mode)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].mode == (mode & S_IFMT))
            return kinds[i].name;
    return "other";
}

const char *kind_of_descriptor(const struct syscall *syscall)
{
    char path[PROC_PATH_BYTES];
    struct stat info;
    int fd = file_descriptor(syscall);
    if (fd < 0 || !syscall->tracee)
        return NULL;
    proc_path(path, syscall->tracee->tid, "fd/%d", fd);
    return stat(path, &info) == 0 ? kind_of_mode(info.st_mode) : NULL;
}
