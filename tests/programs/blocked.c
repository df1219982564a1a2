/* Processes that each wait in a call which a stop would break off or cut short: blocked [SECONDS].
   When that time, or standard input, is over, what they wait for comes. Says whose call gave
   anything else. */
#include <errno.h>
#include <linux/aio_abi.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LARGE = 300000, FOR_LONG = 60 };

/* What parent and children share: both ends of everything. */
static int data[2], full_pipe[2], full_sockets[2], timed_sockets[2], semaphores;
static char bytes[LARGE];

static long wait_epoll(void)
{
    struct epoll_event event = {.events = EPOLLIN};
    int epoll = epoll_create1(0);
    epoll_ctl(epoll, EPOLL_CTL_ADD, data[0], &event);
    return epoll_wait(epoll, &event, 1, -1);
}

static long wait_epoll_for_long(void)
{
    struct epoll_event event = {.events = EPOLLIN};
    int epoll = epoll_create1(0);
    epoll_ctl(epoll, EPOLL_CTL_ADD, data[0], &event);
    return epoll_wait(epoll, &event, 1, FOR_LONG * 1000);
}

static long wait_semaphore(void)
{
    struct sembuf operation = {.sem_op = -1};
    return semop(semaphores, &operation, 1);
}

static long wait_signal(void)
{
    sigset_t set;
    struct timespec limit = {.tv_sec = FOR_LONG};
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    return sigtimedwait(&set, NULL, &limit);
}

static long wait_aio(void)
{
    aio_context_t context = 0;
    struct iocb block = {.aio_lio_opcode = IOCB_CMD_POLL, .aio_fildes = data[0], .aio_buf = 1};
    struct iocb *blocks[] = {&block};
    struct io_event event;
    struct timespec limit = {.tv_sec = FOR_LONG};
    syscall(SYS_io_setup, 4, &context);
    syscall(SYS_io_submit, context, 1, blocks);
    return syscall(SYS_io_getevents, context, 1, 1, &event, &limit);
}

static long wait_receive(void)
{
    struct timeval limit = {.tv_sec = FOR_LONG};
    setsockopt(timed_sockets[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return recv(timed_sockets[0], bytes, 1, 0);
}

static long wait_pipe_write(void)
{
    return write(full_pipe[1], bytes, LARGE);
}

static long wait_send(void)
{
    return send(full_sockets[1], bytes, LARGE, 0);
}

static const struct {
    const char *name;
    long (*wait)(void);
    long result;
} waits[] = {
    {"epoll_wait", wait_epoll, 1},
    {"epoll_wait with a timeout", wait_epoll_for_long, 1},
    {"semop", wait_semaphore, 0},
    {"sigtimedwait", wait_signal, SIGUSR1},
    {"io_getevents", wait_aio, 1},
    {"recv with SO_RCVTIMEO", wait_receive, 1},
    {"write to a pipe", wait_pipe_write, LARGE},
    {"send", wait_send, LARGE},
};

enum { N = sizeof waits / sizeof *waits };

static void play_child(int i)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    long result = waits[i].wait();
    if (result != waits[i].result)
        printf("%s: %ld%s%s\n", waits[i].name, result, result < 0 ? " " : "",
               result < 0 ? strerror(errno) : "");
    fflush(stdout);
    _exit(result != waits[i].result);
}

static void drain(int fd)
{
    for (long left = LARGE; left > 0;) {
        ssize_t n = read(fd, bytes, LARGE);
        if (n <= 0)
            return;
        left -= n;
    }
}

static void release(const pid_t *children)
{
    struct sembuf operation = {.sem_op = 1};
    if (write(data[1], "x", 1) != 1 || write(timed_sockets[1], "x", 1) != 1)
        exit(2);
    semop(semaphores, &operation, 1);
    for (int i = 0; i < N; i++)
        kill(children[i], SIGUSR1);
    close(full_pipe[1]);
    close(full_sockets[1]);
    drain(full_pipe[0]);
    drain(full_sockets[0]);
}

int main(int n, char **words)
{
    pid_t children[N];
    int n_disturbed = 0, status;
    semaphores = semget(IPC_PRIVATE, 1, 0600);
    if (pipe(data) || pipe(full_pipe) || socketpair(AF_UNIX, SOCK_STREAM, 0, full_sockets) ||
        socketpair(AF_UNIX, SOCK_STREAM, 0, timed_sockets))
        return 2;
    for (int i = 0; i < N; i++)
        if ((children[i] = fork()) == 0)
            play_child(i);
    if (n > 1)
        sleep((unsigned)atoi(words[1]));
    while (n == 1 && read(STDIN_FILENO, bytes, 1) > 0)
        ;
    release(children);
    for (int i = 0; i < N; i++)
        n_disturbed += waitpid(children[i], &status, 0) < 0 || status != 0;
    semctl(semaphores, 0, IPC_RMID);
    printf("%d waits, %d disturbed\n", N, n_disturbed);
    return n_disturbed != 0;
}
