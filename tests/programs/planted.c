/* Mistakes in handling failures, each beside the right way: planted NAME wrong|right. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 8192, MANY = 1 << 20 };
static char bytes[SIZE];

static int fail(const char *what)
{
    fprintf(stderr, "planted: %s: %s\n", what, strerror(errno));
    return 1;
}

static int create(const char *name)
{
    return open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
}

/* 0, or -1 with errno. */
static int write_all(int fd, const char *from, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t n = write(fd, from + done, size - done);
        if (n < 0 && errno != EINTR)
            return -1;
        done += n > 0 ? (size_t)n : 0;
    }
    return 0;
}

/* What is not written by one write is forgotten. */
static int short_write(bool is_right)
{
    int fd = create("new");
    if (fd < 0)
        return fail("new");
    if ((is_right ? write_all(fd, bytes, SIZE) : write(fd, bytes, SIZE) < 0 ? -1 : 0) < 0)
        return fail("write");
    return close(fd) < 0 ? fail("close") : 0;
}

static int ignored_close(bool is_right)
{
    int fd = create("new");
    if (fd < 0 || write_all(fd, bytes, SIZE) < 0)
        return fail("new");
    int status = close(fd);
    return status < 0 && is_right ? fail("close") : 0;
}

static int ignored_sync(bool is_right)
{
    int fd = create("new");
    if (fd < 0 || write_all(fd, bytes, SIZE) < 0)
        return fail("new");
    if (fsync(fd) < 0 && is_right)
        return fail("fsync");
    return close(fd) < 0 ? fail("close") : 0;
}

static _Noreturn void feed(int fd)
{
    for (int i = 0; i < 3; i++)
        if (write_all(fd, bytes, 100) < 0)
            _exit(1);
    _exit(0);
}

/* An interrupted read is taken for the end. */
static int interrupted(bool is_right)
{
    int fds[2];
    long total = 0;
    if (pipe(fds) < 0)
        return fail("pipe");
    pid_t pid = fork();
    if (pid < 0)
        return fail("fork");
    if (pid == 0)
        feed(fds[1]);
    close(fds[1]);
    waitpid(pid, NULL, 0);
    for (;;) {
        ssize_t n = read(fds[0], bytes, 50);
        if (n < 0 && errno == EINTR && is_right)
            continue;
        if (n <= 0)
            break;
        total += n;
    }
    printf("%ld\n", total);
    return fflush(stdout) == 0 ? 0 : fail("output");
}

static int endless(bool is_right)
{
    int fd = create("new");
    if (fd < 0)
        return fail("new");
    while (write(fd, bytes, SIZE) < 0) {
        if (!is_right)
            continue;
        fail("write");
        unlink("new");
        return 1;
    }
    return 0;
}

static int unchecked_memory(bool is_right)
{
    volatile char *memory = malloc(MANY);
    if (!memory && is_right)
        return fail("malloc");
    memory[MANY - 1] = 1;
    free((void *)memory);
    return 0;
}

/* A failed write leaves half of a new file. */
static int half_written(bool is_right)
{
    int fd = create("new");
    if (fd < 0)
        return fail("new");
    if (write_all(fd, bytes, 10) == 0 && write_all(fd, bytes, SIZE) == 0)
        return close(fd) < 0 ? fail("close") : 0;
    fail("write");
    if (is_right)
        unlink("new");
    return 1;
}

/* errno is that of the last call, not of the one that failed. */
static int wrong_message(bool is_right)
{
    int fd = open("old", O_RDONLY);
    int error = errno;
    if (fd >= 0)
        return close(fd) < 0 ? fail("old") : 0;
    close(-1);
    if (is_right)
        errno = error;
    return fail("old");
}

static int mute(bool is_right)
{
    int fd = open("old", O_RDONLY);
    if (fd < 0)
        return is_right ? fail("old") : 1;
    return close(fd) < 0 ? fail("old") : 0;
}

/* The old file is gone before the new one is there. */
static int torn(bool is_right)
{
    const char *name = is_right ? "new" : "old";
    int fd = create(name);
    if (fd < 0)
        return fail(name);
    if (write_all(fd, bytes, SIZE) < 0) {
        fail("write");
        if (is_right)
            unlink(name);
        return 1;
    }
    if (close(fd) < 0)
        return fail("close");
    return is_right && rename(name, "old") < 0 ? fail("rename") : 0;
}

/* Nobody will ever write to the pipe. */
static int hang(bool is_right)
{
    int fds[2];
    if (pipe(fds) < 0)
        return fail("pipe");
    pid_t pid = fork();
    if (pid < 0 && is_right)
        return fail("fork");
    if (pid == 0)
        feed(fds[1]);
    return read(fds[0], bytes, 1) == 1 ? 0 : fail("read");
}

/* Says that something went wrong, and ends as if nothing had. */
static int warned(bool is_right)
{
    int fd = create("new");
    if (fd < 0)
        return fail("new");
    int status = write_all(fd, bytes, SIZE) < 0 ? fail("write") : 0;
    if (close(fd) < 0)
        return fail("close");
    if (status && is_right)
        unlink("new");
    return is_right ? status : 0;
}

static const struct {
    const char *name;
    int (*run)(bool is_right);
} plants[] = {
    {"short", short_write}, {"close", ignored_close},
    {"sync", ignored_sync}, {"interrupted", interrupted},
    {"endless", endless},   {"memory", unchecked_memory},
    {"half", half_written}, {"message", wrong_message},
    {"mute", mute},         {"torn", torn},
    {"hang", hang},         {"warned", warned},
};

int main(int argc, char **argv)
{
    if (argc != 3)
        return 64;
    memset(bytes, 'x', sizeof bytes);
    for (size_t i = 0; i < sizeof plants / sizeof *plants; i++)
        if (strcmp(plants[i].name, argv[1]) == 0)
            return plants[i].run(strcmp(argv[2], "right") == 0);
    return 64;
}
