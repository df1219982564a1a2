/* A sorted list of threads, a few ticks, and one interval timer for both. */
#include "core/trace/timing.h"
#include "core/trace/resume.h"
#include "core/trace/thread.h"
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

void timing_forget(struct thread *thread)
{
    struct thread *next = thread->next_due;
    if (!thread->due_link)
        return;
    *thread->due_link = next;
    if (next)
        next->due_link = thread->due_link;
    thread->due_link = NULL;
}

void timing_be_due(struct tracer *tracer, struct thread *thread, uint64_t due_ns)
{
    timing_forget(thread);
    struct thread **link = &tracer->due;
    while (*link && (*link)->due_ns <= due_ns)
        link = &(*link)->next_due;
    thread->due_ns = due_ns;
    thread->due_link = link;
    thread->next_due = *link;
    if (*link)
        (*link)->due_link = &thread->next_due;
    *link = thread;
}

void timing_hold(struct tracer *tracer, struct thread *thread, uint64_t delay_ns, int signal)
{
    thread->state = THREAD_HELD;
    thread->signal = signal;
    uint64_t now = timing_now_ns();
    timing_be_due(tracer, thread, delay_ns < UINT64_MAX - now ? now + delay_ns : UINT64_MAX);
}

static void act(struct tracer *tracer, struct thread *thread)
{
    timing_forget(thread);
    if (thread->state == THREAD_HELD)
        resume(tracer, thread, thread->signal);
    else if (thread->state == THREAD_RUNS)
        thread_interrupt(thread);
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
    if (!tracer->due && !tracer->ticks)
        return;
    uint64_t now = timing_now_ns();
    while (tracer->due && tracer->due->due_ns <= now)
        act(tracer, tracer->due);
    run_ticks(tracer, now);
}

/* Strays are looked at again this long after they came. */
static uint64_t next_due(const struct tracer *tracer)
{
    uint64_t due = tracer->due ? tracer->due->due_ns : 0;
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
