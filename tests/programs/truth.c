/* Makes calls that tell who makes them, and counts them: truth PROCESSES THREADS CALLS. Each thread
   calls lseek(-ID, N, 0) for N from 0 on, amid forks, execs and signals. In the end it prints for
   each ID how many there were: what a tracer must have seen, each once and in that order. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { IDS_MAX = 1 << 16, FORKS = 4 };

static struct {
    int processes, threads, calls;
    volatile int n_signals;
} shape;

/* By id; in a file that survives exec. */
static volatile unsigned *counts;

static void map_counts(int fd)
{
    size_t size = IDS_MAX * sizeof *counts;
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED)
        exit(2);
    counts = memory;
}

static void make_calls(int id, int n)
{
    for (int i = 0; i < n; i++)
        syscall(SYS_lseek, (long)-id, (long)counts[id]++, 0L);
}

/* Ids of process p: one a thread, then one for all its forks, and one for those that exec. */
static int first_id(int p)
{
    return 1 + p * (shape.threads + 2);
}

static void exec_again(int fd, int id)
{
    char words[2][16];
    snprintf(words[0], sizeof words[0], "%d", fd);
    snprintf(words[1], sizeof words[1], "%d", id);
    execl("/proc/self/exe", "truth", "exec", words[0], words[1], (char *)NULL);
    _exit(3);
}

static void fork_and_exec(int fd, int id)
{
    int status;
    for (int i = 0; i < FORKS; i++) {
        pid_t child = fork();
        if (child == 0) {
            make_calls(id, 5);
            if (i % 2)
                exec_again(fd, id + 1);
            _exit(0);
        }
        if (child < 0 || waitpid(child, &status, 0) != child || status)
            _exit(4);
    }
}

static void *run_thread(void *argument)
{
    int id = (int)(long)argument;
    make_calls(id, shape.calls / 2);
    kill(getpid(), SIGUSR1);
    make_calls(id, shape.calls - shape.calls / 2);
    return NULL;
}

static void count_signal(int number)
{
    (void)number;
    __sync_fetch_and_add(&shape.n_signals, 1);
}

/* In the end a thread that is not the leader execs, while its siblings sleep. */
static void *run_last(void *argument)
{
    int *fd_and_id = argument;
    exec_again(fd_and_id[0], fd_and_id[1]);
    return NULL;
}

static _Noreturn void play_process(int p, int fd)
{
    pthread_t threads[shape.threads];
    int id = first_id(p), last[2] = {fd, id + shape.threads + 1};
    signal(SIGUSR1, count_signal);
    for (long i = 0; i < shape.threads; i++)
        if (pthread_create(&threads[i], NULL, run_thread, (void *)(id + i)))
            _exit(5);
    fork_and_exec(fd, id + shape.threads);
    for (int i = 0; i < shape.threads; i++)
        pthread_join(threads[i], NULL);
    if (shape.n_signals == 0)
        _exit(6);
    pthread_create(&threads[0], NULL, run_last, last);
    for (;;)
        pause();
}

int main(int n, char **words)
{
    int n_failed = 0, status;
    if (n == 4 && strcmp(words[1], "exec") == 0) {
        map_counts(atoi(words[2]));
        make_calls(atoi(words[3]), 5);
        return 0;
    }
    shape.processes = n > 1 ? atoi(words[1]) : 4;
    shape.threads = n > 2 ? atoi(words[2]) : 4;
    shape.calls = n > 3 ? atoi(words[3]) : 100;
    int fd = memfd_create("counts", 0), n_ids = first_id(shape.processes);
    if (n_ids > IDS_MAX || ftruncate(fd, IDS_MAX * sizeof *counts) < 0)
        return 2;
    map_counts(fd);
    for (int p = 0; p < shape.processes; p++)
        if (fork() == 0)
            play_process(p, fd);
    while (wait(&status) > 0)
        n_failed += status != 0;
    for (int id = 1; id < n_ids; id++)
        printf("%d %u\n", id, counts[id]);
    return n_failed != 0;
}
