/* What a tracer must not disturb: acts NAME plays one act, which checks itself. Ends 0 if all went
   as it goes untraced; else says what did not. */
#include "play.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile unsigned long *shared(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    NEED(page != MAP_FAILED);
    return page;
}

/* A parent stops and continues its child, and is told so each time; the child stands still. */
static void play_stops(void)
{
    volatile unsigned long *count = shared();
    int status;
    pid_t child = fork();
    if (child == 0)
        for (;;) {
            ++*count;
            getppid();
        }
    for (int i = 0; i < 50; i++) {
        kill(child, SIGSTOP);
        NEED(waitpid(child, &status, WUNTRACED) == child);
        NEED(WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
        unsigned long before = *count;
        pause_ms(2);
        NEED(*count == before);
        kill(child, SIGCONT);
        NEED(waitpid(child, &status, WCONTINUED) == child && WIFCONTINUED(status));
        while (*count == before)
            sched_yield();
    }
    kill(child, SIGKILL);
    NEED(waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

enum { QUEUED = 1000 };
static volatile int n_taken;
static int taken[QUEUED];

static void take(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)context;
    taken[n_taken++] = info->si_value.sival_int;
}

/* Real-time signals keep their order and what they carry. */
static void play_queue(void)
{
    struct sigaction action = {.sa_sigaction = take, .sa_flags = SA_SIGINFO};
    sigset_t set, old;
    sigaction(SIGRTMIN, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, &old);
    for (int i = 0; i < QUEUED; i++)
        NEED(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 3 * i}) == 0);
    sigprocmask(SIG_SETMASK, &old, NULL);
    NEED(n_taken == QUEUED);
    /* Each interrupts the handler before it, so that the last queued is taken last only if its
       handler blocks the signal: it does. */
    for (int i = 0; i < QUEUED; i++)
        NEED(taken[i] == 3 * i);
}

static void play_vfork(void)
{
    int status;
    for (int i = 0; i < 100; i++) {
        volatile int mark = 0;
        pid_t child = vfork();
        if (child == 0) {
            mark = 1;
            _exit(i);
        }
        NEED(child > 0 && mark == 1);
        NEED(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == i);
    }
}

static void play_forks(void)
{
    int status;
    for (int i = 0; i < 300; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(getppid() > 0 ? i & 127 : 128);
        NEED(child > 0);
        NEED(waitpid(child, &status, 0) == child);
        NEED(WIFEXITED(status) && WEXITSTATUS(status) == (i & 127));
    }
}

static void *spin(void *unused)
{
    for (;;)
        getppid();
    return unused;
}

static void *replace(void *path)
{
    execl(path, path, "nothing", (char *)NULL);
    return NULL;
}

/* A thread that is not the leader execs while others are busy. */
static void play_execs(void)
{
    int status;
    for (int i = 0; i < 30; i++) {
        pid_t child = fork();
        if (child == 0) {
            pthread_t thread;
            for (int n = 0; n < 6; n++)
                NEED(pthread_create(&thread, NULL, spin, NULL) == 0);
            NEED(pthread_create(&thread, NULL, replace, "/proc/self/exe") == 0);
            spin(NULL);
        }
        NEED(waitpid(child, &status, 0) == child);
        NEED(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
}

/* Children are killed at any moment; each death is reported once, and right. */
static void play_kills(void)
{
    int status;
    for (int i = 0; i < 200; i++) {
        pid_t child = fork();
        if (child == 0) {
            pthread_t thread;
            pthread_create(&thread, NULL, spin, NULL);
            spin(NULL);
        }
        for (volatile int n = 0; n < i * 1000; n++)
            ;
        kill(child, SIGKILL);
        NEED(waitpid(child, &status, 0) == child);
        NEED(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    }
}

/* Signals that are ignored do not wake anybody. */
static void play_ignored(void)
{
    static const int numbers[] = {SIGCHLD, SIGWINCH, SIGUSR1, SIGURG};
    signal(SIGUSR1, SIG_IGN);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        pid_t parent = getpid();
        pid_t child = fork();
        if (child == 0) {
            pause_ms(30);
            kill(parent, numbers[i]);
            _exit(0);
        }
        struct epoll_event event;
        NEED(epoll_wait(epoll, &event, 1, 150) == 0);
        NEED(waitpid(child, NULL, 0) == child);
    }
}

static time_t storm_ends;

static void *make_next(void *unused)
{
    pthread_t thread;
    getppid();
    if (time(NULL) < storm_ends) {
        NEED(pthread_create(&thread, NULL, make_next, unused) == 0);
        pthread_detach(thread);
    }
    return NULL;
}

/* Threads that make the next and end, for some seconds: no listing of them is ever whole. */
static void play_storm(void)
{
    storm_ends = time(NULL) + 5;
    for (int i = 0; i < 8; i++)
        make_next(NULL);
    while (time(NULL) < storm_ends)
        pause_ms(10);
    pause_ms(200);
}

static void *exec_again(void *unused)
{
    usleep(300);
    execl("/proc/self/exe", "acts", "exec_storm", NULL);
    return unused;
}

static void *call_for_ever(void *unused)
{
    for (;;) {
        getppid();
        usleep(200);
    }
    return unused;
}

/* Five threads of which one runs the program anew, for some seconds, over and over. */
static void play_exec_storm(void)
{
    char ends[24];
    pthread_t thread;
    snprintf(ends, sizeof ends, "%ld", (long)time(NULL) + 5);
    setenv("STORM_ENDS", ends, 0);
    if (time(NULL) > atol(getenv("STORM_ENDS")))
        return;
    for (int i = 0; i < 4; i++)
        NEED(pthread_create(&thread, NULL, call_for_ever, NULL) == 0);
    NEED(pthread_create(&thread, NULL, exec_again, NULL) == 0);
    pthread_join(thread, NULL);
}

static volatile int n_handled;

static void handle(int number)
{
    (void)number;
    n_handled++;
}

/* Those that are handled do, and the call fails with EINTR. */
static void play_handled(void)
{
    struct sigaction action = {.sa_handler = handle};
    struct epoll_event event;
    sigaction(SIGALRM, &action, NULL);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    alarm(1);
    NEED(epoll_wait(epoll, &event, 1, 5000) < 0 && errno == EINTR);
    NEED(n_handled == 1);
}

static int do_nothing(void *unused)
{
    (void)unused;
    return getppid() > 0 ? 5 : 6;
}

/* A child that asks not to be traced works like any other. */
static void play_untraced(void)
{
    static char stack[65536];
    int status;
    pid_t child = clone(do_nothing, stack + sizeof stack, CLONE_UNTRACED | SIGCHLD, NULL);
    NEED(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 5);
}

static void deny(unsigned number, unsigned verdict)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, verdict),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    NEED(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    NEED(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0);
}

/* A program's own filters have their way. */
static void play_filter(void)
{
    deny(SYS_getppid, SECCOMP_RET_ERRNO | EIO);
    NEED(syscall(SYS_getppid) < 0 && errno == EIO);
    deny(SYS_getpgrp, SECCOMP_RET_TRACE | 0x11);
    NEED(syscall(SYS_getpgrp) < 0 && errno == ENOSYS);
}

/* Nobody can turn the tracing round. */
static void play_turn(void)
{
    int status, tracer = 0;
    char line[100];
    FILE *file = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, file) && !sscanf(line, "TracerPid: %d", &tracer))
        ;
    fclose(file);
    pid_t child = fork();
    if (child == 0)
        _exit(tracer && ptrace(PTRACE_SEIZE, tracer, NULL, NULL) == 0);
    NEED(waitpid(child, &status, 0) == child && status == 0);
}

static void play_nothing(void)
{
}

static const struct play plays[] = {
    {"stops", play_stops},           {"queue", play_queue},     {"vfork", play_vfork},
    {"forks", play_forks},           {"execs", play_execs},     {"kills", play_kills},
    {"ignored", play_ignored},       {"handled", play_handled}, {"untraced", play_untraced},
    {"filter", play_filter},         {"turn", play_turn},       {"storm", play_storm},
    {"exec_storm", play_exec_storm}, {"nothing", play_nothing},
};

int main(int n, char **words)
{
    return play_named(n, words, plays, sizeof plays / sizeof *plays);
}
