/* What programs seldom do, and tracers seldom see: rarities NAME plays it, and checks that it goes
   as it goes untraced. */
#include "play.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

static void say_over(void)
{
    NEED(lseek(-1, 0, SEEK_SET) < 0 && errno == EBADF);
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
    say_over();
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
    say_over();
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

static const struct play plays[] = {
    {"undumpable", play_undumpable},
    {"unseen", play_unseen},
    {"cycles", play_cycles},
    {"repeats", play_repeats},
    {"eater", play_eater},
    {"letters", play_letters},
    {"flow", play_flow},
};

int main(int n, char **words)
{
    return play_named(n, words, plays, sizeof plays / sizeof *plays);
}
