/* Busy threads that check themselves: counters THREADS SECONDS. Each sends numbers through a pipe
   of its own, sleeps, takes signals, and counts what came back; nothing may be lost or fail,
   whoever attaches and lets go meanwhile. 0 seconds: until SIGTERM, and without the signals, since
   one that a tracer was about to deliver is lost when it is killed. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MAX = 64 };

struct counter {
    pthread_t thread;
    int pipe[2];
    unsigned long sent, received, errors;
    const char *first_error;
    int first_errno;
};

static volatile int is_over;
static volatile sig_atomic_t n_signals;

static void count_signal(int number)
{
    (void)number;
    n_signals++;
}

static void end(int number)
{
    (void)number;
    is_over = 1;
}

static void fail(struct counter *counter, const char *what)
{
    if (!counter->errors++) {
        counter->first_error = what;
        counter->first_errno = errno;
    }
}

static void *count(void *argument)
{
    struct counter *counter = argument;
    while (!is_over) {
        unsigned long number = counter->sent++, back = 0;
        if (write(counter->pipe[1], &number, sizeof number) != sizeof number)
            fail(counter, "write");
        if (read(counter->pipe[0], &back, sizeof back) != sizeof back)
            fail(counter, "read");
        counter->received += back == number;
        struct timespec pause = {.tv_nsec = 100000};
        if (number % 64 == 0 && nanosleep(&pause, NULL))
            fail(counter, "nanosleep");
    }
    return NULL;
}

/* Signals go to the main thread alone: the others' sleeps must never be cut short. */
static void start(struct counter *counters, int n)
{
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGUSR1);
    sigaddset(&ours, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ours, NULL);
    for (int i = 0; i < n; i++)
        if (pipe(counters[i].pipe) ||
            pthread_create(&counters[i].thread, NULL, count, &counters[i]))
            exit(2);
    pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
}

static int signals_sent(time_t seconds)
{
    time_t end = time(NULL) + seconds;
    int n = 0;
    while (!seconds && !is_over)
        pause();
    while (time(NULL) < end && !is_over) {
        int before = n_signals;
        kill(getpid(), SIGUSR1);
        n++;
        for (int i = 0; n_signals == before && i < 2000; i++)
            usleep(1000);
        usleep(5000);
    }
    return n;
}

int main(int argc, char **argv)
{
    static struct counter counters[THREADS_MAX];
    int n = argc > 1 ? atoi(argv[1]) : 8;
    if (n < 1 || n > THREADS_MAX)
        return 2;
    struct sigaction action = {.sa_handler = count_signal};
    sigaction(SIGUSR1, &action, NULL);
    signal(SIGTERM, end);
    start(counters, n);
    int n_sent = signals_sent(argc > 2 ? atoi(argv[2]) : 2);
    is_over = 1;
    unsigned long lost = 0;
    for (int i = 0; i < n; i++) {
        pthread_join(counters[i].thread, NULL);
        lost += counters[i].sent - counters[i].received + counters[i].errors;
        if (counters[i].errors)
            printf("thread %d: %lu errors, first %s: %s\n", i, counters[i].errors,
                   counters[i].first_error, strerror(counters[i].first_errno));
    }
    if (n_sent != n_signals)
        printf("%d signals sent, %d received\n", n_sent, (int)n_signals);
    printf(lost ? "%d threads, %lu lost\n" : "%d threads, nothing lost\n", n, lost);
    return lost != 0 || n_sent != n_signals;
}
