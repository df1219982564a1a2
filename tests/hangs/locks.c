/* Programs that hang in locks of threads. Run: locks CASE */
#include "hang.h"
#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

static pthread_mutex_t lock_a = PTHREAD_MUTEX_INITIALIZER, lock_b = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t locks[3] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER};
static pthread_rwlock_t table_lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER;
static pthread_t main_thread;

static void *take_ab(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock_a);
    pthread_barrier_wait(&hang_moment);
    if (pthread_mutex_lock(&lock_b) == EOWNERDEAD)
        pthread_mutex_consistent(&lock_b);
    pthread_mutex_unlock(&lock_b);
    pthread_mutex_unlock(&lock_a);
    return NULL;
}

static void *take_ba(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock_b);
    pthread_barrier_wait(&hang_moment);
    if (pthread_mutex_lock(&lock_a) == EOWNERDEAD)
        pthread_mutex_consistent(&lock_a);
    pthread_mutex_unlock(&lock_a);
    pthread_mutex_unlock(&lock_b);
    return NULL;
}

static void abba(void)
{
    hang_pair(take_ab, take_ba);
}

static void make_locks(int kind, int protocol, int robustness)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, kind);
    pthread_mutexattr_setprotocol(&attributes, protocol);
    pthread_mutexattr_setrobust(&attributes, robustness);
    pthread_mutex_init(&lock_a, &attributes);
    pthread_mutex_init(&lock_b, &attributes);
}

static void abba_recursive(void)
{
    make_locks(PTHREAD_MUTEX_RECURSIVE, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED);
    hang_pair(take_ab, take_ba);
}

static void abba_robust(void)
{
    make_locks(PTHREAD_MUTEX_NORMAL, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_ROBUST);
    hang_pair(take_ab, take_ba);
}

static void abba_inherit(void)
{
    make_locks(PTHREAD_MUTEX_NORMAL, PTHREAD_PRIO_INHERIT, PTHREAD_MUTEX_STALLED);
    hang_pair(take_ab, take_ba);
}

static void abba_errorcheck(void)
{
    make_locks(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED);
    hang_pair(take_ab, take_ba);
}

static void *take_two_of_three(void *index)
{
    size_t i = (size_t)index;
    pthread_mutex_lock(&locks[i]);
    pthread_barrier_wait(&hang_moment);
    pthread_mutex_lock(&locks[(i + 1) % 3]);
    return NULL;
}

static void three(void)
{
    pthread_t threads[3];
    pthread_barrier_init(&hang_moment, NULL, 3);
    for (size_t i = 0; i < 3; i++)
        threads[i] = hang_thread(take_two_of_three, (void *)i);
    hang_ready();
    for (size_t i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
}

static void self_lock(void)
{
    pthread_mutex_lock(&lock_a);
    hang_ready();
    pthread_mutex_lock(&lock_a);
}

static void self_inherit(void)
{
    make_locks(PTHREAD_MUTEX_NORMAL, PTHREAD_PRIO_INHERIT, PTHREAD_MUTEX_STALLED);
    self_lock();
}

static void *lock_and_end(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock_a);
    return NULL;
}

static void owner_gone(void)
{
    pthread_join(hang_thread(lock_and_end, NULL), NULL);
    hang_ready();
    pthread_mutex_lock(&lock_a);
}

static void *hold_for_ever(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock_a);
    pthread_barrier_wait(&hang_moment);
    pause();
    return NULL;
}

/* The child's copy of the lock is locked by a thread that it does not have. */
static void fork_copy(void)
{
    pthread_barrier_init(&hang_moment, NULL, 2);
    hang_thread(hold_for_ever, NULL);
    pthread_barrier_wait(&hang_moment);
    pid_t child = fork();
    if (child == 0) {
        hang_ready();
        _exit(pthread_mutex_lock(&lock_a) == EOWNERDEAD ? 9 : 7);
    }
    int status;
    waitpid(child, &status, 0);
    printf("child ended with %d\n", WEXITSTATUS(status));
}

static void robust_copy(void)
{
    make_locks(PTHREAD_MUTEX_NORMAL, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_ROBUST);
    fork_copy();
}

/* A lock in shared memory whose owner, a process, is gone. */
static void shared_gone(void)
{
    pthread_mutexattr_t attributes;
    pthread_mutex_t *lock = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                                 0);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(lock, &attributes);
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(lock);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    hang_ready();
    pthread_mutex_lock(lock);
}

static void *write_then_lock(void *unused)
{
    (void)unused;
    pthread_rwlock_wrlock(&table_lock);
    pthread_barrier_wait(&hang_moment);
    pthread_mutex_lock(&lock_a);
    return NULL;
}

static void *lock_then_read(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock_a);
    pthread_barrier_wait(&hang_moment);
    pthread_rwlock_rdlock(&table_lock);
    return NULL;
}

static void rwlock(void)
{
    hang_pair(write_then_lock, lock_then_read);
}

/* A reader that wants to write waits for all readers: for itself. */
static void upgrade(void)
{
    pthread_rwlock_rdlock(&table_lock);
    hang_ready();
    pthread_rwlock_wrlock(&table_lock);
}

static void condition(void)
{
    pthread_mutex_lock(&lock_a);
    hang_ready();
    pthread_cond_wait(&full, &lock_a);
}

static void semaphore(void)
{
    static sem_t items;
    sem_init(&items, 0, 0);
    hang_ready();
    sem_wait(&items);
}

static void barrier(void)
{
    pthread_barrier_init(&hang_moment, NULL, 2);
    hang_ready();
    pthread_barrier_wait(&hang_moment);
}

static void *join_main(void *unused)
{
    (void)unused;
    pthread_join(main_thread, NULL);
    return NULL;
}

static void join_cycle(void)
{
    main_thread = pthread_self();
    pthread_t other = hang_thread(join_main, NULL);
    hang_ready();
    pthread_join(other, NULL);
}

static void *need_lock(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock_a);
    return NULL;
}

static void join_under_lock(void)
{
    pthread_mutex_lock(&lock_a);
    pthread_t other = hang_thread(need_lock, NULL);
    hang_ready();
    pthread_join(other, NULL);
}

static void *hold_stdout(void *unused)
{
    (void)unused;
    flockfile(stderr);
    pthread_barrier_wait(&hang_moment);
    pthread_mutex_lock(&lock_a);
    return NULL;
}

static void *use_stdout(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock_a);
    pthread_barrier_wait(&hang_moment);
    flockfile(stderr);
    funlockfile(stderr);
    pthread_mutex_unlock(&lock_a);
    return NULL;
}

static void stdio(void)
{
    hang_pair(hold_stdout, use_stdout);
}

static void lock_again(int signal)
{
    (void)signal;
    pthread_mutex_lock(&lock_a);
}

static void handler(void)
{
    signal(SIGUSR1, lock_again);
    pthread_mutex_lock(&lock_a);
    hang_ready();
    raise(SIGUSR1);
}

/* The signaller needs the lock that the waiter holds besides. */
static void *signal_full(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock_b);
    pthread_cond_signal(&full);
    return NULL;
}

static void condition_under_lock(void)
{
    pthread_mutex_lock(&lock_b);
    pthread_mutex_lock(&lock_a);
    pthread_t other = hang_thread(signal_full, NULL);
    hang_ready();
    pthread_cond_wait(&full, &lock_a);
    pthread_join(other, NULL);
}

int main(int argc, char **argv)
{
    static const struct hang hangs[] = {
        {"abba", abba},
        {"abba-recursive", abba_recursive},
        {"abba-robust", abba_robust},
        {"abba-inherit", abba_inherit},
        {"abba-errorcheck", abba_errorcheck},
        {"three", three},
        {"self-lock", self_lock},
        {"self-inherit", self_inherit},
        {"owner-gone", owner_gone},
        {"fork-copy", fork_copy},
        {"robust-copy", robust_copy},
        {"shared-gone", shared_gone},
        {"rwlock", rwlock},
        {"upgrade", upgrade},
        {"condition", condition},
        {"semaphore", semaphore},
        {"barrier", barrier},
        {"join-cycle", join_cycle},
        {"join-under-lock", join_under_lock},
        {"stdio", stdio},
        {"handler", handler},
        {"condition-under-lock", condition_under_lock},
        {NULL, NULL},
    };
    return hang_main(argc, argv, hangs);
}
