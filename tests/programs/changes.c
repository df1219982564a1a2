/* A call whose arguments another thread overwrites, and unmaps, while it is under way. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PAGE = 4096 };

static int ends[2];
static char *page;
static long n_filled;

/* The pipe's state says when the other thread waits in its writev: /proc is asked, not a clock. */
static int is_blocked(pid_t tid)
{
    char path[64], state = '?';
    snprintf(path, sizeof path, "/proc/%d/stat", (int)tid);
    FILE *file = fopen(path, "r");
    if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = '?';
    if (file)
        fclose(file);
    return state == 'S';
}

static void *spoil(void *writer)
{
    char bytes[PAGE];
    for (int seen = 0; seen < 3; seen = is_blocked(*(pid_t *)writer) ? seen + 1 : 0)
        usleep(20000);
    memset(page, 'x', PAGE);
    munmap(page, PAGE);
    while (n_filled > 0 && read(ends[0], bytes, sizeof bytes) > 0)
        n_filled -= PAGE;
    return NULL;
}

int main(void)
{
    pthread_t thread;
    pid_t self = getpid();
    char bytes[PAGE] = {0};
    page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pipe(ends) < 0 || page == MAP_FAILED)
        return EXIT_FAILURE;
    struct iovec *parts = (struct iovec *)page;
    strcpy(page + 64, "first");
    *parts = (struct iovec){page + 64, 5};
    for (long i = 0; i < 16; i++)
        n_filled += write(ends[1], bytes, sizeof bytes);
    pthread_create(&thread, NULL, spoil, &self);
    /* The kernel has taken the list of parts; the bytes themselves it takes when there is room. */
    ssize_t n = writev(ends[1], parts, 1);
    pthread_join(thread, NULL);
    return n == -1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
