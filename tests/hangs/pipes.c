/* Programs that hang between processes: pipes, sockets, children. Run: pipes CASE */
#include "hang.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

static char bytes[1 << 20];

static void wait_for(pid_t child)
{
    int status;
    waitpid(child, &status, 0);
    printf("child ended with %d\n", WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
}

static void must(bool is_good)
{
    if (!is_good)
        _exit(3);
}

/* A child that runs a function and ends. */
static pid_t start(void (*run)(int fd), int fd)
{
    pid_t child = fork();
    if (child == 0) {
        run(fd);
        _exit(0);
    }
    return child;
}

static void fill(int fd)
{
    ssize_t n = write(fd, bytes, 200001);
    _exit(n == 200001 ? 0 : 4);
}

static void drain(int fd)
{
    while (read(fd, bytes, sizeof bytes) > 0) {
    }
}

/* The writer's end is waited for before its output is read. */
static void full(void)
{
    int ends[2];
    must(pipe(ends) == 0);
    pid_t child = start(fill, ends[1]);
    close(ends[1]);
    hang_ready();
    wait_for(child);
    ssize_t n, sum = 0;
    while ((n = read(ends[0], bytes, sizeof bytes)) > 0)
        sum += n;
    printf("read %zd bytes\n", sum);
}

/* The child reads to the end of its input, which the parent has not closed. */
static void unclosed(void)
{
    int ends[2];
    must(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        drain(ends[0]);
        _exit(0);
    }
    hang_ready();
    wait_for(child);
}

static void self_pipe(void)
{
    int ends[2];
    must(pipe(ends) == 0);
    hang_ready();
    drain(ends[0]);
}

static void self_full(void)
{
    int ends[2];
    must(pipe(ends) == 0);
    hang_ready();
    must(write(ends[1], bytes, sizeof bytes) > 0);
}

/* The reader inherited the write end of its own input. */
static void child_holds(void)
{
    int ends[2];
    must(pipe(ends) == 0);
    pid_t child = start(drain, ends[0]);
    close(ends[1]);
    hang_ready();
    wait_for(child);
}

/* Two children; the second one holds the first one's input open, and waits for the first. */
static void sibling(void)
{
    int first[2], second[2];
    must(pipe(first) == 0 && pipe(second) == 0);
    pid_t reader = fork();
    if (reader == 0) {
        close(first[1]);
        close(second[0]);
        drain(first[0]);
        _exit(0);
    }
    pid_t other = fork();
    if (other == 0) {
        close(second[1]);
        drain(second[0]);
        _exit(0);
    }
    close(first[1]);
    close(second[1]);
    hang_ready();
    wait_for(reader);
}

static void two_ways(bool both_write)
{
    int down[2], up[2];
    must(pipe(down) == 0 && pipe(up) == 0);
    pid_t child = fork();
    if (child == 0) {
        close(down[1]);
        close(up[0]);
        for (;;)
            must(both_write ? write(up[1], bytes, sizeof bytes) > 0 : read(down[0], bytes, 1) > 0);
    }
    close(down[0]);
    close(up[1]);
    hang_ready();
    must(both_write ? write(down[1], bytes, sizeof bytes) > 0 : read(up[0], bytes, 1) > 0);
}

static void both_write(void)
{
    two_ways(true);
}

static void both_read(void)
{
    two_ways(false);
}

static void socket_pair(int family_socket[2], bool writes)
{
    pid_t child = fork();
    if (child == 0) {
        close(family_socket[0]);
        for (;;)
            must(writes ? write(family_socket[1], bytes, sizeof bytes) > 0
                        : read(family_socket[1], bytes, 1) > 0);
    }
    close(family_socket[1]);
    hang_ready();
    ssize_t n = writes ? write(family_socket[0], bytes, sizeof bytes)
                       : read(family_socket[0], bytes, 1);
    printf("got %zd\n", n);
}

static void unix_read(void)
{
    int ends[2];
    must(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    socket_pair(ends, false);
}

static void unix_write(void)
{
    int ends[2];
    must(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    socket_pair(ends, true);
}

static void tcp_connect(int ends[2])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    must(bind(listener, (struct sockaddr *)&address, size) == 0 && listen(listener, 1) == 0 &&
         getsockname(listener, (struct sockaddr *)&address, &size) == 0);
    ends[0] = socket(AF_INET, SOCK_STREAM, 0);
    must(connect(ends[0], (struct sockaddr *)&address, size) == 0);
    ends[1] = accept(listener, NULL, NULL);
    close(listener);
}

static void tcp_read(void)
{
    int ends[2];
    tcp_connect(ends);
    socket_pair(ends, false);
}

/* A connection that nobody will accept: the listener's process reads from it first. */
static void unaccepted(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0), ends[2];
    snprintf(address.sun_path, sizeof address.sun_path, "hang-socket-%d", getpid());
    must(bind(listener, (struct sockaddr *)&address, sizeof address) == 0);
    must(listen(listener, 1) == 0 && pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        close(listener);
        close(ends[0]);
        int connection = socket(AF_UNIX, SOCK_STREAM, 0);
        must(connect(connection, (struct sockaddr *)&address, sizeof address) == 0);
        must(read(connection, bytes, 1) >= 0);
        _exit(0);
    }
    close(ends[1]);
    hang_ready();
    must(read(ends[0], bytes, 1) >= 0);
}

static void polling(void)
{
    int down[2], up[2];
    must(pipe(down) == 0 && pipe(up) == 0);
    pid_t child = fork();
    if (child == 0) {
        struct epoll_event event = {.events = EPOLLIN};
        int set = epoll_create1(0);
        close(down[1]);
        close(up[0]);
        must(epoll_ctl(set, EPOLL_CTL_ADD, down[0], &event) == 0);
        must(epoll_wait(set, &event, 1, -1) > 0);
        _exit(0);
    }
    struct pollfd fd = {.fd = up[0], .events = POLLIN};
    close(down[0]);
    close(up[1]);
    hang_ready();
    must(poll(&fd, 1, -1) > 0);
}

static void events(void)
{
    uint64_t count;
    int fd = eventfd(0, 0);
    hang_ready();
    must(read(fd, &count, sizeof count) == sizeof count);
    printf("count %d\n", (int)count);
}

/* The vfork child reads what its parent, asleep until the child has called exec, should write. */
static void vforked(void)
{
    static int ends[2];
    must(pipe(ends) == 0);
    hang_ready();
    pid_t child = vfork();
    if (child == 0) {
        ssize_t n = read(ends[0], bytes, 1);
        _exit(n == 0 ? 0 : 5);
    }
    wait_for(child);
}

static void stopped_child(void)
{
    pid_t child = fork();
    if (child == 0) {
        raise(SIGSTOP);
        _exit(6);
    }
    waitpid(child, NULL, WUNTRACED);
    hang_ready();
    wait_for(child);
}

/* A program that has nothing to do with the pipe, and its write end. */
static void leak(void)
{
    int ends[2];
    must(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        execlp("sleep", "sleep", "1000", NULL);
        _exit(3);
    }
    close(ends[1]);
    hang_ready();
    drain(ends[0]);
}

static void fifo_order(void)
{
    char names[2][32];
    for (int i = 0; i < 2; i++) {
        snprintf(names[i], sizeof names[i], "hang-fifo-%d-%d", i, getpid());
        must(mkfifo(names[i], 0600) == 0);
    }
    pid_t child = fork();
    int first = child == 0;
    if (child != 0)
        hang_ready();
    open(names[first], O_WRONLY);
    open(names[!first], O_RDONLY);
    if (child == 0)
        _exit(0);
    unlink(names[0]);
    unlink(names[1]);
    wait_for(child);
}

int main(int argc, char **argv)
{
    static const struct hang hangs[] = {
        {"full", full},
        {"unclosed", unclosed},
        {"self-pipe", self_pipe},
        {"self-full", self_full},
        {"child-holds", child_holds},
        {"sibling", sibling},
        {"both-write", both_write},
        {"both-read", both_read},
        {"unix-read", unix_read},
        {"unix-write", unix_write},
        {"tcp-read", tcp_read},
        {"unaccepted", unaccepted},
        {"polling", polling},
        {"events", events},
        {"vforked", vforked},
        {"stopped-child", stopped_child},
        {"leak", leak},
        {"fifo-order", fifo_order},
        {NULL, NULL},
    };
    return hang_main(argc, argv, hangs);
}
