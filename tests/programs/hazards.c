/* What processes really do to a tracer: hazards NAME plays one, and checks that it went as it goes
   untraced. */
#include "play.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Ends right behind a call, again and again. */
static void play_exits(void)
{
    int status;
    for (int i = 0; i < 1000; i++) {
        pid_t child = fork();
        if (child == 0) {
            syscall(SYS_getppid);
            syscall(SYS_exit, 3);
        }
        NEED(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 3);
    }
}

static void *open_later(void *unused)
{
    struct timespec pause = {.tv_nsec = 100000000};
    nanosleep(&pause, NULL);
    open("the/leader/is/gone", O_RDONLY);
    exit(0);
    return unused;
}

static void play_leader_gone(void)
{
    pthread_t thread;
    NEED(pthread_create(&thread, NULL, open_later, NULL) == 0);
    pthread_exit(NULL);
}

static volatile sig_atomic_t n_traps, n_caught;

static void catch_trap(int number)
{
    (void)number;
    n_traps++;
}

static void catch_signal(int number)
{
    (void)number;
    __sync_fetch_and_add(&n_caught, 1);
}

/* SIGTRAPs that claim to be stops of a tracer's. */
static void play_forged_traps(void)
{
    static const int codes[] = {SIGTRAP | PTRACE_EVENT_SECCOMP << 8,
                                SIGTRAP | PTRACE_EVENT_STOP << 8, SIGTRAP | PTRACE_EVENT_EXEC << 8,
                                SIGTRAP | 0x80, SIGTRAP};
    signal(SIGTRAP, catch_trap);
    for (unsigned i = 0; i < sizeof codes / sizeof *codes; i++) {
        siginfo_t info = {.si_signo = SIGTRAP, .si_code = codes[i]};
        NEED(syscall(SYS_rt_tgsigqueueinfo, getpid(), gettid(), SIGTRAP, &info) == 0);
        NEED(n_traps == (int)i + 1);
    }
    __asm__ volatile("int3");
    NEED(n_traps == 6);
}

enum { STORM_THREADS = 8, STORM_SIGNALS = 200 };

static void *call_often(void *is_over)
{
    while (!*(volatile int *)is_over)
        syscall(SYS_getppid);
    return NULL;
}

/* Queued signals to all threads, none lost. */
static void play_signal_storm(void)
{
    pthread_t threads[STORM_THREADS];
    int is_over = 0;
    struct timespec pause = {.tv_nsec = 1000000};
    struct sigaction action = {.sa_handler = catch_signal, .sa_flags = SA_RESTART};
    sigaction(SIGRTMIN + 1, &action, NULL);
    for (int i = 0; i < STORM_THREADS; i++)
        NEED(pthread_create(&threads[i], NULL, call_often, &is_over) == 0);
    for (int n = 0; n < STORM_SIGNALS; n++)
        for (int i = 0; i < STORM_THREADS; i++)
            NEED(pthread_sigqueue(threads[i], SIGRTMIN + 1, (union sigval){0}) == 0);
    for (int i = 0; i < 10000 && n_caught < STORM_SIGNALS * STORM_THREADS; i++)
        nanosleep(&pause, NULL);
    is_over = 1;
    for (int i = 0; i < STORM_THREADS; i++)
        pthread_join(threads[i], NULL);
    NEED(n_caught == STORM_SIGNALS * STORM_THREADS);
}

static void interrupt_soon(int flags)
{
    struct sigaction action = {.sa_handler = catch_signal, .sa_flags = flags};
    pid_t parent = getpid();
    struct timespec pause = {.tv_nsec = 50000000};
    sigaction(SIGUSR1, &action, NULL);
    if (fork() == 0) {
        nanosleep(&pause, NULL);
        kill(parent, SIGUSR1);
        nanosleep(&pause, NULL);
        _exit(0);
    }
}

/* A handler runs in the middle: with and without SA_RESTART, and past a stop and its end. */
static void play_restarts(void)
{
    struct timespec time = {.tv_nsec = 200000000}, left;
    int ends[2];
    char byte;
    interrupt_soon(SA_RESTART);
    NEED(nanosleep(&time, &left) < 0 && errno == EINTR && left.tv_nsec > 0);
    NEED(wait(NULL) > 0 && pipe(ends) == 0);
    interrupt_soon(0);
    NEED(read(ends[0], &byte, 1) < 0 && errno == EINTR);
    NEED(wait(NULL) > 0);
    interrupt_soon(SA_RESTART);
    NEED(wait(NULL) > 0);
    pid_t parent = getpid();
    if (fork() == 0) {
        struct timespec pause = {.tv_nsec = 50000000};
        nanosleep(&pause, NULL);
        kill(parent, SIGSTOP);
        nanosleep(&pause, NULL);
        kill(parent, SIGCONT);
        _exit(0);
    }
    signal(SIGCHLD, SIG_DFL);
    NEED(nanosleep(&time, NULL) == 0);
    NEED(wait(NULL) > 0 && n_caught == 3);
}

static sigjmp_buf back;

static void jump_back(int number)
{
    (void)number;
    siglongjmp(back, 1);
}

/* Handlers that are never returned from: calls without an end of their own. The signal comes in the
   call alone, however late that is made. */
static void play_jumps(void)
{
    sigset_t alarm_set, none;
    signal(SIGALRM, jump_back);
    sigemptyset(&none);
    sigemptyset(&alarm_set);
    sigaddset(&alarm_set, SIGALRM);
    sigprocmask(SIG_BLOCK, &alarm_set, NULL);
    for (volatile int i = 0; i < 50; i++)
        if (sigsetjmp(back, 1) == 0) {
            ualarm(2000, 0);
            NEED(ppoll(NULL, 0, NULL, &none) < 0);
        }
    NEED(syscall(SYS_getppid) > 0);
}

/* Numbers of no call: each fails with ENOSYS. */
static void play_numbers(void)
{
    static const long numbers[] = {1000, 0x7fffffff, -1, -2, 0x40000027, 0x40000000 | 520};
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
        NEED(syscall(numbers[i], 1, 2, 3, 4, 5, 6) < 0 && errno == ENOSYS);
    /* Only the lower half of the register counts. */
    NEED(syscall(1L << 32 | SYS_getpid) == getpid());
}

/* A debugger of its own: as under any tracer, it may trace whom nobody traces yet. */
static void play_debugger(void)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        _exit(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : 7);
    }
    NEED(waitpid(child, &status, 0) == child && WIFEXITED(status));
    NEED(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 7);
}

/* Strings that end where memory does, or just behind it. */
static void play_edges(void)
{
    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    NEED(pages != MAP_FAILED && mprotect(pages + 4096, 4096, PROT_NONE) == 0);
    memset(pages, 'e', 4096);
    for (int i = 1; i < 16; i++)
        NEED(open(pages + 4096 - i, O_RDONLY) < 0 && errno == EFAULT);
    pages[4095] = '\0';
    for (int i = 2; i < 16; i++)
        NEED(open(pages + 4096 - i, O_RDONLY) < 0 && errno == ENOENT);
    NEED(open((char *)1, O_RDONLY) < 0 && errno == EFAULT);
    NEED(open((char *)(intptr_t)0xffffffffff600000, O_RDONLY) < 0);
    NEED(open((char *)(uintptr_t)0x8000000000000000u, O_RDONLY) < 0 && errno == EFAULT);
}

/* N processes at once, until standard input ends. */
static void play_crowd(void)
{
    enum { CROWD = 1000 };
    char byte;
    int ends[2];
    NEED(pipe(ends) == 0);
    for (int i = 0; i < CROWD; i++) {
        pid_t child = fork();
        NEED(child >= 0);
        if (child == 0) {
            close(ends[1]);
            syscall(SYS_getppid);
            _exit(read(ends[0], &byte, 1) != 0);
        }
    }
    puts("there");
    fflush(stdout);
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
    close(ends[1]);
    for (int i = 0; i < CROWD; i++) {
        int status;
        NEED(wait(&status) > 0 && status == 0);
    }
}

/* Memory that nobody fills in: who reads it waits for ever. */
static void play_mute(void)
{
    struct uffdio_api api = {.api = UFFD_API};
    int status;
    pid_t child = fork();
    if (child == 0) {
        int fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC);
        char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        struct uffdio_register range = {.range = {(uintptr_t)page, 8192},
                                        .mode = UFFDIO_REGISTER_MODE_MISSING};
        NEED(fd >= 0 && ioctl(fd, UFFDIO_API, &api) == 0);
        NEED(ioctl(fd, UFFDIO_REGISTER, &range) == 0);
        open(page, O_RDONLY);
        _exit(1);
    }
    for (int i = 0; i < 100; i++) {
        struct timespec pause = {.tv_nsec = 20000000};
        NEED(open("while/the/other/waits", O_RDONLY) < 0 && errno == ENOENT);
        nanosleep(&pause, NULL);
    }
    kill(child, SIGKILL);
    NEED(waitpid(child, &status, 0) == child && WTERMSIG(status) == SIGKILL);
}

static const struct play plays[] = {
    {"exits", play_exits},        {"leader_gone", play_leader_gone},
    {"traps", play_forged_traps}, {"storm", play_signal_storm},
    {"restarts", play_restarts},  {"jumps", play_jumps},
    {"numbers", play_numbers},    {"debugger", play_debugger},
    {"edges", play_edges},        {"crowd", play_crowd},
    {"mute", play_mute},
};

int main(int n, char **words)
{
    return play_named(n, words, plays, sizeof plays / sizeof *plays);
}
