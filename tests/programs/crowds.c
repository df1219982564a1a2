/* Many threads and processes that begin, stop and end at once: crowds NAME plays one, and checks
   that it went as it goes untraced. crowds end N ends with N. */
#include "play.h"
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void *exec_now(void *unused)
{
    execl("/proc/self/exe", "crowds", "end", "7", (char *)NULL);
    return unused;
}

/* Several threads exec at once: one wins. */
static void play_double_exec(void)
{
    for (int i = 0; i < 30; i++) {
        pid_t child = fork();
        if (child == 0) {
            pthread_t thread;
            for (int n = 0; n < 4; n++)
                pthread_create(&thread, NULL, exec_now, NULL);
            exec_now(NULL);
        }
        need_exit(child, 7);
    }
}

static void *end_now(void *status)
{
    syscall(SYS_exit_group, (int)(intptr_t)status);
    return NULL;
}

/* Several threads end the process at once, one by exec. */
static void play_exit_race(void)
{
    int status;
    for (int i = 0; i < 50; i++) {
        pid_t child = fork();
        if (child == 0) {
            pthread_t thread;
            for (intptr_t n = 1; n < 6; n++)
                pthread_create(&thread, NULL, n == 3 ? exec_now : end_now, (void *)n);
            end_now((void *)6);
        }
        NEED(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) < 8);
    }
}

static void *make_vforks(void *unused)
{
    for (int i = 0; i < 40; i++) {
        pid_t child = vfork();
        if (child == 0) {
            if (i % 2)
                execl("/proc/self/exe", "crowds", "end", "7", (char *)NULL);
            _exit(7);
        }
        need_exit(child, 7);
    }
    return unused;
}

static void play_vfork_storm(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, make_vforks, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
}

/* Stopped and continued by another process all the while; each of its own steps counts. */
static void play_stop_storm(void)
{
    volatile unsigned long *count = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 20000; i++) {
            getppid();
            ++*count;
        }
        _exit(7);
    }
    pid_t stopper = fork();
    if (stopper == 0)
        for (;;) {
            kill(child, SIGSTOP);
            kill(child, SIGCONT);
            sched_yield();
        }
    need_exit(child, 7);
    kill(stopper, SIGKILL);
    waitpid(stopper, NULL, 0);
    NEED(*count == 20000);
}

static void *wait_long(void *unused)
{
    pause();
    return unused;
}

/* Half a thousand threads, ended by one exit_group. */
static void play_many_threads(void)
{
    pid_t child = fork();
    if (child == 0) {
        pthread_attr_t attributes;
        pthread_t thread;
        pthread_attr_init(&attributes);
        pthread_attr_setstacksize(&attributes, 16384);
        for (int i = 0; i < 500; i++)
            NEED(pthread_create(&thread, &attributes, wait_long, NULL) == 0);
        exit(7);
    }
    need_exit(child, 7);
}

static int end_clone(void *unused)
{
    (void)unused;
    syscall(SYS_getppid);
    return 7;
}

/* Children that share memory, that are their maker's siblings, that no signal tells of. */
static void play_clones(void)
{
    static const int flags[] = {CLONE_VM | SIGCHLD,
                                CLONE_VM | CLONE_FILES | CLONE_FS | SIGCHLD,
                                0,
                                CLONE_VM,
                                CLONE_UNTRACED | CLONE_VM | SIGCHLD,
                                CLONE_PTRACE | SIGCHLD,
                                CLONE_VM | CLONE_SIGHAND | SIGUSR1};
    signal(SIGUSR1, SIG_IGN);
    for (unsigned i = 0; i < sizeof flags / sizeof *flags; i++) {
        char *stack = malloc(65536);
        need_exit(clone(end_clone, stack + 65536, flags[i], NULL), 7);
        free(stack);
    }
    pid_t child = fork();
    if (child == 0) {
        char *stack = malloc(65536);
        _exit(clone(end_clone, stack + 65536, CLONE_PARENT | SIGCHLD, NULL) < 0);
    }
    need_exit(child, 0);
    need_exit(-1, 7);
}

/* A core dump of many threads. */
static void play_abort(void)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        pthread_t thread;
        setrlimit(RLIMIT_CORE, &(struct rlimit){1 << 20, 1 << 20});
        for (int i = 0; i < 30; i++)
            pthread_create(&thread, NULL, wait_long, NULL);
        abort();
    }
    NEED(waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

/* Killed at any moment of its stops, and of stops within. */
static void play_kill_storm(void)
{
    int status;
    for (int i = 0; i < 200; i++) {
        pid_t child = fork();
        if (child == 0)
            for (;;) {
                raise(SIGCHLD);
                pid_t grandchild = vfork();
                if (grandchild == 0)
                    _exit(0);
                waitpid(grandchild, NULL, 0);
            }
        usleep((useconds_t)(i * 37 % 2000));
        kill(child, SIGSTOP);
        kill(child, i % 2 ? SIGKILL : SIGCONT);
        kill(child, SIGKILL);
        NEED(waitpid(child, &status, 0) == child && WTERMSIG(status) == SIGKILL);
    }
}

static int compare(const void *a, const void *b)
{
    unsigned long x = *(const unsigned long *)a, y = *(const unsigned long *)b;
    return (x > y) - (x < y);
}

/* Many busy processes: none is served much less than others. */
static void play_busy(void)
{
    enum { BUSY = 100 };
    pid_t children[BUSY];
    unsigned long *counts = mmap(NULL, BUSY * sizeof *counts, PROT_READ | PROT_WRITE,
                                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int gate[2];
    char byte;
    NEED(counts != MAP_FAILED && pipe(gate) == 0);
    for (int i = 0; i < BUSY; i++)
        if ((children[i] = fork()) == 0) {
            close(gate[1]);
            NEED(read(gate[0], &byte, 1) == 0);
            for (;;) {
                syscall(SYS_getppid);
                ++*(volatile unsigned long *)&counts[i];
            }
        }
    close(gate[1]);
    pause_ms(4000);
    for (int i = 0; i < BUSY; i++)
        kill(children[i], SIGKILL);
    for (int i = 0; i < BUSY; i++)
        waitpid(children[i], NULL, 0);
    qsort(counts, BUSY, sizeof *counts, compare);
    NEED(counts[0] > 0 && counts[0] >= counts[BUSY / 2] / 8);
}

static const struct play plays[] = {
    {"double_exec", play_double_exec},
    {"exit_race", play_exit_race},
    {"vfork_storm", play_vfork_storm},
    {"stop_storm", play_stop_storm},
    {"many_threads", play_many_threads},
    {"clones", play_clones},
    {"abort", play_abort},
    {"kill_storm", play_kill_storm},
    {"busy", play_busy},
};

int main(int n, char **words)
{
    if (n == 3 && strcmp(words[1], "end") == 0)
        return atoi(words[2]);
    return play_named(n, words, plays, sizeof plays / sizeof *plays);
}
