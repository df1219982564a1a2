/* A 32-bit program that makes many kinds of calls: files, time, signals, sockets, children. */
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void use_files(void)
{
    char bytes[64];
    struct stat status;
    struct statfs system;
    int fd = open("file", O_RDWR | O_CLOEXEC);
    pread(fd, bytes, sizeof bytes, 2);
    lseek(fd, 1, SEEK_SET);
    struct iovec parts[] = {{bytes, 4}, {bytes + 4, 8}};
    writev(fd, parts, 2);
    fstat(fd, &status);
    stat("missing", &status);
    lstat("file", &status);
    statfs(".", &system);
    ftruncate(fd, 5);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 3};
    fcntl(fd, F_SETLK, &lock);
    fcntl(fd, F_GETFD);
    void *map = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
    mprotect(map, 4096, PROT_READ | PROT_WRITE);
    munmap(map, 4096);
    close(fd);
    mkdir("folder", 0750);
    rename("folder", "other");
    rmdir("other");
    access("file", R_OK | W_OK);
    chmod("file", 0600);
}

static void use_time(void)
{
    struct timespec pause = {.tv_nsec = 1000000};
    struct timeval limit = {.tv_usec = 1000};
    struct rlimit files;
    nanosleep(&pause, NULL);
    select(0, NULL, NULL, NULL, &limit);
    getrlimit(RLIMIT_NOFILE, &files);
    struct itimerval timer = {.it_value = {.tv_sec = 100}};
    setitimer(ITIMER_REAL, &timer, NULL);
    struct utsname name;
    uname(&name);
}

static void use_sockets(void)
{
    int pair[2];
    char bytes[16];
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair);
    struct iovec part = {"hello", 5};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    sendmsg(pair[0], &message, MSG_NOSIGNAL);
    struct pollfd wanted[] = {{pair[1], POLLIN, 0}, {pair[0], POLLOUT | POLLIN, 0}};
    poll(wanted, 2, 100);
    recv(pair[1], bytes, sizeof bytes, MSG_DONTWAIT);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLOUT, .data.u64 = 7};
    epoll_ctl(epoll, EPOLL_CTL_ADD, pair[0], &event);
    epoll_wait(epoll, &event, 1, 100);
    int fd = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP), one = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(1), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    connect(fd, (struct sockaddr *)&address, sizeof address);
    int n_bytes;
    ioctl(pair[1], FIONREAD, &n_bytes);
}

static void do_nothing(int number)
{
    (void)number;
}

static void use_signals_and_children(void)
{
    struct sigaction action = {.sa_handler = do_nothing, .sa_flags = SA_RESTART};
    sigaddset(&action.sa_mask, SIGUSR2);
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    pid_t child = fork();
    if (child == 0)
        _exit(3);
    int status;
    struct rusage usage;
    wait4(child, &status, 0, &usage);
}

int main(void)
{
    use_files();
    use_time();
    use_sockets();
    use_signals_and_children();
    puts("done");
    return 7;
}
