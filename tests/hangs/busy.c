/* Sixteen threads that are never idle for long, in calls that a careless look would disturb; counts
   what went wrong: calls that failed with EINTR, short writes, tokens that got lost. Runs until
   standard input ends, and prints the counts. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { PAIRS = 8, LARGE = 100000 };

static atomic_long n_interrupted, n_short, n_rounds, n_lost;
static atomic_bool is_over;

/* A thread hands a token to its partner and waits for it to come back. */
struct pair {
    int kind, down[2], up[2], set[2], semaphores;
    sem_t posts[2];
    char bytes[LARGE];
    long n_sent, n_got;
};
static struct pair pairs[PAIRS];

static void count(ssize_t result, ssize_t wanted)
{
    if (result < 0 && errno == EINTR)
        n_interrupted++;
    else if (result != wanted)
        n_short++;
}

static void move_semaphore(int set, unsigned short number, short by)
{
    struct sembuf operation = {number, by, 0};
    count(semop(set, &operation, 1), 0);
}

static void send_token(struct pair *pair, bool is_first)
{
    int *way = is_first ? pair->down : pair->up;
    uint64_t one = 1;
    if (pair->kind == 0 && is_first)
        count(write(way[1], pair->bytes, LARGE), LARGE);
    else if (pair->kind == 2)
        move_semaphore(pair->semaphores, is_first, 1);
    else if (pair->kind == 3)
        sem_post(&pair->posts[is_first]);
    else
        count(write(way[1], &one, sizeof one), sizeof one);
}

static void take_large(int fd)
{
    char bytes[4096];
    for (ssize_t sum = 0, n; sum < LARGE; sum += n)
        if ((n = read(fd, bytes, LARGE - sum < 4096 ? (size_t)(LARGE - sum) : 4096)) <= 0) {
            count(n, 1);
            return;
        }
}

static void take_token(struct pair *pair, bool is_first)
{
    int *way = is_first ? pair->up : pair->down;
    struct epoll_event event;
    uint64_t one;
    if (pair->kind == 0 && !is_first) {
        take_large(way[0]);
    } else if (pair->kind == 2) {
        move_semaphore(pair->semaphores, !is_first, -1);
    } else if (pair->kind == 3) {
        count(sem_wait(&pair->posts[!is_first]), 0);
    } else {
        if (pair->kind == 1)
            count(epoll_wait(pair->set[is_first], &event, 1, -1), 1);
        count(read(way[0], &one, sizeof one), sizeof one);
    }
}

static void *first(void *self)
{
    struct pair *pair = self;
    while (!is_over) {
        send_token(pair, true);
        pair->n_sent++;
        take_token(pair, true);
        pair->n_got++;
        n_rounds++;
    }
    return NULL;
}

static void *second(void *self)
{
    struct pair *pair = self;
    for (;;) {
        take_token(pair, false);
        send_token(pair, false);
    }
    return NULL;
}

static void make_pair(struct pair *pair, int kind)
{
    pair->kind = kind;
    if (kind == 1) {
        pair->down[0] = pair->down[1] = eventfd(0, 0);
        pair->up[0] = pair->up[1] = eventfd(0, 0);
    } else if (pipe(pair->down) != 0 || pipe(pair->up) != 0) {
        _exit(3);
    }
    for (int i = 0; i < 2; i++) {
        struct epoll_event event = {.events = EPOLLIN};
        pair->set[i] = epoll_create1(0);
        epoll_ctl(pair->set[i], EPOLL_CTL_ADD, i ? pair->up[0] : pair->down[0], &event);
        sem_init(&pair->posts[i], 0, 0);
    }
    pair->semaphores = semget(IPC_PRIVATE, 2, 0600);
}

int main(void)
{
    pthread_t threads[PAIRS], partner;
    char byte;
    for (int i = 0; i < PAIRS; i++) {
        make_pair(&pairs[i], i % 4);
        pthread_create(&threads[i], NULL, first, &pairs[i]);
        pthread_create(&partner, NULL, second, &pairs[i]);
    }
    puts("ready");
    fflush(stdout);
    while (read(STDIN_FILENO, &byte, 1) > 0) {
    }
    is_over = true;
    for (int i = 0; i < PAIRS; i++) {
        pthread_join(threads[i], NULL);
        n_lost += pairs[i].n_sent != pairs[i].n_got;
    }
    printf("rounds %ld interrupted %ld short %ld lost %ld\n", n_rounds, n_interrupted, n_short,
           n_lost);
    fflush(stdout);
    for (int i = 0; i < PAIRS; i++)
        semctl(pairs[i].semaphores, 0, IPC_RMID);
    _exit(0);
}
