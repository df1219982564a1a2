/* What the tests of tracing trace: themselves, in a role whose status tells how it went. */
#include "tests/unit/trace_roles.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static uint64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static int play_parent_ids(void)
{
    for (int i = 0; i < 10; i++)
        syscall(SYS_getppid, 1, 2, 3);
    return 7;
}

static int play_tell_parent(void)
{
    return (int)syscall(SYS_getppid) & 127;
}

static int play_tell_error(void)
{
    return syscall(SYS_getppid) == -1 ? errno : 0;
}

/* The words of a call are the caller's own when it returns, whatever it was made with. */
static int play_keep_registers(void)
{
    register long a __asm__("rdi") = 11, b __asm__("rsi") = 12, c __asm__("rdx") = 13;
    long result = SYS_getpgid;
    __asm__ volatile("syscall"
                     : "+a"(result), "+r"(a), "+r"(b), "+r"(c)
                     :
                     : "rcx", "r11", "memory");
    return result == getpgrp() && a == 11 && b == 12 && c == 13 ? 0 : 1;
}

static int play_open(void)
{
    char below[4096];
    memset(below, 'x', sizeof below);
    int fd = open("/nonexistent", O_RDONLY);
    for (size_t i = 0; i < sizeof below; i++)
        if (below[i] != 'x')
            return 3;
    return fd >= 0 ? 0 : 1;
}

static volatile unsigned long n_spins;

static void *spin(void *unused)
{
    for (;;)
        n_spins++;
    return unused;
}

static int play_two_threads(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, spin, NULL);
    while (!n_spins)
        sched_yield();
    unsigned long before = n_spins;
    uint64_t began = now_ms();
    syscall(SYS_getppid);
    return now_ms() - began >= 100 && n_spins > before ? 0 : 1;
}

static volatile sig_atomic_t taken;

static void take(int number)
{
    taken = number;
}

static int play_take_signal(void)
{
    signal(SIGUSR1, take);
    signal(SIGUSR2, take);
    syscall(SYS_getppid);
    for (int i = 0; i < 50 && !taken; i++)
        usleep(1000);
    return taken;
}

static int play_raise(void)
{
    signal(SIGUSR2, take);
    raise(SIGUSR1);
    return taken;
}

static int play_sleep(void)
{
    usleep(300000);
    return 4;
}

static const struct role {
    const char *name;
    int (*play)(void);
} roles[] = {
    {"parent_ids", play_parent_ids},
    {"tell_parent", play_tell_parent},
    {"tell_error", play_tell_error},
    {"keep_registers", play_keep_registers},
    {"open", play_open},
    {"two_threads", play_two_threads},
    {"take_signal", play_take_signal},
    {"raise", play_raise},
    {"sleep", play_sleep},
};

void trace_role_play(const char *name)
{
    for (unsigned i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(name, roles[i].name) == 0)
            _exit(roles[i].play());
}
