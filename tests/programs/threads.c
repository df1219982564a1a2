/* Makes threads that make calls: threads N. Prints what it expects a tracer to have seen. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CALLS = 1000, THREADS_MAX = 64 };

static void *make_calls(void *unused)
{
    (void)unused;
    for (int i = 0; i < CALLS; i++)
        syscall(SYS_getppid);
    return NULL;
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 2;
    pthread_t threads[THREADS_MAX];
    if (n < 1 || n > THREADS_MAX)
        return 2;
    for (int i = 0; i < n; i++)
        pthread_create(&threads[i], NULL, make_calls, NULL);
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    printf("%d threads, %d calls\n", n, n * CALLS);
    return 0;
}
