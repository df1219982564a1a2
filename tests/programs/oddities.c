/* Programs that make a tracer's life hard: oddities NAME plays one, and checks that it went as it
   goes untraced. */
#include "need.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void pause_ms(long ms)
{
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        ;
}

static void need_exit(pid_t child, int wanted)
{
    int status;
    NEED(child && waitpid(child, &status, __WALL) > 0);
    NEED(WIFEXITED(status) && WEXITSTATUS(status) == wanted);
}

static void *exec_now(void *unused)
{
    execl("/proc/self/exe", "oddities", "end", "7", (char *)NULL);
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
                execl("/proc/self/exe", "oddities", "end", "7", (char *)NULL);
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

static void filter_call(unsigned number, unsigned verdict)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, verdict),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    NEED(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    NEED(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0);
}

static volatile sig_atomic_t n_traps;

static void catch_trap(int number)
{
    (void)number;
    n_traps++;
}

/* Not under a filter of a tracer's: the kernel takes one or the other. */
static void play_strict(void)
{
    pid_t child = fork();
    if (child == 0) {
        NEED(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == 0);
        syscall(SYS_exit, 7);
    }
    need_exit(child, 7);
}

/* Filters that kill and trap. */
static void play_filters(void)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        filter_call(SYS_getpgrp, SECCOMP_RET_KILL_PROCESS);
        syscall(SYS_getpgrp);
        _exit(1);
    }
    NEED(waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
    signal(SIGSYS, catch_trap);
    filter_call(SYS_getpgrp, SECCOMP_RET_TRAP);
    syscall(SYS_getpgrp);
    NEED(n_traps == 1);
}

/* Another of its processes answers its calls. */
static void play_supervisor(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpgrp, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    struct seccomp_notif request = {0};
    struct seccomp_notif_resp answer = {.val = 4711};
    NEED(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    int listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
    NEED(listener >= 0);
    pid_t child = fork();
    if (child == 0)
        _exit(syscall(SYS_getpgrp) == 4711 ? 7 : 1);
    NEED(ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request) == 0);
    answer.id = request.id;
    NEED(ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer) == 0);
    need_exit(child, 7);
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

static int has_vsyscall(void)
{
    char line[256];
    int has = 0;
    FILE *file = fopen("/proc/self/maps", "r");
    while (file && fgets(line, sizeof line, file))
        has |= strstr(line, "[vsyscall]") != NULL;
    return has;
}

/* From 64-bit code to the 32-bit entry, to the vsyscall page, and with numbers of x32. */
static void play_entries(void)
{
#ifdef __x86_64__
    long result = 20; /* getpid of i386 */
    __asm__ volatile("int $0x80" : "+a"(result) : : "r8", "r9", "r10", "r11", "memory");
    NEED(result == getpid());
    time_t (*vsyscall_time)(time_t *) = (void *)0xffffffffff600400;
    NEED(!has_vsyscall() || vsyscall_time(NULL) > 1000000000);
    NEED(syscall(0x40000000 | SYS_getpid) == getpid() || errno == ENOSYS);
#endif
    NEED(personality(0xffffffff) >= 0 && personality(PER_LINUX32) >= 0 &&
         personality(PER_LINUX) >= 0);
}

/* Where its memory, its root and its rights are gone, and processes have other numbers. */
static void play_namespaces(void)
{
    pid_t child = fork();
    if (child == 0) {
        NEED(unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS) == 0);
        pid_t first = fork();
        if (first == 0) {
            NEED(getpid() == 1);
            for (int i = 0; i < 20; i++) {
                pid_t grandchild = fork();
                if (grandchild == 0)
                    _exit(getppid() == 1 ? 7 : 1);
                need_exit(grandchild, 7);
            }
            open("in/another/namespace", O_RDONLY);
            _exit(7);
        }
        need_exit(first, 7);
        _exit(7);
    }
    need_exit(child, 7);
    child = fork();
    if (child == 0) {
        prctl(PR_SET_DUMPABLE, 0);
        NEED(chroot("/proc/self/fdinfo") == 0);
        NEED(setresuid(65534, 65534, 65534) == 0);
        open("/as/nobody", O_RDONLY);
        _exit(7);
    }
    need_exit(child, 7);
}

/* A tracer of its own, of a child that we don't know. */
static void play_tracer(void)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        pause_ms(50);
        syscall(SYS_getpgrp);
        _exit(7);
    }
    if (ptrace(PTRACE_SEIZE, child, NULL, NULL) < 0) {
        NEED(errno == EPERM);
        need_exit(child, 7);
        return;
    }
    NEED(ptrace(PTRACE_INTERRUPT, child, NULL, NULL) == 0);
    NEED(waitpid(child, &status, 0) == child && WIFSTOPPED(status));
    NEED(ptrace(PTRACE_CONT, child, NULL, NULL) == 0);
    need_exit(child, 7);
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

static volatile char selector;

static void catch_dispatch(int number)
{
    (void)number;
    selector = 0;
    n_traps++;
}

/* Calls that go to the program itself: prctl(2), "PR_SET_SYSCALL_USER_DISPATCH". */
static void play_dispatch(void)
{
    signal(SIGSYS, catch_dispatch);
    if (prctl(59, 1, 0, 0, &selector) < 0)
        return; /* not in this kernel */
    selector = 1;
    syscall(SYS_getpgrp);
    NEED(n_traps == 1);
}

static char flipped[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/aaaaaaaaaaaaaaaaaaaaaaaaaa";

static void *flip(void *is_over)
{
    while (!*(volatile int *)is_over)
        for (size_t i = 0; i < sizeof flipped - 1; i++)
            ((volatile char *)flipped)[i] ^= 3;
    return NULL;
}

/* Words that change while they are read. */
static void play_flips(void)
{
    pthread_t thread;
    int is_over = 0;
    pthread_create(&thread, NULL, flip, &is_over);
    for (int i = 0; i < 2000; i++)
        NEED(open(flipped, O_RDONLY) < 0);
    is_over = 1;
    pthread_join(thread, NULL);
}

/* A gigabyte in one call. */
static void play_giant(void)
{
    size_t size = 1 << 30;
    char *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    int null = open("/dev/null", O_WRONLY);
    NEED(bytes != MAP_FAILED && write(null, bytes, size) == (ssize_t)size);
    NEED(write(null, bytes, SIZE_MAX / 2) != 0 || errno);
}

static const struct oddity {
    const char *name;
    void (*play)(void);
} oddities[] = {
    {"double_exec", play_double_exec},
    {"exit_race", play_exit_race},
    {"vfork_storm", play_vfork_storm},
    {"stop_storm", play_stop_storm},
    {"many_threads", play_many_threads},
    {"clones", play_clones},
    {"filters", play_filters},
    {"supervisor", play_supervisor},
    {"abort", play_abort},
    {"kill_storm", play_kill_storm},
    {"entries", play_entries},
    {"namespaces", play_namespaces},
    {"tracer", play_tracer},
    {"strict", play_strict},
    {"busy", play_busy},
    {"dispatch", play_dispatch},
    {"flips", play_flips},
    {"giant", play_giant},
};

int main(int n, char **words)
{
    if (n == 3 && strcmp(words[1], "end") == 0)
        return atoi(words[2]);
    for (unsigned i = 0; i < sizeof oddities / sizeof *oddities; i++)
        if (n == 2 && strcmp(words[1], oddities[i].name) == 0) {
            oddities[i].play();
            return 0;
        }
    return 2;
}
