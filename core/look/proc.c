/* /proc, and memory, of programs that are neither traced nor stopped. */
#include "core/look/proc.h"
#include "core/base/text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

bool look_is_proc(const char *path)
{
    return strncmp(path, "/proc", 5) == 0 && (path[5] == '/' || path[5] == '\0') &&
           !strstr(path, "/..");
}

int look_read(const char *path, size_t most, struct text *into)
{
    char bytes[16384];
    ssize_t n = 1;
    int fd = look_is_proc(path) ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    if (fd < 0)
        return look_is_proc(path) ? -errno : -EPERM;
    while (most > 0 && n > 0) {
        n = read(fd, bytes, most < sizeof bytes ? most : sizeof bytes);
        if (n > 0)
            text_add_bytes(into, bytes, (size_t)n);
        most -= n > 0 ? (size_t)n : 0;
    }
    int error = n < 0 ? -errno : 0;
    close(fd);
    return error;
}

int look_list(const char *path, void (*see)(void *self, const char *name), void *self)
{
    DIR *folder = look_is_proc(path) ? opendir(path) : NULL;
    if (!folder)
        return look_is_proc(path) ? -errno : -EPERM;
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            see(self, entry->d_name);
    closedir(folder);
    return 0;
}

size_t look_memory(pid_t pid, uint64_t address, void *bytes, size_t size)
{
    struct iovec ours = {bytes, size}, theirs = {(void *)(uintptr_t)address, size};
    ssize_t n = process_vm_readv(pid, &ours, 1, &theirs, 1, 0);
    return n < 0 ? 0 : (size_t)n;
}
