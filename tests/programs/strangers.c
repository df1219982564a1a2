/* Threads that are not like others, until standard input is over: strangers WHAT. Meanwhile one
   that is makes calls. Says when they are there, and at the end that nothing disturbed them. */
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ENTRIES = 4, SKIPPED = 77 };
static const char fifo[] = "strangers.fifo";

static int ring, is_disturbed;
static struct io_uring_params parameters;
static volatile int is_over;

static void check(int is_fine)
{
    if (!is_fine)
        is_disturbed = 1;
}

static void set_up_ring(void)
{
    ring = (int)syscall(SYS_io_uring_setup, ENTRIES, &parameters);
    if (ring < 0) {
        printf("no rings here: %s\n", strerror(errno));
        exit(SKIPPED);
    }
}

/* A thread of the kernel's looks for submissions. */
static void begin_poll(void)
{
    parameters.flags = IORING_SETUP_SQPOLL;
    parameters.sq_thread_idle = 60000;
    set_up_ring();
}

static char *map(size_t size, long offset)
{
    return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, ring, offset);
}

static uint32_t *number(char *queue, uint32_t offset)
{
    return (uint32_t *)(void *)(queue + offset);
}

/* A thread of the kernel's waits for the other end of a FIFO: a signal would break that off. */
static void begin_work(void)
{
    set_up_ring();
    struct io_uring_sqe *entries = (void *)map(ENTRIES * sizeof *entries, IORING_OFF_SQES);
    char *queue = map(4096, IORING_OFF_SQ_RING);
    check(mkfifo(fifo, 0600) == 0);
    entries[0] = (struct io_uring_sqe){.opcode = IORING_OP_OPENAT,
                                       .flags = IOSQE_ASYNC,
                                       .fd = AT_FDCWD,
                                       .addr = (uintptr_t)fifo,
                                       .open_flags = O_RDONLY};
    *number(queue, parameters.sq_off.array) = 0;
    __atomic_store_n(number(queue, parameters.sq_off.tail), 1, __ATOMIC_RELEASE);
    check(syscall(SYS_io_uring_enter, ring, 1, 0, 0, NULL, 0) == 1);
}

static void end_work(void)
{
    char *queue = map(4096, IORING_OFF_CQ_RING);
    check(open(fifo, O_WRONLY | O_NONBLOCK) >= 0);
    check(syscall(SYS_io_uring_enter, ring, 0, 1, IORING_ENTER_GETEVENTS, NULL, 0) == 0);
    struct io_uring_cqe *entry = (void *)(queue + parameters.cq_off.cqes);
    check(entry->res >= 0);
    unlink(fifo);
}

static void wait_for_end(void)
{
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
}

/* It waits, and nothing can stop it, until its child ends. */
static void *make_child(void *unused)
{
    if (vfork() == 0) {
        wait_for_end();
        _exit(0);
    }
    return unused;
}

static void begin_vfork(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, make_child, NULL);
}

static void begin_nothing(void)
{
}

static const struct stranger {
    const char *name;
    void (*begin)(void);
    void (*end)(void);
    int is_leaderless;
} strangers[] = {
    {"poll", begin_poll, NULL, 0},
    {"work", begin_work, end_work, 0},
    {"vfork", begin_vfork, NULL, 0},
    {"leaderless", begin_nothing, NULL, 1},
};

static void *make_calls(void *unused)
{
    while (!is_over) {
        syscall(SYS_getppid);
        usleep(1000);
    }
    return unused;
}

static void *go_on(void *argument)
{
    const struct stranger *stranger = argument;
    usleep(100000);
    printf("ready\n");
    fflush(stdout);
    wait_for_end();
    if (stranger->end)
        stranger->end();
    is_over = 1;
    printf("%s\n", is_disturbed ? "disturbed" : "undisturbed");
    exit(0);
}

int main(int n, char **words)
{
    pthread_t thread;
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
        const struct stranger *stranger = &strangers[i];
        if (n != 2 || strcmp(words[1], stranger->name) != 0)
            continue;
        stranger->begin();
        pthread_create(&thread, NULL, make_calls, NULL);
        pthread_create(&thread, NULL, go_on, (void *)stranger);
        if (stranger->is_leaderless)
            pthread_exit(NULL);
        pthread_join(thread, NULL);
    }
    return 2;
}
