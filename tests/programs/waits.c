/* Threads that wait in calls which a mere stop would end with EINTR: waits SECONDS. Whoever
   attaches and lets go meanwhile, none of them may see one, or wait less than it asked for. */
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
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_MS = 100 };

static volatile int is_over;
static int sockets[2], listener, semaphores, epoll;
static aio_context_t aio;

static long wait_epoll(void)
{
    struct epoll_event event;
    return epoll_wait(epoll, &event, 1, WAIT_MS);
}

static long wait_receive(void)
{
    char byte;
    return recv(sockets[0], &byte, 1, 0);
}

static long wait_read(void)
{
    char byte;
    return read(sockets[0], &byte, 1);
}

static long wait_accept(void)
{
    return accept(listener, NULL, NULL);
}

static long wait_semaphore(void)
{
    struct sembuf operation = {.sem_op = -1};
    struct timespec limit = {.tv_nsec = WAIT_MS * 1000000L};
    return semtimedop(semaphores, &operation, 1, &limit);
}

static long wait_signal(void)
{
    sigset_t set;
    struct timespec limit = {.tv_nsec = WAIT_MS * 1000000L};
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    return sigtimedwait(&set, NULL, &limit);
}

static long wait_aio(void)
{
    struct io_event event;
    struct timespec limit = {.tv_nsec = WAIT_MS * 1000000L};
    return syscall(SYS_io_getevents, aio, 1, 1, &event, &limit);
}

static long wait_epoll2(void)
{
    struct epoll_event event;
    int64_t limit[2] = {0, WAIT_MS * 1000000L};
    return syscall(441, epoll, &event, 1, limit, NULL, 0);
}

/* One request, a poll of what is never ready, is taken off its queue and waited for. */
static struct {
    int fd;
    uint32_t *tail, *array, mask;
    struct io_uring_sqe *entries;
} ring = {.fd = -1};

static void prepare_ring(void)
{
    struct io_uring_params p = {0};
    ring.fd = (int)syscall(SYS_io_uring_setup, 1024, &p);
    if (ring.fd < 0)
        return;
    char *bytes = mmap(NULL, p.sq_off.array + p.sq_entries * 4, PROT_READ | PROT_WRITE, MAP_SHARED,
                       ring.fd, IORING_OFF_SQ_RING);
    ring.entries = mmap(NULL, p.sq_entries * sizeof *ring.entries, PROT_READ | PROT_WRITE,
                        MAP_SHARED, ring.fd, IORING_OFF_SQES);
    if (bytes == MAP_FAILED || ring.entries == MAP_FAILED)
        exit(2);
    ring.tail = (uint32_t *)(bytes + p.sq_off.tail);
    ring.array = (uint32_t *)(bytes + p.sq_off.array);
    ring.mask = *(uint32_t *)(bytes + p.sq_off.ring_mask);
}

static long wait_ring(void)
{
    int64_t limit[2] = {0, WAIT_MS * 1000000L};
    struct {
        uint64_t mask;
        uint32_t mask_size, pad;
        uint64_t time;
    } argument = {.mask_size = 8, .time = (uintptr_t)limit};
    if (ring.fd < 0)
        return poll(NULL, 0, WAIT_MS);
    uint32_t at = *ring.tail & ring.mask;
    ring.entries[at] = (struct io_uring_sqe){
        .opcode = IORING_OP_POLL_ADD, .fd = sockets[1], .poll32_events = POLLPRI};
    ring.array[at] = at;
    __atomic_store_n(ring.tail, *ring.tail + 1, __ATOMIC_RELEASE);
    return syscall(SYS_io_uring_enter, ring.fd, 1, 1, IORING_ENTER_GETEVENTS | 1 << 3, &argument,
                   sizeof argument);
}

static long wait_sleep(void)
{
    struct timespec time = {.tv_nsec = WAIT_MS * 1000000L};
    return nanosleep(&time, NULL);
}

static struct waiter {
    const char *name;
    long (*wait)(void);
    unsigned n_waits, n_interrupted, n_early;
} waiters[] = {
    {"epoll_wait", wait_epoll, 0, 0, 0},
    {"recvfrom", wait_receive, 0, 0, 0},
    {"read", wait_read, 0, 0, 0},
    {"accept", wait_accept, 0, 0, 0},
    {"semtimedop", wait_semaphore, 0, 0, 0},
    {"rt_sigtimedwait", wait_signal, 0, 0, 0},
    {"io_getevents", wait_aio, 0, 0, 0},
    {"epoll_pwait2", wait_epoll2, 0, 0, 0},
    {"io_uring_enter", wait_ring, 0, 0, 0},
    {"nanosleep", wait_sleep, 0, 0, 0},
};

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)(now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

static void *wait_again(void *argument)
{
    struct waiter *waiter = argument;
    while (!is_over) {
        long began = now_ms();
        waiter->n_waits++;
        if (waiter->wait() < 0 && errno == EINTR)
            waiter->n_interrupted++;
        else if (now_ms() - began < WAIT_MS - 1)
            waiter->n_early++;
    }
    return NULL;
}

static void prepare(void)
{
    struct timeval limit = {.tv_usec = WAIT_MS * 1000};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) < 0)
        exit(2);
    setsockopt(sockets[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 1) < 0)
        exit(2);
    semaphores = semget(IPC_PRIVATE, 1, 0600);
    epoll = epoll_create1(0);
    syscall(SYS_io_setup, 4, &aio);
    prepare_ring();
}

int main(int n, char **words)
{
    enum { N = sizeof waiters / sizeof *waiters };
    pthread_t threads[N];
    int status = 0;
    prepare();
    for (unsigned i = 0; i < N; i++)
        pthread_create(&threads[i], NULL, wait_again, &waiters[i]);
    sleep(n > 1 ? (unsigned)atoi(words[1]) : 1);
    is_over = 1;
    for (unsigned i = 0; i < N; i++) {
        pthread_join(threads[i], NULL);
        if (!waiters[i].n_interrupted && !waiters[i].n_early)
            continue;
        status = 1;
        printf("%s: interrupted %u times of %u, early %u times\n", waiters[i].name,
               waiters[i].n_interrupted, waiters[i].n_waits, waiters[i].n_early);
    }
    semctl(semaphores, 0, IPC_RMID);
    puts(status ? "disturbed" : "undisturbed");
    return status;
}
