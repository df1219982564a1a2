/* One stream, or one per thread: where the limit of open files is too low for that many, files are
   closed in turn and opened again when there is something for them. Streams to files gather what
   is written until they are flushed or full; stderr gets each piece at once, so that it stands
   where it belongs among the program's. */
#include "core/report/output.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    BUFFER_BYTES = 64 * 1024,
    FILE_MODE = 0666,
    RESERVED_FDS = 6,
    NEVER_RAN = 126,           /* this exit status of a shell, and the next */
};

struct stream {
    pid_t tid;                 /* whose it is; 0 everybody's */
    int fd;
    char *name;                /* for messages */
    struct text buffer;
    bool has_failed;           /* told already; nothing more is written */
    bool is_parked;            /* closed for others' sake */
    struct output *output;
};

struct output {
    struct stream **streams;
    size_t n_streams;
    size_t next_parked;
    char *path;                /* of separate files, without the thread's number */
    enum output_mode mode;
    bool is_stderr;
    pid_t command;             /* of "|command" */
    bool has_lost;
};

static struct stream *add_stream(struct output *output, pid_t tid, int fd, const char *name)
{
    struct stream *stream = alloc_zeroed(sizeof *stream);
    stream->tid = tid;
    stream->fd = fd;
    stream->name = alloc_string(name);
    stream->has_failed = fd < 0;
    stream->output = output;
    size_t n = output->n_streams + 1;
    output->streams = alloc_resize(output->streams, n * sizeof *output->streams);
    output->streams[output->n_streams++] = stream;
    return stream;
}

static int open_file(const char *path, enum output_mode mode)
{
    int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (mode == OUTPUT_APPEND ? O_APPEND : O_TRUNC);
    int fd = open(path, flags, FILE_MODE);
    return fd < 0 ? -errno : fd;
}

/* A command whose stdin is what is returned; -errno. */
static int open_command(const char *line, pid_t *command)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -errno;
    *command = fork();
    if (*command == 0) {
        dup2(ends[0], STDIN_FILENO);
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    close(ends[0]);
    if (*command < 0) {
        close(ends[1]);
        return -errno;
    }
    return ends[1];
}

static bool is_command(const char *path)
{
    return path && (*path == '|' || *path == '!');
}

int output_create(struct output **output, const char *path, enum output_mode mode, char **why)
{
    pid_t command = 0;
    int fd = !path              ? STDERR_FILENO
             : is_command(path) ? open_command(path + 1, &command)
                                : open_file(path, mode);
    if (fd < 0) {
        *why = alloc_format("Can't fopen '%s': %s", path, strerror(-fd));
        return fd;
    }
    *output = alloc_zeroed(sizeof **output);
    (*output)->is_stderr = !path;
    (*output)->command = command;
    add_stream(*output, 0, fd, path ? path : "stderr");
    return 0;
}

struct output *output_create_separate(const char *path, enum output_mode mode)
{
    struct output *output = alloc_zeroed(sizeof *output);
    output->path = alloc_string(path);
    output->mode = mode;
    return output;
}

static struct stream *find_stream(struct output *output, pid_t tid)
{
    if (!output->path)
        return output->streams[0];
    for (size_t i = 0; i < output->n_streams; i++)
        if (output->streams[i]->tid == tid)
            return output->streams[i];
    return NULL;
}

static void tell_failure(struct stream *stream, int error)
{
    bool is_news = !stream->has_failed;
    /* first, because a notice flushes what was written before it: here, to no avail */
    stream->has_failed = true;
    stream->output->has_lost = true;
    if (is_news)
        notice("%s: %s", stream->name, strerror(error));
}

/* A command that ended early must not end us: its SIGPIPE is taken back. */
static ssize_t write_quietly(int fd, const char *bytes, size_t length)
{
    sigset_t broken, before;
    struct timespec at_once = {0};
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    ssize_t written = write(fd, bytes, length);
    int error = errno;
    if (written < 0 && error == EPIPE && !sigismember(&before, SIGPIPE))
        sigtimedwait(&broken, NULL, &at_once);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return written;
}

static ssize_t write_some(const struct stream *stream, const char *bytes, size_t length)
{
    if (stream->fd == STDERR_FILENO)
        return write(stream->fd, bytes, length);
    return write_quietly(stream->fd, bytes, length);
}

/* A pipe that others set not to block is full until its reader has taken some. */
static void await_room(int fd)
{
    struct pollfd room = {.fd = fd, .events = POLLOUT};
    poll(&room, 1, -1);
}

static void unpark(struct stream *stream);

static void write_all(struct stream *stream, const char *bytes, size_t length)
{
    if (stream->is_parked)
        unpark(stream);
    while (length && !stream->has_failed) {
        ssize_t written = write_some(stream, bytes, length);
        if (written >= 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) {
            await_room(stream->fd);
        } else if (errno != EINTR) {
            tell_failure(stream, errno);
        }
    }
}

static void flush_stream(struct stream *stream)
{
    if (stream->buffer.length)
        write_all(stream, stream->buffer.bytes, stream->buffer.length);
    text_clear(&stream->buffer);
}

static bool park_next(struct output *output)
{
    for (size_t i = 0; i < output->n_streams; i++) {
        struct stream *stream = output->streams[output->next_parked++ % output->n_streams];
        if (stream->fd <= STDERR_FILENO)
            continue;
        flush_stream(stream);
        close(stream->fd);
        stream->fd = -1;
        stream->is_parked = true;
        return true;
    }
    return false;
}

/* Leaves some descriptors free: we read /proc now and then. */
static int open_thread_file(struct output *output, const char *name, enum output_mode mode)
{
    struct rlimit limit = {.rlim_cur = RLIM_INFINITY};
    int fd = open_file(name, mode);
    if (fd == -EMFILE && park_next(output))
        fd = open_file(name, mode);
    getrlimit(RLIMIT_NOFILE, &limit);
    if (fd >= 0 && (rlim_t)fd + RESERVED_FDS >= limit.rlim_cur)
        park_next(output);
    return fd;
}

static struct stream *open_stream(struct output *output, pid_t tid)
{
    char *name = alloc_format("%s.%d", output->path, tid);
    int fd = open_thread_file(output, name, output->mode);
    struct stream *stream = add_stream(output, tid, fd, name);
    if (fd < 0) {
        stream->has_failed = false;
        tell_failure(stream, -fd);
    }
    free(name);
    return stream;
}

static void unpark(struct stream *stream)
{
    stream->is_parked = false;
    int fd = open_thread_file(stream->output, stream->name, OUTPUT_APPEND);
    stream->fd = fd;
    if (fd < 0)
        tell_failure(stream, -fd);
}

static void close_fd(struct stream *stream)
{
    if (stream->fd > STDERR_FILENO)
        close(stream->fd);
    stream->fd = -1;
}

static void close_stream(struct stream *stream)
{
    flush_stream(stream);
    close_fd(stream);
    text_finish(&stream->buffer);
    free(stream->name);
    free(stream);
}

/* What a command does with its lines is its own; but one that never ran has taken none. */
static void end_command(struct output *output)
{
    struct stream *stream = output->streams[0];
    int status = 0;
    close_fd(stream);
    waitpid(output->command, &status, 0);
    output->command = 0;
    output->has_lost |= WIFEXITED(status) && WEXITSTATUS(status) >= NEVER_RAN;
    output->has_lost |= WIFSIGNALED(status) && WTERMSIG(status) != SIGPIPE;
    if (output->has_lost && !stream->has_failed && WIFSIGNALED(status))
        notice("%s: ended by %s", stream->name, strsignal(WTERMSIG(status)));
    else if (output->has_lost && !stream->has_failed)
        notice("%s: could not be run, exit status %d", stream->name, WEXITSTATUS(status));
    stream->has_failed = true;
}

bool output_finish(struct output *output)
{
    output_flush(output);
    if (output->command)
        end_command(output);
    return !output->has_lost;
}

void output_destroy(struct output *output)
{
    if (!output)
        return;
    output_finish(output);
    for (size_t i = 0; i < output->n_streams; i++)
        close_stream(output->streams[i]);
    free(output->streams);
    free(output->path);
    free(output);
}

void output_write(struct output *output, pid_t tid, const char *bytes, size_t length)
{
    struct stream *stream = find_stream(output, tid);
    if (!stream)
        stream = open_stream(output, tid);
    if (output->is_stderr) {
        write_all(stream, bytes, length);
        return;
    }
    text_add_bytes(&stream->buffer, bytes, length);
    if (stream->buffer.length >= BUFFER_BYTES)
        flush_stream(stream);
}

void output_flush(struct output *output)
{
    for (size_t i = 0; i < output->n_streams; i++)
        flush_stream(output->streams[i]);
}

void output_close_thread(struct output *output, pid_t tid)
{
    if (!output->path)
        return;
    for (size_t i = 0; i < output->n_streams; i++) {
        if (output->streams[i]->tid != tid)
            continue;
        close_stream(output->streams[i]);
        output->streams[i] = output->streams[--output->n_streams];
        return;
    }
}

bool output_is_stderr(const struct output *output)
{
    return output->is_stderr;
}

bool output_is_separate(const struct output *output)
{
    return output->path != NULL;
}
