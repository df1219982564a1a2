/* A thread that is not the leader replaces the program. */
#include <pthread.h>
#include <unistd.h>

static void *replace(void *unused)
{
    (void)unused;
    usleep(100000);
    execl("/bin/true", "true", (char *)NULL);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, replace, NULL);
    pause();
    return 1;
}
