/* The time stands in the call's words, in what they point to, or with its socket. */
#include "core/trace/limit.h"
#include "core/trace/proc.h"
#include "core/tracee/fds.h"
#include <errno.h>
#include <linux/io_uring.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum {
    RING_LIMIT_OFFSET = 16,    /* of ts in struct io_uring_getevents_arg */
    RING_ARG_BYTES = 24,
    RING_EXT_ARG = 1 << 3,     /* newer than the headers of Linux 5.10: IORING_ENTER_EXT_ARG, */
    RING_ABSOLUTE = 1 << 5,    /* and IORING_ENTER_ABS_TIMER */
};

static const uint64_t SECOND = 1000000000;

/* What is no time has the call fail; what is longer than anybody lives is no limit. */
static uint64_t ns_of(uint64_t seconds, uint64_t ns)
{
    return seconds > INT32_MAX || ns >= SECOND ? 0 : seconds * SECOND + ns;
}

/* struct timespec, of integers of so many bytes. */
static uint64_t read_time(const struct syscall *syscall, uint64_t address, size_t word_bytes)
{
    uint64_t seconds = 0, ns = 0;
    if (memory_read(syscall->memory, address, &seconds, word_bytes) < word_bytes ||
        memory_read(syscall->memory, address + word_bytes, &ns, word_bytes) < word_bytes)
        return 0;
    return ns_of(seconds, ns);
}

static uint64_t read_ring_time(const struct syscall *syscall)
{
    uint64_t address = 0;
    const uint64_t *words = syscall->words;
    bool has_struct = words[3] & RING_EXT_ARG && words[5] == RING_ARG_BYTES;
    if (!has_struct || words[3] & RING_ABSOLUTE)
        return 0;
    memory_read(syscall->memory, words[4] + RING_LIMIT_OFFSET, &address, sizeof address);
    return read_time(syscall, address, sizeof address);
}

/* A local socket that nobody accepts says of connect what it says of all else. */
static int64_t late_of(const struct interruption *row, int copy)
{
    int domain = 0;
    socklen_t size = sizeof domain;
    getsockopt(copy, SOL_SOCKET, SO_DOMAIN, &domain, &size);
    return row->late == -EINPROGRESS && domain == AF_UNIX ? -EAGAIN : row->late;
}

static struct limit ask_socket(const struct interruption *row, const struct tracee *t, int fd)
{
    struct limit limit = {.late = row->late};
    struct timeval time = {0};
    socklen_t size = sizeof time;
    int option = row->limit == LIMIT_SEND ? SO_SNDTIMEO : SO_RCVTIMEO;
    int copy = fds_copy(t, fd);
    if (copy < 0)
        return limit;
    if (getsockopt(copy, SOL_SOCKET, option, &time, &size) == 0)
        limit.ns = ns_of((uint64_t)time.tv_sec, (uint64_t)time.tv_usec * 1000);
    limit.late = late_of(row, copy);
    close(copy);
    return limit;
}

struct limit limit_of(const struct interruption *row, const struct syscall *syscall,
                      const struct tracee *t)
{
    struct limit limit = {.late = row->late};
    struct stat info;
    uint64_t word = syscall->words[row->limit_slot];
    switch (row->limit) {
    case LIMIT_NONE:
        break;
    case LIMIT_RECEIVE:
    case LIMIT_SEND:
        if (proc_read_file_info(t->tid, (int)word, &info) && S_ISSOCK(info.st_mode))
            limit = ask_socket(row, t, (int)word);
        break;
    case LIMIT_MS:
        limit.ns = (int32_t)word > 0 ? (uint32_t)word * (SECOND / 1000) : 0;
        break;
    case LIMIT_TIME:
        limit.ns = read_time(syscall, word, syscall->abi->word_bytes);
        break;
    case LIMIT_TIME64:
        limit.ns = read_time(syscall, word, sizeof word);
        break;
    case LIMIT_RING:
        limit.ns = read_ring_time(syscall);
        break;
    }
    return limit;
}
