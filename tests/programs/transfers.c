/* Moves bytes, asks for times, memory and descriptors, and says what it got: "transfers write".
   What was really written is in the file "out". */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 1000, BLOCKS = 10, THREADS = 4 };
static char block[BLOCK];

static void say(const char *what, ssize_t result)
{
    printf("%s %zd%s%s\n", what, result, result < 0 ? " " : "",
           result < 0 ? strerrorname_np(errno) : "");
}

static int create(const char *name)
{
    return open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
}

static void write_blocks(void)
{
    int fd = create("out");
    for (int i = 0; i < 3; i++)
        say("write", write(fd, block, BLOCK));
}

static void write_list(void)
{
    int fd = create("out");
    struct iovec list[3] = {{block, 10}, {block, 20}, {block, 30}};
    say("writev", writev(fd, list, 3));
    int in = open("out", O_RDONLY);
    say("readv", readv(in, list, 3));
    printf("lengths %zu %zu %zu\n", list[0].iov_len, list[1].iov_len, list[2].iov_len);
}

/* All that went out before the first failure, and that failure. */
static void fill(int fd)
{
    long total = 0;
    ssize_t n = 0;
    for (int i = 0; i < BLOCKS && n >= 0; i++) {
        n = write(fd, block, BLOCK);
        total += n > 0 ? n : 0;
    }
    printf("total %ld", total);
    say(", last", n);
}

static void fill_file(void)
{
    fill(create("out"));
}

static void fill_socket(void)
{
    int fds[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0)
        fill(fds[0]);
}

static void *fill_in_thread(void *total)
{
    int fd = open("out", O_WRONLY | O_CREAT | O_APPEND, 0644);
    for (int i = 0; i < BLOCKS; i++) {
        ssize_t n = write(fd, block, BLOCK);
        *(long *)total += n > 0 ? n : 0;
    }
    return NULL;
}

static void fill_in_threads(void)
{
    pthread_t threads[THREADS];
    long totals[THREADS] = {0}, sum = 0;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, fill_in_thread, &totals[i]);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        sum += totals[i];
    }
    printf("total %ld\n", sum);
}

/* Letters for what was read right, '#' for what was not. */
static void read_letters(void)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    char bytes[26];
    int fd = open("out", O_RDWR | O_CREAT | O_TRUNC, 0644);
    if (write(fd, letters, 26) != 26 || pread(fd, bytes, 26, 0) != 26)
        return;
    for (int i = 0; i < 26; i++)
        putchar(bytes[i] == letters[i] ? bytes[i] : '#');
    putchar('\n');
}

/* Whole hours between the libc's clock, which may be the vDSO's, and one of the kernel. */
static void tell_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    printf("%ld\n", (now.tv_sec - syscall(SYS_time, NULL) + 60) / 3600);
}

static void count_interruptions(void)
{
    int fds[2], n_interrupted = 0;
    char byte;
    if (pipe(fds) < 0 || write(fds[1], "x", 1) != 1)
        return;
    while (read(fds[0], &byte, 1) < 0 && errno == EINTR)
        n_interrupted++;
    printf("%d, then %c\n", n_interrupted, byte);
}

static void open_many(void)
{
    for (int i = 1; i < 100; i++)
        if (open("/dev/null", O_RDONLY) < 0) {
            printf("%d %s\n", i, strerrorname_np(errno));
            return;
        }
}

static void map_memory(void)
{
    void *memory = mmap(NULL, 1 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    printf("%s\n", memory == MAP_FAILED ? strerrorname_np(errno) : "mapped");
}

static __attribute__((noinline)) void left(int fd)
{
    say("left", write(fd, block, 1));
    __asm__ volatile("");
}

static __attribute__((noinline)) void right(int fd)
{
    say("right", write(fd, block, 1));
    __asm__ volatile("");
}

static void write_from_two_places(void)
{
    int fd = create("out");
    left(fd);
    right(fd);
    left(fd);
}

/* One call each: which of them fail tells what chance chose. */
static void draw(void)
{
    for (int i = 0; i < 40; i++)
        putchar(syscall(SYS_getppid) < 0 ? 'x' : '.');
    putchar('\n');
}

static const struct {
    const char *name;
    void (*run)(void);
} transfers[] = {
    {"write", write_blocks},
    {"list", write_list},
    {"fill", fill_file},
    {"socket", fill_socket},
    {"threads", fill_in_threads},
    {"read", read_letters},
    {"clock", tell_time},
    {"interrupted", count_interruptions},
    {"open", open_many},
    {"map", map_memory},
    {"places", write_from_two_places},
    {"draw", draw},
};

int main(int argc, char **argv)
{
    memset(block, 'x', sizeof block);
    for (size_t i = 0; argc == 2 && i < sizeof transfers / sizeof *transfers; i++)
        if (strcmp(transfers[i].name, argv[1]) == 0)
            transfers[i].run();
    return 0;
}
