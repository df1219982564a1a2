/* What decoding costs: the text of 60 common calls made again and again from memory at hand, so
   that no stop and no read of another process is in the figures. Prints ns a call, dearest first.
   Run: decode [ROUNDS [CALL]]; with a call that one alone, for a profiler. */
#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/decode/decode.h"
#include "core/report/call_text.h"
#include "core/tracee/memory.h"
#include <fcntl.h>
#include <linux/futex.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>

enum { BASE = 0x10000, BATCHES = 10 };

/* The memory that the calls point into. */
static struct world {
    char path[64], other[64], bytes[64];
    uint64_t words[4];
    struct stat stat;
    struct timespec time;
    struct pollfd polled[2];
    struct sockaddr_in internet;
    struct iovec vector[2];
    struct msghdr message;
    struct epoll_event events[2];
    struct rlimit64 limit;
    struct utsname system;
    struct rusage usage;
    struct clone_args {
        uint64_t fields[11];
    } clone;
    struct action {
        uint64_t handler, flags, restorer, mask;
    } action;
    uint64_t signals;
    uint32_t number, size;
} world;

#define AT(field) (BASE + offsetof(struct world, field))
#define FAR 0x7f1234567000

static const struct row {
    const char *call;
    uint64_t words[SYSCALL_WORDS];
    int64_t result;
} rows[] = {
    {"read", {3, AT(bytes), 64}, 32},
    {"write", {1, AT(bytes), 32}, 32},
    {"open", {AT(path), O_RDONLY | O_CLOEXEC}, 3},
    {"openat", {AT_FDCWD, AT(path), O_RDWR | O_CREAT | O_EXCL, 0644}, 3},
    {"close", {3}, 0},
    {"stat", {AT(path), AT(stat)}, 0},
    {"fstat", {3, AT(stat)}, 0},
    {"newfstatat", {AT_FDCWD, AT(path), AT(stat), AT_SYMLINK_NOFOLLOW}, 0},
    {"access", {AT(path), 4}, -2},
    {"faccessat2", {AT_FDCWD, AT(path), 4, AT_EACCESS}, 0},
    {"readlink", {AT(path), AT(bytes), 64}, 32},
    {"lseek", {3, 4096, SEEK_SET}, 4096},
    {"pread64", {3, AT(bytes), 64, 4096}, 32},
    {"pwrite64", {3, AT(bytes), 32, 4096}, 32},
    {"readv", {3, AT(vector), 2}, 48},
    {"writev", {3, AT(vector), 2}, 48},
    {"mmap", {0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0}, FAR},
    {"mprotect", {FAR, 4096, PROT_READ}, 0},
    {"munmap", {FAR, 8192}, 0},
    {"madvise", {FAR, 8192, MADV_DONTNEED}, 0},
    {"brk", {0}, FAR},
    {"rt_sigaction", {SIGINT, AT(action), AT(action), 8}, 0},
    {"rt_sigprocmask", {SIG_BLOCK, AT(signals), AT(signals), 8}, 0},
    {"rt_sigreturn", {0}, 0},
    {"kill", {1234, SIGTERM}, 0},
    {"tgkill", {1234, 1235, SIGUSR1}, 0},
    {"ioctl", {0, TIOCGWINSZ, AT(words)}, 0},
    {"fcntl", {3, F_SETFD, FD_CLOEXEC}, 0},
    {"dup2", {3, 4}, 4},
    {"pipe2", {AT(words), O_CLOEXEC}, 0},
    {"poll", {AT(polled), 2, 1000}, 1},
    {"ppoll", {AT(polled), 2, AT(time), AT(signals), 8}, 1},
    {"select", {64, AT(words), AT(words), 0, AT(time)}, 1},
    {"epoll_ctl", {5, EPOLL_CTL_ADD, 6, AT(events)}, 0},
    {"epoll_wait", {5, AT(events), 2, -1}, 2},
    {"socket", {AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP}, 3},
    {"connect", {3, AT(internet), sizeof(struct sockaddr_in)}, -115},
    {"accept4", {3, AT(internet), AT(size), SOCK_NONBLOCK}, 4},
    {"sendto", {3, AT(bytes), 32, MSG_NOSIGNAL, 0, 0}, 32},
    {"recvfrom", {3, AT(bytes), 64, 0, AT(internet), AT(size)}, 32},
    {"sendmsg", {3, AT(message), 0}, 48},
    {"recvmsg", {3, AT(message), 0}, 48},
    {"setsockopt", {3, SOL_SOCKET, SO_REUSEADDR, AT(number), 4}, 0},
    {"getsockopt", {3, SOL_SOCKET, SO_ERROR, AT(number), AT(size)}, 0},
    {"futex", {AT(number), FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 1, AT(time)}, -110},
    {"nanosleep", {AT(time), AT(time)}, 0},
    {"clock_nanosleep", {CLOCK_MONOTONIC, TIMER_ABSTIME, AT(time), 0}, 0},
    {"clock_gettime", {CLOCK_REALTIME, AT(time)}, 0},
    {"getrandom", {AT(bytes), 16, 0}, 16},
    {"getpid", {0}, 1234},
    {"execve", {AT(path), AT(words), AT(words)}, 0},
    {"clone", {CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID | SIGCHLD, 0, 0, FAR, 0}, 1234},
    {"clone3", {AT(clone), sizeof(struct clone_args)}, 1234},
    {"wait4", {-1, AT(number), WNOHANG, AT(usage)}, 1234},
    {"exit_group", {0}, 0},
    {"prlimit64", {0, RLIMIT_NOFILE, 0, AT(limit)}, 0},
    {"prctl", {PR_SET_NAME, AT(path)}, 0},
    {"uname", {AT(system)}, 0},
    {"unlink", {AT(path)}, 0},
    {"rename", {AT(path), AT(other)}, 0},
};

enum { N_ROWS = sizeof rows / sizeof rows[0] };

static void fill_world(void)
{
    strcpy(world.path, "/usr/lib/x86_64-linux-gnu/libexample.so.1");
    strcpy(world.other, "/usr/lib/x86_64-linux-gnu/libexample.so.2");
    strcpy(world.bytes, "A line of text\twith a tab\nand\001 more, of 64 bytes in all......");
    for (size_t i = 0; i < 2; i++)
        world.words[i] = AT(path);
    world.stat = (struct stat){.st_mode = S_IFREG | 0644, .st_size = 4096, .st_nlink = 1};
    world.time = (struct timespec){.tv_sec = 1, .tv_nsec = 500000000};
    for (int i = 0; i < 2; i++) {
        world.polled[i] = (struct pollfd){.fd = 3 + i, .events = POLLIN, .revents = POLLIN};
        world.events[i] = (struct epoll_event){.events = EPOLLIN | EPOLLET, .data.u64 = 7};
        world.vector[i] = (struct iovec){(void *)AT(bytes), 24};
    }
    world.internet = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(80), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    world.message = (struct msghdr){.msg_iov = (void *)AT(vector), .msg_iovlen = 2};
    world.limit = (struct rlimit64){1024, 1 << 20};
    strcpy(world.system.sysname, "Linux");
    world.clone.fields[4] = SIGCHLD;
    world.action = (struct action){FAR, SA_RESTART | 0x04000000, FAR, 1 << 9};
    world.signals = 1 << 1 | 1 << 16;
    world.size = sizeof world.internet;
}

static size_t read_world(void *self, uint64_t address, void *to, size_t size)
{
    (void)self;
    if (address < BASE || address - BASE >= sizeof world)
        return 0;
    size_t there = sizeof world - (address - BASE);
    size = size < there ? size : there;
    memcpy(to, (char *)&world + (address - BASE), size);
    return size;
}

static struct syscall syscall_of(const struct row *row, struct arena *arena)
{
    static const struct memory memory = {.read = read_world};
    struct syscall syscall = {.abi = abi_get(ABI_X86_64), .arena = arena, .memory = &memory};
    syscall.number = describe_number(ABI_X86_64, row->call);
    syscall.call = describe_call(ABI_X86_64, syscall.number);
    memcpy(syscall.words, row->words, sizeof syscall.words);
    return syscall;
}

/* What the text writer does with one call, from its entry to its end. */
static void write_call(struct syscall *syscall, int64_t result, struct text *line,
                       const struct style *style)
{
    syscall->is_done = false;
    decode_forget(syscall);
    unsigned n_written = call_text_begin(line, syscall, style);
    bool failed = result < 0 && result > -4096;
    syscall->error = failed ? -result : 0;
    syscall->result = failed ? -1 : result;
    syscall->is_done = true;
    call_text_arguments(line, syscall, style, n_written);
    call_text_result(line, 0, syscall, style);
}

struct cost {
    const struct row *row;
    double ns;
};

static uint64_t used_ns(void)
{
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return used.tv_sec * 1000000000ULL + used.tv_nsec;
}

/* ns a call, of one batch. */
static double measure(const struct row *row, unsigned rounds, const struct style *style)
{
    struct arena arena = {0};
    struct text line = {0};
    struct syscall syscall = syscall_of(row, &arena);
    uint64_t start = used_ns();
    for (unsigned i = 0; i < rounds; i++) {
        text_clear(&line);
        write_call(&syscall, row->result, &line, style);
        arena_empty(&arena);
    }
    double ns = (double)(used_ns() - start) / rounds;
    text_finish(&line);
    arena_finish(&arena);
    return ns;
}

/* Of several batches the quickest, each at another time: what else the machine does only adds. */
static void measure_all(struct cost *costs, size_t n, unsigned rounds)
{
    struct style style;
    style_init(&style);
    for (int batch = 0; batch < BATCHES; batch++) {
        for (size_t i = 0; i < n; i++) {
            double ns = measure(costs[i].row, rounds / BATCHES, &style);
            costs[i].ns = batch && costs[i].ns < ns ? costs[i].ns : ns;
        }
    }
}

static int dearer(const void *a, const void *b)
{
    double left = ((const struct cost *)a)->ns, right = ((const struct cost *)b)->ns;
    return (left < right) - (left > right);
}

int main(int n_words, char **words)
{
    unsigned rounds = n_words > 1 ? atoi(words[1]) : 20000;
    const char *only = n_words > 2 ? words[2] : NULL;
    struct cost costs[N_ROWS];
    double sum = 0;
    size_t n = 0;
    fill_world();
    for (size_t i = 0; i < N_ROWS; i++)
        if (!only || strcmp(only, rows[i].call) == 0)
            costs[n++].row = &rows[i];
    measure_all(costs, n, rounds);
    for (size_t i = 0; i < n; i++)
        sum += costs[i].ns;
    qsort(costs, n, sizeof costs[0], dearer);
    printf("\nText of %zu calls, ns each without memory reads; mean %.0f\n", n, sum / n);
    for (size_t i = 0; i < n; i++)
        printf("%-17s%5.0f%s", costs[i].row->call, costs[i].ns, i % 4 == 3 ? "\n" : "    ");
    return 0;
}
