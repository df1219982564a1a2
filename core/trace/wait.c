/* wait4(-1) gives whoever stands first in the kernel's list, and looks at all to find out: with
   many busy threads most would never be served. So those that stopped lately are asked one by one,
   in turn; wait4(-1) finds newcomers when none of those has news; now and then all are asked. */
#include "core/trace/wait.h"
#include "core/base/alloc.h"
#include "core/trace/thread.h"
#include "core/trace/timing.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

enum { PATIENCE_NS = 1000000, SWEEP_NS = 20000000 };

static int wait_for(const struct tracer *tracer, pid_t pid, int flags, struct news *news)
{
    struct rusage usage;
    bool measures = tracer->options.measures_cpu;
    pid_t tid = wait4(pid, &news->status, __WALL | flags, measures ? &usage : NULL);
    if (tid < 0)
        return -errno;
    news->tid = tid;
    news->stime_ns = !measures || tid == 0 ? 0
                                           : (uint64_t)usage.ru_stime.tv_sec * 1000000000 +
                                                 (uint64_t)usage.ru_stime.tv_usec * 1000;
    return tid > 0;
}

int wait_now(struct tracer *tracer, pid_t pid, struct news *news)
{
    return wait_for(tracer, pid, WNOHANG, news);
}

static void put_in_ring(struct ring *ring, pid_t tid, uint64_t news_ns)
{
    if (ring->n_places == ring->capacity) {
        ring->capacity = ring->capacity ? 2 * ring->capacity : 64;
        ring->places = alloc_resize(ring->places, ring->capacity * sizeof *ring->places);
    }
    ring->places[ring->n_places++] = (struct ring_place){tid, news_ns};
}

/* Drops those that had no news for a while. */
static void end_round(struct ring *ring)
{
    uint64_t now = timing_now_ns();
    size_t kept = 0;
    for (size_t i = 0; i < ring->n_places; i++) {
        struct ring_place place = ring->places[i];
        if (!place.news_ns)
            place.news_ns = now;
        struct thread *thread = thread_find(place.tid);
        if (thread && now - place.news_ns < PATIENCE_NS)
            ring->places[kept++] = place;
        else if (thread)
            thread->is_in_ring = false;
    }
    ring->n_places = kept;
    ring->position = 0;
    ring->has_served = false;
}

/* All get a place; who has no news keeps it for one round. */
static void sweep(struct ring *ring)
{
    uint64_t now = timing_now_ns();
    if (now - ring->swept_ns < SWEEP_NS)
        return;
    ring->swept_ns = now;
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t)) {
        if (thread_of(t)->is_in_ring)
            continue;
        thread_of(t)->is_in_ring = true;
        put_in_ring(ring, t->tid, now - PATIENCE_NS);
    }
}

/* The rest of this round: true if one of it has news. */
static bool ask_ring(struct tracer *tracer, struct news *news)
{
    struct ring *ring = &tracer->ring;
    while (ring->position < ring->n_places) {
        struct ring_place *place = &ring->places[ring->position++];
        if (wait_now(tracer, place->tid, news) > 0) {
            place->news_ns = 0;
            ring->has_served = true;
            return true;
        }
    }
    return false;
}

static void welcome(struct ring *ring, pid_t tid)
{
    struct thread *thread = thread_find(tid);
    if (!thread || thread->is_in_ring)
        return;
    thread->is_in_ring = true;
    put_in_ring(ring, tid, 0);
}

int wait_next(struct tracer *tracer, struct news *news)
{
    struct ring *ring = &tracer->ring;
    bool was_busy = true;
    while (ring->n_places > 1 && was_busy) {
        if (ask_ring(tracer, news))
            return 1;
        was_busy = ring->has_served;
        end_round(ring);
        if (was_busy)
            sweep(ring);
    }
    int got = wait_for(tracer, -1, 0, news);
    if (got > 0)
        welcome(ring, news->tid);
    return got == -EINTR ? 0 : got;
}

void wait_finish(struct tracer *tracer)
{
    free(tracer->ring.places);
    tracer->ring = (struct ring){0};
}
