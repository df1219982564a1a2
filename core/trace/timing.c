/* A sorted list of held threads, a few ticks, and one interval timer for both. */
#include "core/trace/timing.h"
#include "core/trace/resume.h"
#include <sys/time.h>
#include <time.h>

enum { REPEAT_US = 2000 };

static uint64_t read_clock(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

uint64_t timing_now_ns(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

uint64_t timing_wall_ns(void)
{
    return read_clock(CLOCK_REALTIME);
}

void timing_hold(struct tracer *tracer, struct thread *thread, uint64_t delay_ns, int signal)
{
    thread->state = THREAD_HELD;
    thread->signal = signal;
    uint64_t now = timing_now_ns();
    thread->resume_ns = delay_ns < UINT64_MAX - now ? now + delay_ns : UINT64_MAX;
    struct thread **link = &tracer->held;
    while (*link && (*link)->resume_ns <= thread->resume_ns)
        link = &(*link)->next_held;
    thread->next_held = *link;
    *link = thread;
}

static void run_ticks(struct tracer *tracer, uint64_t now)
{
    for (struct tick *tick = tracer->ticks; tick; tick = tick->next) {
        if (tick->next_ns > now || tracer->is_silent)
            continue;
        /* One that was missed is not made up for. */
        tick->next_ns += tick->interval_ns;
        if (tick->next_ns <= now)
            tick->next_ns = now + tick->interval_ns;
        tick->run(tick->self);
    }
}

void timing_run_due(struct tracer *tracer)
{
    if (!tracer->held && !tracer->ticks)
        return;
    uint64_t now = timing_now_ns();
    while (tracer->held && tracer->held->resume_ns <= now) {
        struct thread *thread = tracer->held;
        tracer->held = thread->next_held;
        resume(tracer, thread, thread->signal);
    }
    run_ticks(tracer, now);
}

/* Strays are looked at again this long after they came. */
static uint64_t next_due(const struct tracer *tracer)
{
    uint64_t due = tracer->held ? tracer->held->resume_ns : 0;
    if (!tracer->is_silent)
        for (const struct tick *tick = tracer->ticks; tick; tick = tick->next)
            if (!due || tick->next_ns < due)
                due = tick->next_ns;
    for (const struct stray *stray = tracer->strays; stray; stray = stray->next)
        if (!due || stray->since_ns + STRAY_WAIT_NS < due)
            due = stray->since_ns + STRAY_WAIT_NS;
    return due;
}

void timing_set_alarm(struct tracer *tracer)
{
    uint64_t due = next_due(tracer);
    if (due == tracer->alarm_ns)
        return;
    tracer->alarm_ns = due;
    struct itimerval timer = {0};
    if (due) {
        uint64_t now = timing_now_ns();
        uint64_t wait_us = due > now ? (due - now) / 1000 + 1 : 1;
        timer.it_value.tv_sec = (time_t)(wait_us / 1000000);
        timer.it_value.tv_usec = (suseconds_t)(wait_us % 1000000);
        timer.it_interval.tv_usec = REPEAT_US;
    }
    setitimer(ITIMER_REAL, &timer, NULL);
}
