/* One helper, one job at a time, through memory of its own: whoever gives the helper up leaves that
   to it. What waits for a file system's server ends only with that, what waits for a program's own
   handler with us; so only a few are left behind. */
#include "core/tracee/reader.h"
#include "core/base/alloc.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>

enum { PATIENCE_SECONDS = 1, MOST_LEFT = 8 };

struct helper {
    pthread_mutex_t lock;
    pthread_cond_t news;
    bool has_job;
    ssize_t (*work)(void *job, size_t size);
    ssize_t result;
    size_t size, capacity;
    void *job;                 /* its own copy */
};

/* A read of memory: what to read, and the bytes. */
struct read_job {
    pid_t tid;
    uint64_t address;
    size_t size;
    char bytes[];
};

/* One for all: reads are made one at a time. */
static struct helper *helper;
static unsigned n_left;

static ssize_t read_now(void *self, size_t unused)
{
    struct read_job *job = self;
    (void)unused;
    struct iovec local = {job->bytes, job->size};
    struct iovec remote = {(void *)(uintptr_t)job->address, job->size};
    ssize_t n = process_vm_readv(job->tid, &local, 1, &remote, 1, 0);
    return n < 0 ? -errno : n;
}

static void *help(void *self)
{
    struct helper *h = self;
    pthread_mutex_lock(&h->lock);
    for (;;) {
        while (!h->has_job)
            pthread_cond_wait(&h->news, &h->lock);
        pthread_mutex_unlock(&h->lock);
        ssize_t result = h->work(h->job, h->size);
        pthread_mutex_lock(&h->lock);
        h->result = result;
        h->has_job = false;
        pthread_cond_broadcast(&h->news);
    }
    return NULL;
}

/* It takes none of our signals. */
static struct helper *start(void)
{
    pthread_t thread;
    sigset_t all, old;
    struct helper *h = alloc_zeroed(sizeof *h);
    pthread_condattr_t attributes;
    pthread_mutex_init(&h->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&h->news, &attributes);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    int err = pthread_create(&thread, NULL, help, h);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (err) {
        free(h);
        return NULL;
    }
    pthread_detach(thread);
    return h;
}

static void make_room(struct helper *h, size_t size)
{
    if (h->capacity >= size)
        return;
    h->job = alloc_resize(h->job, size);
    h->capacity = size;
}

/* False: it has not answered in time. The lock is held. */
static bool await(struct helper *h)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += PATIENCE_SECONDS;
    while (h->has_job)
        if (pthread_cond_timedwait(&h->news, &h->lock, &until) == ETIMEDOUT)
            return !h->has_job;
    return true;
}

ssize_t reader_do(ssize_t (*work)(void *job, size_t size), void *job, size_t size)
{
    if (n_left >= MOST_LEFT)
        return -ETIMEDOUT;
    if (!helper)
        helper = start();
    if (!helper)
        return work(job, size);
    struct helper *h = helper;
    pthread_mutex_lock(&h->lock);
    make_room(h, size);
    memcpy(h->job, job, size);
    h->work = work;
    h->size = size;
    h->has_job = true;
    pthread_cond_broadcast(&h->news);
    bool has_answered = await(h);
    ssize_t result = has_answered ? h->result : -ETIMEDOUT;
    if (has_answered)
        memcpy(job, h->job, size);
    pthread_mutex_unlock(&h->lock);
    if (!has_answered) {
        helper = NULL;
        n_left++;
    }
    return result;
}

ssize_t reader_read(pid_t tid, uint64_t address, void *bytes, size_t size)
{
    struct read_job *job = alloc_zeroed(sizeof *job + size);
    *job = (struct read_job){.tid = tid, .address = address, .size = size};
    ssize_t n = reader_do(read_now, job, sizeof *job + size);
    if (n > 0)
        memcpy(bytes, job->bytes, (size_t)n);
    free(job);
    return n;
}
