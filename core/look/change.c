/* What can be done through a copy of a descriptor, and to memory. */
#include "core/look/change.h"
#include "core/look/descriptor.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* Closes our copy; what a call returned, or -errno. */
static int end(int copy, long result)
{
    int error = errno;
    close(copy);
    return result < 0 ? -error : (int)result;
}

int change_pipe_size(pid_t pid, int fd, int bytes)
{
    int copy = descriptor_borrow(pid, fd);
    return copy < 0 ? copy : end(copy, fcntl(copy, F_SETPIPE_SZ, bytes));
}

int64_t change_drain(pid_t pid, int fd, int64_t most)
{
    char bytes[65536];
    int64_t sum = 0;
    int copy = descriptor_borrow(pid, fd);
    if (copy < 0)
        return copy;
    while (sum < most) {
        struct pollfd ready = {.fd = copy, .events = POLLIN};
        if (poll(&ready, 1, 100) <= 0 || !(ready.revents & POLLIN))
            break;
        ssize_t n = read(copy, bytes, sizeof bytes);
        if (n <= 0)
            break;
        sum += n;
    }
    close(copy);
    return sum;
}

int change_shut_down(pid_t pid, int fd)
{
    int copy = descriptor_borrow(pid, fd);
    return copy < 0 ? copy : end(copy, shutdown(copy, SHUT_RDWR));
}

int change_post(pid_t pid, int fd)
{
    const uint64_t one = 1;
    int copy = descriptor_borrow(pid, fd);
    return copy < 0 ? copy : end(copy, write(copy, &one, sizeof one));
}

int change_send(pid_t pid, int fd)
{
    const struct timespec at_once = {0, 0};
    int copy = descriptor_borrow(pid, fd);
    return copy < 0 ? copy : end(copy, syscall(SYS_mq_timedsend, copy, "", 0, 0, &at_once));
}

int change_unlock(pid_t pid, int fd, int is_record)
{
    struct flock all = {.l_type = F_UNLCK};
    int copy = descriptor_borrow(pid, fd);
    if (copy < 0)
        return copy;
    return end(copy, is_record ? fcntl(copy, F_OFD_SETLK, &all) : flock(copy, LOCK_UN));
}

int change_open_fifo(const char *path, int ms)
{
    struct stat info;
    const struct timespec pause = {ms / 1000, ms % 1000 * 1000000L};
    int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return -errno;
    if (fstat(fd, &info) < 0 || !S_ISFIFO(info.st_mode)) {
        close(fd);
        return -EINVAL;
    }
    nanosleep(&pause, NULL);
    close(fd);
    return 0;
}

/* What semctl takes; no header declares it. */
union semun {
    int val;
};

int change_semaphore(int set, int number, int value)
{
    return semctl(set, number, SETVAL, (union semun){.val = value}) < 0 ? -errno : 0;
}

int64_t change_memory(pid_t pid, uint64_t address, const void *bytes, size_t size)
{
    struct iovec ours = {(void *)bytes, size}, theirs = {(void *)(uintptr_t)address, size};
    ssize_t n = process_vm_writev(pid, &ours, 1, &theirs, 1, 0);
    return n < 0 ? -errno : n;
}
