/* The first thread ends, another goes on. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *go_on(void *unused)
{
    (void)unused;
    usleep(200000);
    puts("the thread goes on");
    return NULL;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, go_on, NULL);
    pthread_exit(NULL);
}
