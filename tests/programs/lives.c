/* How threads and processes begin and end where tracers seldom look: lives NAME plays it, and
   checks that it goes as it goes untraced. Calls of lseek with a negative descriptor tell who made
   them. */
#include "play.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell(long who, long n)
{
    NEED(syscall(SYS_lseek, -who, n, 0) < 0 && errno == EBADF);
}

static void *tell_of_thread(void *who)
{
    for (int n = 0; n < 3; n++)
        tell((long)(intptr_t)who, n);
    return NULL;
}

/* Children that tell three times who they are and end, and threads that do. */
static void play_families(void)
{
    for (int i = 1; i <= 600; i++) {
        pthread_t thread;
        NEED(pthread_create(&thread, NULL, tell_of_thread, (void *)(intptr_t)(100000 + i)) == 0);
        pid_t child = fork();
        if (child == 0) {
            tell_of_thread((void *)(intptr_t)i);
            syscall(SYS_getppid);
            _exit(7);
        }
        need_exit(child, 7);
        NEED(pthread_join(thread, NULL) == 0);
    }
}

/* Ends before its maker's own stop, as often as may be: it makes no call but this. */
static int end_at_once(void *unused)
{
    (void)unused;
    syscall(SYS_exit, 7);
    return 7;
}

static void play_brief_clones(void)
{
    static char stack[65536];
    for (int i = 0; i < 1000; i++)
        need_exit(clone(end_at_once, stack + sizeof stack, CLONE_VM | CLONE_FILES | SIGCHLD, NULL),
                  7);
}

static pid_t clone_with(struct clone_args *arguments)
{
    arguments->exit_signal = SIGCHLD;
    return (pid_t)syscall(SYS_clone3, arguments, sizeof *arguments);
}

/* One id after the other, the same for all: clone(2), "set_tid". */
static void play_same_id(void)
{
    pid_t id = fork();
    if (id == 0)
        _exit(7);
    need_exit(id, 7);
    for (long i = 1; i <= 200; i++) {
        struct clone_args arguments = {.set_tid = (uintptr_t)&id, .set_tid_size = 1};
        pid_t child = clone_with(&arguments);
        if (child == 0) {
            tell_of_thread((void *)i);
            _exit(7);
        }
        NEED(child == id);
        need_exit(child, 7);
    }
}

/* The flag stands in memory, which is the program's own and must stay as it is. */
static void play_untraced_clone3(void)
{
    struct clone_args arguments = {.flags = CLONE_UNTRACED};
    pid_t child = clone_with(&arguments);
    if (child == 0) {
        tell(1, 0);
        _exit(7);
    }
    need_exit(child, 7);
    NEED(arguments.flags == CLONE_UNTRACED);
}

static void *wait_long(void *unused)
{
    pause();
    return unused;
}

/* A process of 50 threads leaves a core: says whether it did. */
static void play_core(void)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        pthread_t thread;
        setrlimit(RLIMIT_CORE, &(struct rlimit){64 << 20, 64 << 20});
        for (int i = 0; i < 50; i++)
            NEED(pthread_create(&thread, NULL, wait_long, NULL) == 0);
        abort();
    }
    NEED(waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    puts(WCOREDUMP(status) ? "left a core" : "left none");
}

/* A program whose one segment lies where no program may be: what runs it is gone before the kernel
   finds that out, and dies of SIGSEGV. elf(5). */
static void write_misplaced_program(const char *name)
{
    uint64_t words[15] = {0x00010102464c457f, 0, 0x00000001003e0002, 0x1000, 64, 0,
                          0x0038004000000000, 1};
    uint64_t segment[7] = {0x0000000500000001, 0, 0xffff800000000000, 0, 120, 120, 4096};
    memcpy(words + 8, segment, sizeof segment);
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0755);
    NEED(fd >= 0 && write(fd, words, sizeof words) == sizeof words && close(fd) == 0);
}

static void *run_misplaced(void *unused)
{
    execl("./misplaced", "misplaced", (char *)NULL);
    return unused;
}

static void *run_no_program(void *unused)
{
    NEED(execl("./no_program", "no_program", (char *)NULL) < 0 && errno == ENOEXEC);
    return unused;
}

/* An exec that fails late, of a leader and of another thread; one that fails at once. */
static void play_late_exec(void)
{
    int status;
    pthread_t thread;
    write_misplaced_program("misplaced");
    int fd = open("no_program", O_WRONLY | O_CREAT, 0755);
    NEED(fd >= 0 && write(fd, "no program\n", 11) == 11 && close(fd) == 0);
    run_no_program(NULL);
    NEED(pthread_create(&thread, NULL, run_no_program, NULL) == 0 &&
         pthread_join(thread, NULL) == 0);
    for (int i = 0; i < 20; i++) {
        pid_t child = fork();
        if (child == 0 && i % 2)
            run_misplaced(NULL);
        if (child == 0) {
            pthread_create(&thread, NULL, wait_long, NULL);
            pthread_create(&thread, NULL, run_misplaced, NULL);
            pause();
        }
        NEED(waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
             WTERMSIG(status) == SIGSEGV);
    }
    tell(1, 0);
}

static void *end_last(void *unused)
{
    static int place;
    NEED(syscall(SYS_set_tid_address, &place) == gettid());
    usleep(50000);
    tell(2, 0);
    syscall(SYS_exit, 7);
    return unused;
}

/* A name that a terminal would obey; a thread that is the last, and has no leader. */
static void play_names(void)
{
    pthread_t thread;
    NEED(prctl(PR_SET_NAME, "a\033[2J)\n\302\233b\a\377", 0, 0, 0) == 0);
    tell(1, 0);
    NEED(pthread_create(&thread, NULL, end_last, NULL) == 0);
    syscall(SYS_exit, 3);
}

/* A maker that cannot be stopped before its child, which waits for input, is done. */
static void play_vfork(void)
{
    char byte;
    puts("made");
    fflush(stdout);
    pid_t child = vfork();
    if (child == 0)
        _exit(read(STDIN_FILENO, &byte, 1) == 0 ? 7 : 1);
    need_exit(child, 7);
}

static void *wait_for_input(void *unused)
{
    char byte;
    puts("made");
    fflush(stdout);
    tell(1, 0);
    exit(read(STDIN_FILENO, &byte, 1) == 0 ? 7 : 1);
    return unused;
}

/* A leader that has ended, while its thread goes on. */
static void play_leaderless(void)
{
    pthread_t thread;
    NEED(pthread_create(&thread, NULL, wait_for_input, NULL) == 0);
    pthread_exit(NULL);
}

enum { THOUSANDS = 3000 };
static int gate[2];

static void *wait_at_gate(void *unused)
{
    char byte;
    NEED(read(gate[0], &byte, 1) == 0);
    return unused;
}

/* Threads that wait until standard input ends. */
static void play_thousands(void)
{
    static pthread_t threads[THOUSANDS];
    pthread_attr_t attributes;
    char byte;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 16384);
    NEED(pipe(gate) == 0);
    for (int i = 0; i < THOUSANDS; i++)
        NEED(pthread_create(&threads[i], &attributes, wait_at_gate, NULL) == 0);
    puts("made");
    fflush(stdout);
    NEED(read(STDIN_FILENO, &byte, 1) == 0);
    close(gate[1]);
    for (int i = 0; i < THOUSANDS; i++)
        NEED(pthread_join(threads[i], NULL) == 0);
}

static const struct play plays[] = {
    {"families", play_families},
    {"brief_clones", play_brief_clones},
    {"same_id", play_same_id},
    {"untraced_clone3", play_untraced_clone3},
    {"core", play_core},
    {"late_exec", play_late_exec},
    {"names", play_names},
    {"vfork", play_vfork},
    {"leaderless", play_leaderless},
    {"thousands", play_thousands},
};

int main(int n, char **words)
{
    return play_named(n, words, plays, sizeof plays / sizeof *plays);
}
