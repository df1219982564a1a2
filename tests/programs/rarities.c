/* What programs seldom do, and tracers seldom see: rarities NAME plays it, and checks that it goes
   as it goes untraced. Calls of lseek with a negative descriptor tell who made them. */
#include "need.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void need_exit(pid_t child, int wanted)
{
    int status;
    NEED(child > 0 && waitpid(child, &status, __WALL) == child);
    NEED(WIFEXITED(status) && WEXITSTATUS(status) == wanted);
}

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

/* Nobody without the right to may read its memory any more. */
static void play_undumpable(void)
{
    NEED(open("before/it", O_RDONLY) < 0 && errno == ENOENT);
    NEED(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
    NEED(open("while/it/is", O_RDONLY) < 0 && errno == ENOENT);
}

/* The time by all ways that make no call, then by one; and work that a ring does. */
static void play_unseen(void)
{
    struct timespec now;
    struct io_uring_params parameters = {0};
    for (int i = 0; i < 10; i++)
        NEED(clock_gettime(CLOCK_MONOTONIC, &now) == 0);
    NEED(syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now) == 0);
    syscall(SYS_io_uring_setup, 4, &parameters);
}

/* Pointers that lead back to themselves, and lengths that no memory has. */
static void play_cycles(void)
{
    static struct mmsghdr message;
    static char *words[2];
    static struct iovec vector;
    const size_t lengths[] = {SIZE_MAX, SIZE_MAX / 2, 1ul << 40, 1ul << 31, 0x7ffff000};
    message.msg_hdr = (struct msghdr){.msg_name = &message,
                                      .msg_namelen = sizeof message,
                                      .msg_iov = (struct iovec *)&message,
                                      .msg_control = &message};
    vector = (struct iovec){&vector, sizeof vector};
    words[0] = (char *)words;
    words[1] = (char *)&words[1];
    int null = open("/dev/null", O_WRONLY);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        message.msg_hdr.msg_iovlen = message.msg_hdr.msg_controllen = lengths[i];
        vector.iov_len = lengths[i];
        syscall(SYS_write, null, &vector, lengths[i]);
        syscall(SYS_writev, null, &vector, lengths[i]);
        syscall(SYS_writev, null, &vector, 1);
        syscall(SYS_sendmsg, -1, &message, 0);
        syscall(SYS_sendmmsg, -1, &message, lengths[i], 0);
        syscall(SYS_process_vm_readv, getpid(), &vector, lengths[i], &vector, lengths[i], 0);
        syscall(SYS_poll, &vector, lengths[i], 0);
        syscall(SYS_bpf, 5, &message, lengths[i]);
        syscall(SYS_keyctl, 12, &vector, lengths[i], &vector, lengths[i]);
        syscall(SYS_setsockopt, -1, 1, 26, &vector, lengths[i]);
        syscall(SYS_read, -1, &vector, lengths[i]);
    }
    NEED(execve("/no/such", words, words) < 0);
    tell(1, 0);
}

/* One string named 25000 times, one buffer as often: more than memory holds, were each kept by
   itself. */
static void play_repeats(void)
{
    enum { TIMES = 25000, LONG = 70000 };
    static char bytes[LONG], *words[TIMES + 1];
    static struct iovec vector[TIMES];
    memset(bytes, 'r', LONG - 1);
    for (int i = 0; i < TIMES; i++) {
        words[i] = bytes;
        vector[i] = (struct iovec){bytes, LONG};
    }
    NEED(execve("/no/such", words, words) < 0);
    NEED(writev(-1, vector, TIMES) < 0);
    tell(1, 0);
}

/* More memory than it may have. */
static void play_eater(void)
{
    size_t size = 256 << 20;
    char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    NEED(bytes != MAP_FAILED);
    for (size_t i = 0; i < size; i += 4096)
        ((volatile char *)bytes)[i] = 1;
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

enum { KINDS = 4, LETTERS = 250 };
static volatile int n_taken;
static struct letter {
    int number, code, value, sender;
} letters[KINDS * LETTERS + 8];

static void take(int number, siginfo_t *info, void *context)
{
    (void)context;
    letters[n_taken++] = (struct letter){number, info->si_code, info->si_value.sival_int,
                                         info->si_pid};
}

/* Signals of several numbers from two senders: the lower number first, each in its own order, with
   sender and value. signal(7). */
static void play_letters(void)
{
    struct sigaction action = {.sa_sigaction = take, .sa_flags = SA_SIGINFO};
    sigset_t all, old;
    sigfillset(&action.sa_mask);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &old);
    for (int k = 0; k < KINDS; k++)
        sigaction(SIGRTMIN + k, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    pid_t receiver = getpid(), child = fork();
    for (int i = child ? 0 : 1; i < LETTERS; i += 2)
        for (int k = KINDS - 1; k >= 0; k--)
            NEED(sigqueue(receiver, SIGRTMIN + k, (union sigval){.sival_int = i}) == 0);
    if (child == 0)
        _exit(kill(receiver, SIGUSR1) != 0);
    NEED(waitpid(child, NULL, 0) == child);
    sigprocmask(SIG_SETMASK, &old, NULL);
    NEED(n_taken == KINDS * LETTERS + 1);
    NEED(letters[0].number == SIGUSR1 && letters[0].code == SI_USER && letters[0].sender == child);
    int last[KINDS][2] = {{0}};
    for (int i = 1; i < n_taken; i++) {
        const struct letter *letter = &letters[i];
        int kind = letter->number - SIGRTMIN, odd = letter->value % 2;
        NEED(kind == (i - 1) / LETTERS && letter->code == SI_QUEUE);
        NEED(letter->sender == (odd ? child : receiver));
        NEED(letter->value == (last[kind][odd] ? last[kind][odd] + 2 : odd) || !last[kind][odd]);
        last[kind][odd] = letter->value;
    }
}

static volatile sig_atomic_t n_counted;

static void count_letter(int number)
{
    (void)number;
    n_counted++;
}

static int send_flow(pid_t receiver)
{
    struct timespec pause = {.tv_nsec = 200000};
    int n = 0;
    for (time_t end = time(NULL) + 4; time(NULL) < end; n++) {
        while (sigqueue(receiver, SIGRTMIN, (union sigval){0}) < 0)
            NEED(errno == EAGAIN);
        if (n % 8 == 0)
            nanosleep(&pause, NULL);
    }
    return n;
}

/* Signals all the while, for some seconds: as many are taken as were sent, whoever attaches. */
static void play_flow(void)
{
    struct sigaction action = {.sa_handler = count_letter};
    int n_sent, ends[2];
    NEED(pipe(ends) == 0);
    sigaction(SIGRTMIN, &action, NULL);
    pid_t receiver = getpid(), sender = fork();
    if (sender == 0) {
        n_sent = send_flow(receiver);
        _exit(write(ends[1], &n_sent, sizeof n_sent) != sizeof n_sent);
    }
    while (waitpid(sender, NULL, WNOHANG) == 0)
        getppid();
    NEED(read(ends[0], &n_sent, sizeof n_sent) == sizeof n_sent);
    NEED(n_counted == n_sent && n_sent > 1000);
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

static const struct rarity {
    const char *name;
    void (*play)(void);
} rarities[] = {
    {"families", play_families},     {"brief_clones", play_brief_clones},
    {"same_id", play_same_id},       {"untraced_clone3", play_untraced_clone3},
    {"undumpable", play_undumpable}, {"unseen", play_unseen},
    {"cycles", play_cycles},         {"repeats", play_repeats},
    {"eater", play_eater},           {"core", play_core},
    {"late_exec", play_late_exec},   {"names", play_names},
    {"letters", play_letters},       {"flow", play_flow},
    {"vfork", play_vfork},           {"leaderless", play_leaderless},
    {"thousands", play_thousands},
};

int main(int n, char **words)
{
    for (unsigned i = 0; i < sizeof rarities / sizeof *rarities; i++)
        if (n == 2 && strcmp(words[1], rarities[i].name) == 0) {
            rarities[i].play();
            return 0;
        }
    return 2;
}
