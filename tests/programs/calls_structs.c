/* Calls with structs, unions, sets and lists, most of which the kernel accepts; what it fills in is
   the same in every run, or what a parity run makes the same. */
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

static void on_signal(int number, siginfo_t *info, void *context)
{
    (void)number, (void)info, (void)context;
}

static void files(void)
{
    char text[64], more[8];
    struct statfs fs;
    struct stat st;
    struct flock lock = {.l_type = F_WRLCK, .l_len = 10};
    int fd = open("made", O_RDWR | O_CREAT | O_TRUNC, 0640), other = open("/dev/null", O_RDWR);
    struct iovec vectors[] = {{"one", 3}, {"two\n", 4}, {NULL, 0}};
    writev(fd, vectors, 3);
    vectors[0].iov_base = text, vectors[1].iov_base = more;
    preadv(fd, vectors, 2, 1);
    readv(-1, vectors, 2);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_GETFD);
    fcntl(fd, F_SETFL, O_APPEND | O_NONBLOCK);
    fcntl(fd, F_GETFL);
    fcntl(fd, F_SETLK, &lock);
    fcntl(fd, F_OFD_GETLK, &lock);
    fcntl(fd, F_SETSIG, SIGUSR1);
    fcntl(fd, F_GETSIG);
    off_t from = 2;
    sendfile(other, fd, &from, 3);
    stat("/dev/null", &st);
    stat("nothing", &st);
    statfs("/proc", &fs);
    mknod("nothing/node", S_IFCHR | 0600, makedev(1, 3));
    mknod("nothing/pipe", S_IFIFO | 0644, 0);
    syscall(SYS_fchmodat, AT_FDCWD, "made", 04711);
    fchownat(AT_FDCWD, "nothing", -1, 5, AT_SYMLINK_NOFOLLOW);
}

static void moments(void)
{
    struct timespec both[2] = {{100000, 5}, {0, UTIME_OMIT}};
    struct timeval old[2] = {{5, 6}, {7, 8}};
    struct utimbuf oldest = {100000, 0};
    utimensat(AT_FDCWD, "made", both, AT_SYMLINK_NOFOLLOW);
    both[1].tv_nsec = UTIME_NOW;
    utimensat(AT_FDCWD, "nothing", both, 0);
    syscall(SYS_utimes, "nothing", old);
    syscall(SYS_utime, "nothing", &oldest);
    struct itimerspec timer = {{0, 0}, {100, 0}};
    struct itimerval interval = {{1, 2}, {0, 0}};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    event.sigev_value.sival_int = 5;
    timer_t id;
    timer_create(CLOCK_MONOTONIC, &event, &id);
    timer_settime(id, 0, &timer, NULL);
    timer_delete(id);
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    timerfd_settime(fd, 0, &timer, NULL);
    setitimer(ITIMER_VIRTUAL, &interval, &interval);
    clock_getres(CLOCK_TAI, &both[0]);
}

static void signals(void)
{
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigset_t set;
    union sigval value = {.sival_ptr = (void *)0x12345678};
    sigfillset(&action.sa_mask);
    sigaction(SIGUSR1, &action, &action);
    sigaction(SIGRTMIN + 1, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 1);
    sigaddset(&set, SIGCHLD); /* it would come at any time */
    sigprocmask(SIG_BLOCK, &set, &set);
    raise(SIGUSR1);
    sigqueue(getpid(), SIGUSR1, value);
    sigqueue(getpid(), SIGRTMIN + 1, value);
    struct timespec soon = {0, 1000};
    siginfo_t info;
    sigpending(&set);
    sigtimedwait(&set, &info, &soon);
    stack_t stack = {.ss_flags = SS_DISABLE};
    sigaltstack(&stack, NULL);
}

static void processes(void)
{
    siginfo_t info;
    struct rusage usage;
    int status;
    pid_t child = fork();
    if (child == 0) {
        raise(SIGSTOP);
        _exit(3);
    }
    wait4(child, &status, WUNTRACED, NULL);
    kill(child, SIGCONT);
    memset(&info, 0, sizeof info);
    waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    wait4(child, &status, 0, &usage);
    wait4(child, &status, WNOHANG, &usage);
    int word = 1;
    struct timespec soon = {0, 1000};
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1);
    syscall(SYS_futex, &word, FUTEX_WAIT, 2, &soon);
    syscall(SYS_futex, &word, FUTEX_CMP_REQUEUE, 1, 2L, &status, 1);
    syscall(SYS_futex, &word, FUTEX_WAKE_OP, 1, 2L, &status, 0x41002003);
    char *arguments[] = {"one", "two words", NULL};
    execve("/nothing", arguments, arguments);
    execve("/nothing", (char **)16, (char **)16);
}

static void settings(void)
{
    struct rlimit limit = {RLIM_INFINITY, 1024 * 1024};
    struct sched_param param = {0};
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{1, 2, 4}, {1, 0, 0}};
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    CPU_SET(0, &cpus);
    setrlimit(RLIMIT_CORE, &limit);
    getrlimit(RLIMIT_STACK, &limit);
    sched_setscheduler(0, SCHED_BATCH, &param);
    sched_setaffinity(0, 8, &cpus);
    syscall(SYS_capset, &header, data);
    syscall(SYS_personality, 0xffffffff);
    char name[16] = "a name of fiftee";
    prctl(PR_SET_NAME, name);
    prctl(PR_GET_NAME, name);
    prctl(PR_SET_PDEATHSIG, SIGHUP);
    prctl(PR_CAPBSET_READ, CAP_KILL);
    prctl(PR_SET_SECCOMP, 2, 16, 0, 0);
    unsigned long mask[2] = {1, 0};
    syscall(SYS_mbind, 0, 4096, 2, mask, 70, 1);
    char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    unsigned char present[2];
    page[0] = 1;
    mincore(page, 8192, present);
    mremap(page, 8192, 4096, MREMAP_MAYMOVE);
}

int main(void)
{
    files();
    moments();
    signals();
    processes();
    settings();
    return 0;
}
