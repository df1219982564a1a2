/* Programs that hang on objects of the kernel: file locks, System V and POSIX queues, semaphores,
   terminals, tracers. Run: objects CASE */
#include "hang.h"
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/ptrace.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

static char name[64];

static void must(bool is_good)
{
    if (!is_good)
        _exit(3);
}

static void wait_for(pid_t child)
{
    int status;
    waitpid(child, &status, 0);
    printf("child ended with %d\n", WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
}

/* Two files, each open twice, and a pipe by which the child tells that it has its first lock. */
static int files[4];

static void open_files(void)
{
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "hang-file-%d-%d", i % 2, getpid());
        files[i] = open(name, O_RDWR | O_CREAT, 0600);
        must(files[i] >= 0);
    }
    for (int i = 0; i < 2; i++) {
        snprintf(name, sizeof name, "hang-file-%d-%d", i, getpid());
        unlink(name);
    }
}

static void meet(int ends[2], bool is_child)
{
    char byte = 'x';
    if (is_child)
        must(write(ends[1], &byte, 1) == 1);
    else
        must(read(ends[0], &byte, 1) == 1);
}

/* Parent and child each lock one file and then want the other's. */
static void lock_crosswise(bool (*lock)(int fd))
{
    int ends[2];
    open_files();
    must(pipe(ends) == 0 && lock(files[0]));
    pid_t child = fork();
    if (child == 0) {
        must(lock(files[3]));
        meet(ends, true);
        bool is_locked = lock(files[2]);
        _exit(is_locked ? 0 : 8);
    }
    meet(ends, false);
    hang_ready();
    bool is_locked = lock(files[1]);
    printf("locked %d\n", is_locked);
    close(files[0]);
    close(files[1]);
    wait_for(child);
}

static bool lock_flock(int fd)
{
    return flock(fd, LOCK_EX) == 0;
}

static bool lock_description(int fd)
{
    struct flock range = {.l_type = F_WRLCK};
    return fcntl(fd, F_OFD_SETLKW, &range) == 0;
}

static bool lock_record(int fd)
{
    struct flock range = {.l_type = F_WRLCK};
    return fcntl(fd, F_SETLKW, &range) == 0;
}

/* The child has descriptions of its own: those of the parent it shares. */
static void flocks(void)
{
    lock_crosswise(lock_flock);
}

static void descriptions(void)
{
    lock_crosswise(lock_description);
}

static void flock_itself(void)
{
    open_files();
    must(flock(files[0], LOCK_EX) == 0);
    hang_ready();
    bool is_locked = flock(files[2], LOCK_EX) == 0;
    printf("locked %d\n", is_locked);
}

/* A record lock, held by a parent that waits for the child that wants it. */
static void record(void)
{
    open_files();
    must(lock_record(files[0]));
    pid_t child = fork();
    if (child == 0)
        _exit(lock_record(files[0]) ? 0 : 8);
    hang_ready();
    wait_for(child);
}

static void semop_on(int set, unsigned short number, short by)
{
    struct sembuf operation = {number, by, 0};
    must(semop(set, &operation, 1) == 0);
}

static void semaphores(void)
{
    int ends[2], set = semget(IPC_PRIVATE, 2, 0600);
    must(set >= 0 && pipe(ends) == 0);
    semop_on(set, 0, 1);
    semop_on(set, 1, 1);
    semop_on(set, 0, -1);
    pid_t child = fork();
    if (child == 0) {
        semop_on(set, 1, -1);
        meet(ends, true);
        semop_on(set, 0, -1);
        _exit(0);
    }
    meet(ends, false);
    hang_ready();
    struct sembuf operation = {1, -1, 0};
    int result = semop(set, &operation, 1);
    printf("semop %d\n", result);
    semctl(set, 0, IPC_RMID);
    wait_for(child);
}

static int queue_of(mqd_t *queue, int at)
{
    struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = 16};
    snprintf(name, sizeof name, "/hang-queue-%d-%d", at, getpid());
    *queue = mq_open(name, O_RDWR | O_CREAT, 0600, &attributes);
    return mq_unlink(name);
}

/* Each waits for a message of the other. */
static void queues(void)
{
    mqd_t down, up;
    char message[16];
    must(queue_of(&down, 0) == 0 && queue_of(&up, 1) == 0);
    pid_t child = fork();
    if (child == 0) {
        must(mq_receive(down, message, sizeof message, NULL) >= 0);
        _exit(0);
    }
    hang_ready();
    must(mq_receive(up, message, sizeof message, NULL) >= 0);
    printf("message\n");
    must(mq_send(down, message, 1, 0) == 0);
    wait_for(child);
}

/* The terminal's master is in a parent that waits for the child that reads from the terminal. */
static void terminal(void)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    must(grantpt(master) == 0 && unlockpt(master) == 0);
    pid_t child = fork();
    if (child == 0) {
        char byte;
        int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
        close(master);
        must(read(slave, &byte, 1) >= 0);
        _exit(0);
    }
    hang_ready();
    wait_for(child);
}

/* Stopped at its tracer's wish, and the tracer waits for something that it should do. */
static void tracer(void)
{
    int ends[2];
    char byte;
    must(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGUSR1);
        must(write(ends[1], "x", 1) == 1);
        _exit(0);
    }
    close(ends[1]);
    waitpid(child, NULL, 0);
    hang_ready();
    must(read(ends[0], &byte, 1) >= 0);
}

/* Semaphores in shared memory: each waits for the other to post. */
static void shared(void)
{
    sem_t *semaphore = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&semaphore[0], 1, 0);
    sem_init(&semaphore[1], 1, 0);
    pid_t child = fork();
    if (child == 0) {
        sem_wait(&semaphore[0]);
        sem_post(&semaphore[1]);
        _exit(0);
    }
    hang_ready();
    sem_wait(&semaphore[1]);
    sem_post(&semaphore[0]);
    wait_for(child);
}

static void timer(void)
{
    uint64_t count;
    int fd = timerfd_create(CLOCK_MONOTONIC, 0);
    hang_ready();
    must(read(fd, &count, sizeof count) == sizeof count);
}

/* The lock of a dead child lives on in a grandchild that waits for us. */
static void inherited(void)
{
    int ends[2], done[2];
    open_files();
    must(pipe(ends) == 0 && pipe(done) == 0);
    pid_t child = fork();
    if (child == 0) {
        must(flock(files[0], LOCK_EX) == 0);
        if (fork() == 0) {
            char byte;
            close(done[1]);
            close(files[2]);
            must(read(done[0], &byte, 1) >= 0);
            _exit(0);
        }
        _exit(0);
    }
    waitpid(child, NULL, 0);
    close(done[0]);
    close(files[0]);
    hang_ready();
    bool is_locked = flock(files[2], LOCK_EX) == 0;
    printf("locked %d\n", is_locked);
}

int main(int argc, char **argv)
{
    static const struct hang hangs[] = {
        {"flocks", flocks},
        {"descriptions", descriptions},
        {"flock-itself", flock_itself},
        {"record", record},
        {"semaphores", semaphores},
        {"queues", queues},
        {"terminal", terminal},
        {"tracer", tracer},
        {"shared", shared},
        {"timer", timer},
        {"inherited", inherited},
        {NULL, NULL},
    };
    return hang_main(argc, argv, hangs);
}
