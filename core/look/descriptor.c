/* What another process's descriptor refers to. */
#include "core/look/descriptor.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <linux/sockios.h>
#include <mqueue.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

int descriptor_borrow(pid_t pid, int fd)
{
    int process = (int)syscall(SYS_pidfd_open, pid, 0);
    if (process < 0)
        return -errno;
    int copy = (int)syscall(SYS_pidfd_getfd, process, fd, 0);
    int error = errno;
    close(process);
    return copy < 0 ? -error : copy;
}

static bool is_timed(int fd, int option)
{
    struct timeval time = {0};
    socklen_t size = sizeof time;
    return getsockopt(fd, SOL_SOCKET, option, &time, &size) == 0 && (time.tv_sec || time.tv_usec);
}

static void ask_socket(int fd, struct descriptor_facts *facts)
{
    int number;
    socklen_t size = sizeof number;
    if (ioctl(fd, SIOCOUTQ, &number) == 0)
        facts->unsent = number;
    facts->is_listening = getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &number, &size) == 0 && number;
    facts->receives_timed = is_timed(fd, SO_RCVTIMEO);
    facts->sends_timed = is_timed(fd, SO_SNDTIMEO);
}

static void ask_queue(int fd, struct descriptor_facts *facts)
{
    struct mq_attr attributes;
    if (syscall(SYS_mq_getsetattr, fd, NULL, &attributes) != 0)
        return;
    facts->messages = attributes.mq_curmsgs;
    facts->most_messages = attributes.mq_maxmsg;
}

static void ask_poll(int fd, struct descriptor_facts *facts)
{
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN | POLLOUT};
    if (poll(&poll_fd, 1, 0) < 0)
        return;
    facts->is_readable = poll_fd.revents & POLLIN;
    facts->is_writable = poll_fd.revents & POLLOUT;
    facts->has_hung_up = poll_fd.revents & (POLLHUP | POLLERR);
}

int descriptor_ask(pid_t pid, int fd, struct descriptor_facts *facts)
{
    int copy = descriptor_borrow(pid, fd), number;
    struct stat info;
    *facts = (struct descriptor_facts){-1, -1, -1, -1, -1, .is_readable = false};
    if (copy < 0)
        return copy;
    if (fstat(copy, &info) == 0 && !S_ISREG(info.st_mode)) {
        if (ioctl(copy, FIONREAD, &number) == 0)
            facts->queued = number;
        if (S_ISFIFO(info.st_mode))
            facts->capacity = fcntl(copy, F_GETPIPE_SZ);
        if (S_ISSOCK(info.st_mode))
            ask_socket(copy, facts);
    } else {
        ask_queue(copy, facts);
    }
    ask_poll(copy, facts);
    close(copy);
    return 0;
}

int descriptor_is_same(pid_t pid, int fd, pid_t other_pid, int other_fd)
{
    long order = syscall(SYS_kcmp, pid, other_pid, KCMP_FILE, fd, other_fd);
    return order < 0 ? -errno : order == 0;
}
