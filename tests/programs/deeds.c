/* Does what its words say, in their order, the same in every run: something to show options on. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static void use_files(void)
{
    char bytes[64];
    struct stat status;
    int fd = open("f", O_RDONLY | O_CLOEXEC);
    ssize_t n = read(fd, bytes, sizeof bytes);
    int null = open("/dev/null", O_WRONLY);
    if (n > 0 && write(null, bytes, (size_t)n) != n)
        exit(9);
    stat("f", &status);
    close(open("missing", O_RDONLY));
    close(dup(fd));
    close(null);
    close(fd);
}

static void use_vectors(void)
{
    char one[] = "one\n", two[] = "t\001w\377o";
    struct iovec vector[] = {{one, 4}, {two, 5}};
    int fd = open("/dev/null", O_WRONLY);
    if (writev(fd, vector, 2) != 9 || write(fd, "\tbell\a\"\\", 8) != 8)
        exit(9);
    close(fd);
}

static void make_child(void)
{
    pid_t pid = fork();
    if (!pid) {
        usleep(20000); /* until its parent waits */
        _exit(getppid() == 0);
    }
    waitpid(pid, NULL, 0);
}

static void catch_signal(int number)
{
    (void)number;
}

static void get_signals(void)
{
    signal(SIGUSR1, catch_signal);
    raise(SIGUSR1);
    signal(SIGUSR2, SIG_IGN);
    raise(SIGUSR2);
    signal(SIGCHLD, catch_signal);
    raise(SIGCHLD);
}

static void *run_thread(void *unused)
{
    close(-7);
    return unused;
}

static void make_thread(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, run_thread, NULL);
    pthread_join(thread, NULL);
}

/* Two datagrams at a time, the first in two pieces. */
static void use_messages(void)
{
    char bytes[16];
    int ends[2];
    struct iovec sent[] = {{"one", 3}, {"two", 3}, {"three", 5}};
    struct iovec got[] = {{bytes, 4}, {bytes + 4, 4}, {bytes + 8, 8}};
    struct mmsghdr out[] = {{.msg_hdr = {.msg_iov = sent, .msg_iovlen = 2}},
                            {.msg_hdr = {.msg_iov = sent + 2, .msg_iovlen = 1}}};
    struct mmsghdr in[] = {{.msg_hdr = {.msg_iov = got, .msg_iovlen = 2}},
                           {.msg_hdr = {.msg_iov = got + 2, .msg_iovlen = 1}}};
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) || sendmmsg(ends[0], out, 2, 0) != 2 ||
        recvmmsg(ends[1], in, 2, 0, NULL) != 2)
        exit(9);
    close(ends[0]);
    close(ends[1]);
}

static void use_sockets(void)
{
    int ends[2];
    char byte;
    socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    if (send(ends[0], "x", 1, MSG_NOSIGNAL) != 1 || recv(ends[1], &byte, 1, 0) != 1)
        exit(9);
    close(ends[0]);
    close(ends[1]);
}

__attribute__((noinline)) static long inner_call(long n)
{
    return syscall(SYS_getpriority, PRIO_PROCESS, 0) + n;
}

__attribute__((noinline)) static long outer_call(long n)
{
    return inner_call(n + 1) * 3;
}

static void call_deeply(void)
{
    if (outer_call(1) < 0)
        exit(9);
}

static void ask_ids(void)
{
    for (int i = 0; i < 6; i++)
        syscall(SYS_getppid);
    syscall(SYS_getuid);
    syscall(SYS_umask, 022);
}

static void call_nothing(void)
{
    syscall(0xbad, 1, 2, 3, 4, 5, 6);
}

static void become_true(void)
{
    execl("/no/such/program", "program", NULL);
    execl("/bin/true", "true", NULL);
}

static void die(void)
{
    raise(SIGTERM);
}

static void fault(void)
{
    struct rlimit none = {0};
    setrlimit(RLIMIT_CORE, &none);
    raise(SIGSEGV);
}

static void wait_for_input(void)
{
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
}

static const struct {
    const char *word;
    void (*act)(void);
} deeds[] = {
    {"files", use_files},       {"vectors", use_vectors}, {"child", make_child},
    {"signals", get_signals},   {"thread", make_thread},  {"sockets", use_sockets},
    {"messages", use_messages}, {"deep", call_deeply},    {"ids", ask_ids},
    {"unknown", call_nothing},  {"exec", become_true},    {"die", die},
    {"fault", fault},           {"wait", wait_for_input},
};

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        for (size_t k = 0; k < sizeof deeds / sizeof *deeds; k++)
            if (!strcmp(argv[i], deeds[k].word))
                deeds[k].act();
    return argc == 1 ? 7 : 0;
}
