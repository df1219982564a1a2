/* A signal may come between the loop's look at the note and its next wait: so the handler has
   SIGALRM follow until the note was taken. */
#include "core/trace/interrupt.h"
#include <signal.h>
#include <stddef.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const int noted_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
/* SIGTSTP, the last, is left alone unless it is asked for. */
static const int harmless_signals[] = {SIGPIPE, SIGXFSZ, SIGTTIN, SIGTTOU, SIGTSTP};

enum {
    N_NOTED = sizeof noted_signals / sizeof *noted_signals,
    N_HARMLESS = sizeof harmless_signals / sizeof *harmless_signals,
    REPEAT_US = 10000,
    STUCK_SECONDS = 1,
};

/* Handlers have no parameter to keep state in. */
static volatile sig_atomic_t noted;
static struct timespec noted_at;
static unsigned n_ignored;
static bool is_noting;
static struct sigaction old_noted[N_NOTED], old_harmless[N_HARMLESS], old_alarm;

/* The loop has not looked for so long that it must be stuck: in a script's endless pattern, in a
   read that the kernel does not end. The kernel lets attached programs go as we end. */
static void end_if_stuck(int signal, const struct timespec *now)
{
    if (noted && now->tv_sec - noted_at.tv_sec > STUCK_SECONDS)
        _exit(128 + signal);
}

static void note(int signal)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    end_if_stuck(signal, &now);
    if (!noted)
        noted_at = now;
    noted = signal;
    struct itimerval timer = {.it_interval.tv_usec = REPEAT_US, .it_value.tv_usec = REPEAT_US};
    setitimer(ITIMER_REAL, &timer, NULL);
}

static void wake(int signal)
{
    (void)signal;
}

/* Whoever started us may have blocked it, which gets us out of waits. */
static void unblock_alarm(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

void interrupt_note(void)
{
    struct sigaction notes = {.sa_handler = note}, wakes = {.sa_handler = wake};
    if (is_noting)
        return;
    is_noting = true;
    for (unsigned i = 0; i < N_NOTED; i++) {
        sigaction(noted_signals[i], &notes, &old_noted[i]);
        if (noted_signals[i] == SIGHUP && old_noted[i].sa_handler == SIG_IGN)
            sigaction(SIGHUP, &old_noted[i], NULL);
    }
    sigaction(SIGALRM, &wakes, &old_alarm);
    unblock_alarm();
}

void interrupt_set_up(bool ignores_stops)
{
    struct sigaction ignores = {.sa_handler = SIG_IGN};
    interrupt_note();
    n_ignored = ignores_stops ? N_HARMLESS : N_HARMLESS - 1;
    for (unsigned i = 0; i < n_ignored; i++)
        sigaction(harmless_signals[i], &ignores, &old_harmless[i]);
}

void interrupt_undo(void)
{
    struct itimerval off = {0};
    setitimer(ITIMER_REAL, &off, NULL);
    for (unsigned i = 0; i < N_NOTED; i++)
        sigaction(noted_signals[i], &old_noted[i], NULL);
    for (unsigned i = 0; i < n_ignored; i++)
        sigaction(harmless_signals[i], &old_harmless[i], NULL);
    sigaction(SIGALRM, &old_alarm, NULL);
    is_noting = false;
}

int interrupt_take(void)
{
    int signal = noted;
    noted = 0;
    return signal;
}
