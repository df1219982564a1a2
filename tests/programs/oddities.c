/* Programs that make a tracer's life hard: oddities NAME plays one, and checks that it went as it
   goes untraced. */
#include "play.h"
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
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

static const struct play plays[] = {
    {"filters", play_filters},       {"supervisor", play_supervisor}, {"entries", play_entries},
    {"namespaces", play_namespaces}, {"tracer", play_tracer},         {"strict", play_strict},
    {"dispatch", play_dispatch},     {"flips", play_flips},           {"giant", play_giant},
};

int main(int n, char **words)
{
    return play_named(n, words, plays, sizeof plays / sizeof *plays);
}
