/* Programs that merely wait, and look like hangs to the hasty. Run: idle CASE */
#include "hang.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>

static sem_t items;
static int ends[2];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void sleeper(void)
{
    hang_ready();
    sleep(1000);
}

static void signals(void)
{
    hang_ready();
    pause();
}

static int listener(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 5) != 0)
        _exit(3);
    return fd;
}

static void server(void)
{
    int fd = listener();
    hang_ready();
    accept(fd, NULL, NULL);
}

static void epoll_server(void)
{
    struct epoll_event event = {.events = EPOLLIN};
    int set = epoll_create1(0);
    epoll_ctl(set, EPOLL_CTL_ADD, listener(), &event);
    hang_ready();
    epoll_wait(set, &event, 1, -1);
}

static void *work(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    while (pthread_cond_wait(&changed, &lock) == 0) {
    }
    return NULL;
}

/* A pool whose work comes from the network. */
static void pool(void)
{
    for (int i = 0; i < 8; i++)
        hang_thread(work, NULL);
    server();
}

static void post(int signal)
{
    (void)signal;
    sem_post(&items);
}

static void semaphore_and_signal(void)
{
    sem_init(&items, 0, 0);
    signal(SIGUSR1, post);
    hang_ready();
    sem_wait(&items);
}

static void tell(int signal)
{
    (void)signal;
    if (write(ends[1], "x", 1) != 1)
        _exit(3);
}

/* The only writer of the pipe is the reader's own handler. */
static void self_pipe(void)
{
    char byte;
    struct sigaction action = {.sa_handler = tell, .sa_flags = SA_RESTART};
    if (pipe(ends) != 0 || sigaction(SIGTERM, &action, NULL) != 0)
        _exit(3);
    hang_ready();
    if (read(ends[0], &byte, 1) != 1)
        _exit(3);
}

static void fifo_server(void)
{
    char name[32], byte;
    snprintf(name, sizeof name, "idle-fifo-%d", getpid());
    if (mkfifo(name, 0600) != 0)
        _exit(3);
    int fd = open(name, O_RDWR);
    hang_ready();
    if (read(fd, &byte, 1) != 1)
        _exit(3);
}

static void fifo_open(void)
{
    char name[32];
    snprintf(name, sizeof name, "idle-fifo-%d", getpid());
    if (mkfifo(name, 0600) != 0)
        _exit(3);
    hang_ready();
    open(name, O_RDONLY);
}

static void *signal_now_and_then(void *unused)
{
    (void)unused;
    while (usleep(50000) == 0) {
        pthread_mutex_lock(&lock);
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

static void condition(void)
{
    hang_thread(signal_now_and_then, NULL);
    hang_ready();
    work(NULL);
}

static void *hold(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    hang_ready();
    sleep(1000);
    return NULL;
}

/* Contention, not deadlock: the owner sleeps. */
static void held(void)
{
    pthread_t holder = hang_thread(hold, NULL);
    usleep(100000);
    pthread_mutex_lock(&lock);
    pthread_join(holder, NULL);
}

static void slow_pipeline(void)
{
    if (pipe(ends) != 0)
        _exit(3);
    if (fork() == 0) {
        close(ends[0]);
        for (;;) {
            sleep(1);
            if (write(ends[1], "x", 1) != 1)
                _exit(0);
        }
    }
    char byte;
    close(ends[1]);
    hang_ready();
    while (read(ends[0], &byte, 1) == 1) {
    }
}

static void *take_signals(void *unused)
{
    sigset_t all;
    int signal;
    (void)unused;
    sigfillset(&all);
    while (sigwait(&all, &signal) == 0) {
    }
    return NULL;
}

static void signal_thread(void)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    pthread_t thread = hang_thread(take_signals, NULL);
    hang_ready();
    pthread_join(thread, NULL);
}

static void timer(void)
{
    uint64_t count;
    struct itimerspec in = {.it_value.tv_sec = 1000};
    int fd = timerfd_create(CLOCK_MONOTONIC, 0);
    timerfd_settime(fd, 0, &in, NULL);
    hang_ready();
    if (read(fd, &count, sizeof count) != sizeof count)
        _exit(3);
}

static void signal_descriptor(void)
{
    sigset_t set;
    char info[128];
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int fd = signalfd(-1, &set, 0);
    hang_ready();
    if (read(fd, info, sizeof info) < 0)
        _exit(3);
}

static void receive_timed(void)
{
    struct timeval limit = {1000, 0};
    char byte;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        _exit(3);
    setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    hang_ready();
    if (recv(ends[0], &byte, 1, 0) < 0)
        _exit(3);
}

static void parent_of_sleeper(void)
{
    pid_t child = fork();
    if (child == 0) {
        sleep(1000);
        _exit(0);
    }
    hang_ready();
    waitpid(child, NULL, 0);
}

static void poll_timed(void)
{
    if (pipe(ends) != 0)
        _exit(3);
    struct pollfd fd = {.fd = ends[0], .events = POLLIN};
    hang_ready();
    poll(&fd, 1, 1000000);
}

static void flocked(void)
{
    char name[32];
    snprintf(name, sizeof name, "idle-file-%d", getpid());
    int fd = open(name, O_RDWR | O_CREAT, 0600), other = open(name, O_RDWR);
    unlink(name);
    flock(fd, LOCK_EX);
    if (fork() == 0) {
        close(other);
        sleep(1000);
        _exit(0);
    }
    close(fd);
    hang_ready();
    flock(other, LOCK_EX);
}

static void busy(void)
{
    volatile uint64_t n = 0;
    hang_ready();
    for (time_t end = time(NULL) + 60; time(NULL) < end;)
        n++;
}

int main(int argc, char **argv)
{
    static const struct hang hangs[] = {
        {"sleeper", sleeper},
        {"signals", signals},
        {"server", server},
        {"epoll-server", epoll_server},
        {"pool", pool},
        {"semaphore-and-signal", semaphore_and_signal},
        {"self-pipe", self_pipe},
        {"fifo-server", fifo_server},
        {"fifo-open", fifo_open},
        {"condition", condition},
        {"held", held},
        {"slow-pipeline", slow_pipeline},
        {"signal-thread", signal_thread},
        {"timer", timer},
        {"signal-descriptor", signal_descriptor},
        {"receive-timed", receive_timed},
        {"parent-of-sleeper", parent_of_sleeper},
        {"poll-timed", poll_timed},
        {"flocked", flocked},
        {"busy", busy},
        {NULL, NULL},
    };
    return hang_main(argc, argv, hangs);
}
