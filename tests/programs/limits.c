/* Waits of a given time, in threads of two processes, from the end of standard input on: limits
   SECONDS. It prints the id of the first, to be attached to and let go; nobody knows the second.
   Says which wait of the first ended too soon, or later than the same wait of the second. */
#include <errno.h>
#include <linux/aio_abi.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/poll.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct timespec limit;
static int semaphores;

static int limit_ms(void)
{
    return (int)limit.tv_sec * 1000;
}

static long wait_epoll(void)
{
    struct epoll_event event;
    return epoll_wait(epoll_create1(0), &event, 1, limit_ms());
}

/* As an inlined call: no register may come back changed. */
static long wait_epoll_inline(void)
{
#ifdef __x86_64__
    struct epoll_event event;
    long epoll = epoll_create1(0), ms = limit_ms();
    register long result __asm__("rax") = SYS_epoll_wait;
    register long time __asm__("r10") = ms;
    __asm__ volatile("syscall"
                     : "+r"(result), "+r"(time)
                     : "D"(epoll), "S"(&event), "d"(1L)
                     : "rcx", "r11", "memory");
    return time == ms ? result : 99;
#else
    return wait_epoll();
#endif
}

static long wait_epoll2(void)
{
    struct epoll_event event;
    int64_t time[2] = {limit.tv_sec, 0};
    long result = syscall(441, epoll_create1(0), &event, 1, time, NULL, 0);
    return time[0] == limit.tv_sec ? result : 99;
}

static long wait_semaphore(void)
{
    struct sembuf operation = {.sem_op = -1};
    return semtimedop(semaphores, &operation, 1, &limit);
}

static long wait_signal(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    return sigtimedwait(&set, NULL, &limit);
}

static long wait_aio(void)
{
    aio_context_t context = 0;
    struct io_event event;
    syscall(SYS_io_setup, 4, &context);
    return syscall(SYS_io_getevents, context, 1, 1, &event, &limit);
}

static long wait_aio_masked(void)
{
    aio_context_t context = 0;
    struct io_event event;
    syscall(SYS_io_setup, 4, &context);
    return syscall(SYS_io_pgetevents, context, 1, 1, &event, &limit, NULL);
}

/* One end of a pair that gives up after the time. */
static int make_socket(int option)
{
    struct timeval time = {.tv_sec = limit.tv_sec};
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return -1;
    setsockopt(ends[0], SOL_SOCKET, option, &time, sizeof time);
    return ends[0];
}

static long wait_receive(void)
{
    char byte;
    return recv(make_socket(SO_RCVTIMEO), &byte, 1, 0);
}

/* Of what it waits for a part comes before. */
static long wait_receive_all(void)
{
    char bytes[2];
    struct timeval time = {.tv_sec = limit.tv_sec};
    int ends[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    return write(ends[1], "x", 1) + recv(ends[0], bytes, 2, MSG_WAITALL);
}

static long wait_read(void)
{
    char byte;
    return read(make_socket(SO_RCVTIMEO), &byte, 1);
}

static long wait_message(void)
{
    char byte;
    struct iovec vector = {&byte, 1};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
    return recvmsg(make_socket(SO_RCVTIMEO), &message, 0);
}

static long wait_send(void)
{
    char byte = 0;
    int fd = make_socket(SO_SNDTIMEO);
    while (send(fd, &byte, 1, MSG_DONTWAIT) > 0)
        ;
    return send(fd, &byte, 1, 0);
}

/* A socket on loopback, with room for one that nobody accepts. */
static int make_server(struct sockaddr_in *address)
{
    struct timeval time = {.tv_sec = limit.tv_sec};
    socklen_t size = sizeof *address;
    int server = socket(AF_INET, SOCK_STREAM, 0);
    *address = (struct sockaddr_in){.sin_family = AF_INET};
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(server, (struct sockaddr *)address, sizeof *address);
    getsockname(server, (struct sockaddr *)address, &size);
    setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    return listen(server, 0) == 0 ? server : -1;
}

static long wait_accept(void)
{
    struct sockaddr_in address;
    return accept(make_server(&address), NULL, NULL);
}

/* Of those that find no room the first is not answered. */
static long wait_connect(void)
{
    struct sockaddr_in address;
    struct timeval time = {.tv_sec = limit.tv_sec};
    make_server(&address);
    int first = socket(AF_INET, SOCK_STREAM, 0), second = socket(AF_INET, SOCK_STREAM, 0);
    connect(first, (struct sockaddr *)&address, sizeof address);
    setsockopt(second, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
    return connect(second, (struct sockaddr *)&address, sizeof address);
}

/* Where a kernel has no io_uring, or forbids it, it is a sleep. */
static long wait_ring(void)
{
    struct io_uring_params parameters = {0};
    int64_t time[2] = {limit.tv_sec, 0};
    struct {
        uint64_t mask;
        uint32_t mask_size, pad;
        uint64_t time;
    } argument = {.mask_size = 8, .time = (uintptr_t)time};
    int ring = (int)syscall(SYS_io_uring_setup, 4, &parameters);
    if (ring < 0)
        return nanosleep(&limit, NULL);
    long result = syscall(SYS_io_uring_enter, ring, 0, 1, IORING_ENTER_GETEVENTS | 1 << 3,
                          &argument, sizeof argument);
    return result < 0 && errno == ETIME ? 0 : result;
}

static long wait_poll(void)
{
    return poll(NULL, 0, limit_ms());
}

static long wait_select(void)
{
    struct timeval time = {.tv_sec = limit.tv_sec};
    return select(0, NULL, NULL, NULL, &time);
}

static long wait_sleep(void)
{
    return nanosleep(&limit, NULL);
}

static long wait_futex(void)
{
    int word = 0;
    return syscall(SYS_futex, &word, 0 /* FUTEX_WAIT */, 0, &limit, NULL, 0);
}

static const struct {
    const char *name;
    long (*wait)(void);
} waits[] = {
    {"epoll_wait", wait_epoll},
    {"epoll_wait, inlined", wait_epoll_inline},
    {"epoll_pwait2", wait_epoll2},
    {"semtimedop", wait_semaphore},
    {"rt_sigtimedwait", wait_signal},
    {"io_getevents", wait_aio},
    {"io_pgetevents", wait_aio_masked},
    {"io_uring_enter", wait_ring},
    {"recv", wait_receive},
    {"recv of all", wait_receive_all},
    {"read", wait_read},
    {"recvmsg", wait_message},
    {"send", wait_send},
    {"accept", wait_accept},
    {"connect", wait_connect},
    {"poll", wait_poll},
    {"select", wait_select},
    {"nanosleep", wait_sleep},
    {"futex", wait_futex},
};

enum { N = sizeof waits / sizeof *waits };

static struct outcome {
    long result, error, took_ms;
} (*outcomes)[N];
static int who;

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)(now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

static void *run(void *argument)
{
    long i = (long)argument, began = now_ms();
    struct outcome *outcome = &outcomes[who][i];
    outcome->result = waits[i].wait();
    outcome->error = outcome->result < 0 ? errno : 0;
    outcome->took_ms = now_ms() - began;
    return NULL;
}

static void play(int me)
{
    pthread_t threads[N];
    sigset_t set;
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
    who = me;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    for (long i = 0; i < N; i++)
        pthread_create(&threads[i], NULL, run, (void *)i);
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    _exit(0);
}

int main(int n, char **words)
{
    int n_disturbed = 0;
    pid_t child = 0;
    limit.tv_sec = n > 1 ? atoi(words[1]) : 2;
    outcomes = mmap(NULL, 2 * sizeof *outcomes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                    -1, 0);
    semaphores = semget(IPC_PRIVATE, 1, 0600);
    if (outcomes == MAP_FAILED || semaphores < 0)
        return 2;
    for (int me = 1; me >= 0; me--)
        if ((child = fork()) == 0)
            play(me);
    printf("%d\n", child);
    fflush(stdout);
    while (wait(NULL) > 0)
        ;
    semctl(semaphores, 0, IPC_RMID);
    for (int i = 0; i < N; i++) {
        const struct outcome *a = &outcomes[0][i], *b = &outcomes[1][i];
        long late_ms = a->took_ms - b->took_ms;
        if (a->result == b->result && a->error == b->error && a->took_ms >= limit_ms() &&
            late_ms < limit_ms() / 4)
            continue;
        n_disturbed++;
        printf("%s: %ld %s after %ld ms, where %ld %s after %ld ms was due\n", waits[i].name,
               a->result, strerror((int)a->error), a->took_ms, b->result, strerror((int)b->error),
               b->took_ms);
    }
    printf("%d waits, %d disturbed\n", N, n_disturbed);
    return n_disturbed != 0;
}
