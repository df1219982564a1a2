/* Threads that move much at once, through pipes and sockets whose readers take their time: streams
   SECONDS. Whoever attaches and lets go meanwhile, each call does all that it was asked for, and no
   byte is lost, doubled or out of order. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { LARGE = 300000, PIECE = 20000, CYCLE = 997, PIECES = 7 };

static volatile int is_over;

/* Byte n of every stream is n modulo CYCLE: LARGE bytes from any place on lie in here. */
static unsigned char pattern[LARGE + CYCLE];

struct stream {
    const char *name;
    long (*write)(int fd, unsigned char *bytes);
    int is_socket, reads_all;
    int ends[2];
    unsigned long n_calls, n_short, n_wrong;
    long first_short, first_errno;
};

static long do_write(int fd, unsigned char *bytes)
{
    return write(fd, bytes, LARGE);
}

/* The first and the last are small, one is empty. */
static void divide(struct iovec *vector, unsigned char *bytes)
{
    static const size_t sizes[PIECES] = {1, 100000, 0, 65536, 4096, 100000, 30367};
    for (int i = 0; i < PIECES; i++) {
        vector[i] = (struct iovec){bytes, sizes[i]};
        bytes += sizes[i];
    }
}

static long do_writev(int fd, unsigned char *bytes)
{
    struct iovec vector[PIECES];
    divide(vector, bytes);
    return writev(fd, vector, PIECES);
}

static long do_send(int fd, unsigned char *bytes)
{
    return send(fd, bytes, LARGE, 0);
}

static long do_sendmsg(int fd, unsigned char *bytes)
{
    struct iovec vector[PIECES];
    struct msghdr message = {.msg_iov = vector, .msg_iovlen = PIECES};
    divide(vector, bytes);
    return sendmsg(fd, &message, 0);
}

static long do_sendfile(int fd, unsigned char *bytes)
{
    static int file = -1;
    off_t offset = bytes - pattern;
    if (file < 0) {
        file = memfd_create("pattern", 0);
        if (write(file, pattern, sizeof pattern) != sizeof pattern)
            return -1;
    }
    return sendfile(fd, file, &offset, LARGE);
}

static struct stream streams[] = {
    {.name = "write", .write = do_write},
    {.name = "writev", .write = do_writev},
    {.name = "send", .write = do_send, .is_socket = 1},
    {.name = "sendmsg", .write = do_sendmsg, .is_socket = 1},
    {.name = "sendfile", .write = do_sendfile, .is_socket = 1},
    {.name = "recv", .write = do_write, .is_socket = 1, .reads_all = 1},
};

static void note(struct stream *stream, long result, long due)
{
    stream->n_calls++;
    if (result == due)
        return;
    if (!stream->n_short++) {
        stream->first_short = result;
        stream->first_errno = result < 0 ? errno : 0;
    }
}

static void *write_often(void *argument)
{
    struct stream *stream = argument;
    uint64_t at = 0;
    while (!is_over) {
        long n = stream->write(stream->ends[1], pattern + at % CYCLE);
        note(stream, n, LARGE);
        at += n > 0 ? (uint64_t)n : 0;
    }
    close(stream->ends[1]);
    return NULL;
}

static void *read_slowly(void *argument)
{
    struct stream *stream = argument;
    unsigned char *bytes = malloc(LARGE);
    unsigned seed = 1;
    uint64_t at = 0;
    for (;;) {
        long n = stream->reads_all ? recv(stream->ends[0], bytes, LARGE, MSG_WAITALL)
                                   : read(stream->ends[0], bytes, PIECE);
        if (n <= 0)
            break;
        if (stream->reads_all)
            note(stream, n, LARGE);
        stream->n_wrong += memcmp(bytes, pattern + at % CYCLE, (size_t)n) != 0;
        at += (uint64_t)n;
        if (rand_r(&seed) % 4 == 0)
            usleep((useconds_t)rand_r(&seed) % 500);
    }
    free(bytes);
    return NULL;
}

/* Devices that have as much as anybody asks for. */
static void *take_often(void *argument)
{
    struct stream *stream = argument;
    unsigned char *bytes = malloc(1 << 20);
    int zero = open("/dev/zero", O_RDONLY);
    while (!is_over) {
        note(stream, read(zero, bytes, 1 << 20), 1 << 20);
        note(stream, getrandom(bytes, LARGE, 0), LARGE);
        usleep(1000);
    }
    free(bytes);
    return NULL;
}

static int tell(const struct stream *stream)
{
    if (stream->n_short)
        printf("%s: %lu of %lu calls did not do all, the first: %ld %s\n", stream->name,
               stream->n_short, stream->n_calls, stream->first_short,
               stream->first_errno ? strerror((int)stream->first_errno) : "");
    if (stream->n_wrong)
        printf("%s: %lu pieces of wrong bytes\n", stream->name, stream->n_wrong);
    if (!stream->n_calls)
        printf("%s: no call was made\n", stream->name);
    return stream->n_short || stream->n_wrong || !stream->n_calls;
}

int main(int n, char **words)
{
    enum { N = sizeof streams / sizeof *streams };
    pthread_t threads[2 * N + 1];
    struct stream devices = {.name = "devices"};
    for (int i = 0; i < (int)sizeof pattern; i++)
        pattern[i] = (unsigned char)(i % CYCLE * 7 >> 2);
    for (int i = 0; i < N; i++) {
        struct stream *stream = &streams[i];
        int ends[2];
        if (stream->is_socket ? socketpair(AF_UNIX, SOCK_STREAM, 0, ends) : pipe(ends))
            return 2;
        memcpy(stream->ends, ends, sizeof ends);
        pthread_create(&threads[2 * i], NULL, write_often, stream);
        pthread_create(&threads[2 * i + 1], NULL, read_slowly, stream);
    }
    pthread_create(&threads[2 * N], NULL, take_often, &devices);
    sleep(n > 1 ? (unsigned)atoi(words[1]) : 1);
    is_over = 1;
    for (int i = 0; i <= 2 * N; i++)
        pthread_join(threads[i], NULL);
    int n_disturbed = tell(&devices);
    for (int i = 0; i < N; i++)
        n_disturbed += tell(&streams[i]);
    printf("%d streams, %d disturbed\n", N + 1, n_disturbed);
    return n_disturbed != 0;
}
