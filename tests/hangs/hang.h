/* What the programs share that hang: a table of cases, the way to pick one, and to tell that it is
   about to hang. Each case is one function; its comment says what hangs. */
#pragma once
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct hang {
    const char *name;
    void (*run)(void);
};

/* argv[1] is the case. A case that returns has been got out: "done" tells. */
static inline int hang_main(int argc, char **argv, const struct hang *hangs)
{
    for (; argc > 1 && hangs->name; hangs++) {
        if (strcmp(hangs->name, argv[1]) != 0)
            continue;
        hangs->run();
        puts("done");
        return 0;
    }
    fprintf(stderr, "usage: %s CASE\n", argv[0]);
    return 2;
}

/* The last words before the call that hangs. */
static inline void hang_ready(void)
{
    if (write(STDOUT_FILENO, "ready\n", 6) != 6)
        _exit(3);
}

static inline pthread_t hang_thread(void *(*function)(void *), void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, function, argument) != 0)
        _exit(3);
    return thread;
}

/* Two threads and the moment at which both hold their first lock. */
static pthread_barrier_t hang_moment;

static inline void hang_pair(void *(*first)(void *), void *(*second)(void *))
{
    pthread_barrier_init(&hang_moment, NULL, 2);
    pthread_t a = hang_thread(first, NULL), b = hang_thread(second, NULL);
    hang_ready();
    pthread_join(a, NULL);
    pthread_join(b, NULL);
}
