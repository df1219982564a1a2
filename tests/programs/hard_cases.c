/* The calls whose decoding is hard: extensible structs, unions, results, arrays, socket addresses.
   tests/calls/seven has what strace 7.2 prints of them. Run: hard_cases FOLDER; a call of access
   heads each group. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/io_uring.h>
#include <linux/keyctl.h>
#include <linux/mount.h>
#include <linux/netlink.h>
#include <linux/openat2.h>
#include <linux/perf_event.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAGE ((char *)0x10000000)

struct kernel_sigaction {
    void *handler;
    unsigned long flags;
    void *restorer;
    unsigned long mask[2];
};

/* What one group makes and others use. */
static const char *folder;
static char buffer[256];
static int file, pipes[2], sockets[2], tcp;
static struct iovec vectors[2] = {{"abc", 3}, {"defgh", 5}};
static char received[64];
static struct iovec receives = {received, sizeof received};

static void on_signal(int number)
{
    (void)number;
}

static const char *inside(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void openat_calls(void)
{
    file = syscall(SYS_openat, AT_FDCWD, inside("x\n\"y"), O_RDWR | O_CREAT | O_TRUNC, 0640);
    syscall(SYS_openat, AT_FDCWD, "/tmp", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    syscall(SYS_openat, file, "nope", O_WRONLY | O_SYNC | O_NONBLOCK | 0x80000000);
    syscall(SYS_openat, -1, (void *)0x1234, 3 | O_DSYNC);
}

static void openat2_calls(void)
{
    struct open_how how = {.flags = O_RDONLY | O_DIRECTORY,
                           .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH | 0x1000};
    struct {
        struct open_how how;
        long more;
    } longer = {{.flags = O_CREAT | O_WRONLY, .mode = 0644}, 5};
    syscall(SYS_openat2, AT_FDCWD, "/tmp", &how, sizeof how);
    syscall(SYS_openat2, AT_FDCWD, "/tmp/zz", &longer, sizeof longer);
    syscall(SYS_openat2, AT_FDCWD, "/tmp", &how, 8);
    syscall(SYS_openat2, AT_FDCWD, "/tmp", (void *)8, sizeof how);
}

static void mmap_calls(void)
{
#ifdef SYS_mmap2
    syscall(SYS_mmap2, PAGE, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
            -1, 0);
    syscall(SYS_munmap, PAGE + 4096, 4096);
#else
    syscall(SYS_mmap, PAGE, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
            -1, 0);
    syscall(SYS_munmap, PAGE + 4096, 4096);
    syscall(SYS_mmap, NULL, 4096, PROT_READ, MAP_SHARED | 21 << 26 | MAP_HUGETLB, file, 4096);
#endif
}

static void readwrite_calls(void)
{
    syscall(SYS_write, file,
            "hello\0wor\1ld\377 a long string that is longer than thirty two bytes", 50);
    syscall(SYS_lseek, file, 0, SEEK_SET);
    syscall(SYS_read, file, buffer, 200);
    syscall(SYS_read, file, buffer, 0);
    syscall(SYS_read, -1, buffer, 20);
    syscall(SYS_write, file, PAGE + 4090, 10);
}

static void execve_calls(void)
{
    char *words[] = {"a", "b c", NULL}, *environment[] = {"X=1", NULL},
         *bad[] = {"x", (char *)1, NULL};
    syscall(SYS_execve, "/nonexistent", words, environment);
    syscall(SYS_execve, "/nonexistent", bad, NULL);
    syscall(SYS_execve, "/nonexistent", PAGE + 4096 - sizeof(char *), (void *)16);
}

static void clone_calls(void)
{
    int status;
    struct rusage usage;
    long pid = syscall(SYS_clone, CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD, 0L, &status,
                       NULL, NULL);
    if (pid == 0)
        _exit(3);
    syscall(SYS_wait4, pid, &status, 0, &usage);
}

static void clone3_calls(void)
{
    int status;
    siginfo_t info;
    struct clone_args arguments = {
        .flags = CLONE_VFORK | CLONE_PIDFD, .pidfd = (unsigned long)pipes, .exit_signal = SIGCHLD};
    long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid == 0)
        raise(SIGTERM);
    syscall(SYS_waitid, P_PID, pid, &info, WEXITED | WNOWAIT, NULL);
    syscall(SYS_wait4, pid, &status, WNOHANG | __WALL, NULL);
    syscall(SYS_wait4, pid, &status, WNOHANG | __WALL, NULL);
}

static void futex_calls(void)
{
    int word = 1, other;
    struct timespec time = {0, 1000};
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    syscall(SYS_futex, &word, FUTEX_WAIT, 2, &time, NULL, 0);
    syscall(SYS_futex, &word, FUTEX_CMP_REQUEUE, 1, 2L, &other, 1);
    syscall(SYS_futex, &word, FUTEX_WAKE_OP, 1, 2L, &other,
            FUTEX_OP(FUTEX_OP_ADD, 1, FUTEX_OP_CMP_EQ, 3));
    syscall(SYS_futex, &word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 2, NULL, NULL,
            FUTEX_BITSET_MATCH_ANY);
    syscall(SYS_futex, &word, 99, 2, 3L, 4L, 5);
}

static void ioctl_calls(void)
{
    long data[16] = {0};
    struct winsize size = {1, 2, 3, 4};
    syscall(SYS_pipe2, pipes, O_CLOEXEC);
    syscall(SYS_ioctl, 0, TCGETS, data);
    int master = syscall(SYS_openat, AT_FDCWD, "/dev/ptmx", O_RDWR | O_NOCTTY);
    syscall(SYS_ioctl, master, TCGETS, data);
    syscall(SYS_ioctl, master, TIOCSWINSZ, &size);
    data[0] = 0;
    syscall(SYS_ioctl, pipes[0], FIONREAD, data);
    syscall(SYS_ioctl, pipes[0], _IOWR('Q', 7, long[3]), data);
    syscall(SYS_ioctl, pipes[0], 0x12345, 1L);
}

static void fcntl_calls(void)
{
    struct flock lock = {F_WRLCK, SEEK_SET, 0, 10, 0};
    syscall(SYS_fcntl, file, F_SETLK, &lock);
    syscall(SYS_fcntl, file, F_GETLK, &lock);
    syscall(SYS_fcntl, file, F_SETSIG, SIGIO);
    syscall(SYS_fcntl, pipes[0], F_GETPIPE_SZ);
    syscall(SYS_fcntl, file, F_GETFL);
    syscall(SYS_fcntl, file, F_GETFD);
    syscall(SYS_fcntl, file, F_SETFD, FD_CLOEXEC);
    syscall(SYS_fcntl, file, F_DUPFD_CLOEXEC, 50);
    syscall(SYS_fcntl, file, 12345, 0x50);
}

static void sendmsg_calls(void)
{
    int passed[2] = {0, file};
    char control[CMSG_SPACE(sizeof passed)] = {0}, more[128];
    struct sockaddr_un name;
    struct msghdr sent = {.msg_iov = vectors,
                          .msg_iovlen = 2,
                          .msg_control = control,
                          .msg_controllen = sizeof control},
                  got = {.msg_name = &name,
                         .msg_namelen = sizeof name,
                         .msg_iov = &receives,
                         .msg_iovlen = 1,
                         .msg_control = more,
                         .msg_controllen = sizeof more};
    struct cmsghdr *head = CMSG_FIRSTHDR(&sent);
    *head = (struct cmsghdr){CMSG_LEN(sizeof passed), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(head), passed, sizeof passed);
    syscall(SYS_socketpair, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, sockets);
    syscall(SYS_sendmsg, sockets[0], &sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    syscall(SYS_recvmsg, sockets[1], &got, 0);
}

static void sendmmsg_calls(void)
{
    struct mmsghdr sent[2] = {{{.msg_iov = vectors, .msg_iovlen = 1}},
                              {{.msg_iov = vectors + 1, .msg_iovlen = 1}}};
    syscall(SYS_sendmmsg, sockets[0], sent, 2, 0);
#ifndef __i386__
    struct mmsghdr got[3];
    for (int i = 0; i < 3; i++)
        got[i] = (struct mmsghdr){{.msg_iov = &receives, .msg_iovlen = 1}};
    syscall(SYS_recvmmsg, sockets[1], got, 3, MSG_DONTWAIT, NULL);
#endif
}

static void sockopt_calls(void)
{
    struct linger linger = {1, 5};
    struct ucred peer;
    socklen_t length = sizeof(int);
    int option = 1;
    tcp = syscall(SYS_socket, AF_INET, SOCK_STREAM | SOCK_NONBLOCK, IPPROTO_TCP);
    syscall(SYS_setsockopt, tcp, SOL_SOCKET, SO_REUSEADDR, &option, 4);
    syscall(SYS_setsockopt, tcp, SOL_TCP, TCP_NODELAY, &option, 4);
    syscall(SYS_getsockopt, tcp, SOL_SOCKET, SO_RCVBUF, &option, &length);
    syscall(SYS_setsockopt, tcp, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    length = sizeof peer;
    syscall(SYS_getsockopt, sockets[0], SOL_SOCKET, SO_PEERCRED, &peer, &length);
    syscall(SYS_setsockopt, tcp, SOL_SOCKET, 12345, &option, 4);
}

static void sockaddr_calls(void)
{
    struct sockaddr_un local = {.sun_family = AF_UNIX, .sun_path = "\0abs\0x"};
    struct sockaddr_in inet = {
        .sin_family = AF_INET, .sin_port = htons(80), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in6 inet6 = {.sin6_family = AF_INET6,
                                 .sin6_port = htons(8080),
                                 .sin6_addr = IN6ADDR_LOOPBACK_INIT,
                                 .sin6_scope_id = 1};
    struct sockaddr_nl netlink = {.nl_family = AF_NETLINK, .nl_groups = 5};
    socklen_t length = sizeof netlink;
    syscall(SYS_bind, sockets[0], &local, sizeof(sa_family_t) + 6);
    syscall(SYS_connect, tcp, &inet, sizeof inet);
    syscall(SYS_connect, tcp, &inet6, sizeof inet6);
    int route = syscall(SYS_socket, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    syscall(SYS_bind, route, &netlink, sizeof netlink);
    syscall(SYS_getsockname, tcp, &inet, &length);
    strcpy(local.sun_path, "/tmp/nosuch\tsock");
    syscall(SYS_connect, sockets[0], &local, sizeof local);
}

static void epoll_calls(void)
{
    struct epoll_event event = {EPOLLIN | EPOLLET, {.u64 = 0x1234567890}}, events[4];
    int epoll = syscall(SYS_epoll_create1, EPOLL_CLOEXEC);
    syscall(SYS_epoll_ctl, epoll, EPOLL_CTL_ADD, sockets[0], &event);
    event = (struct epoll_event){EPOLLOUT, {.u64 = 7}};
    syscall(SYS_epoll_ctl, epoll, EPOLL_CTL_MOD, sockets[0], &event);
    syscall(SYS_epoll_wait, epoll, events, 4, 100);
    syscall(SYS_epoll_ctl, epoll, EPOLL_CTL_DEL, sockets[0], NULL);
    syscall(SYS_epoll_wait, epoll, events, 4, 0);
}

static void pollselect_calls(void)
{
    struct pollfd waits[2] = {{sockets[0], POLLIN | POLLOUT, 0}, {-1, POLLPRI, 0}};
    struct timespec time = {1, 0};
    struct timeval left = {2, 500};
    fd_set readable, writable;
    syscall(SYS_poll, waits, 2, 1000);
    waits[0].events = POLLPRI;
    syscall(SYS_poll, waits, 2, 0);
    waits[0].events = POLLOUT;
    syscall(SYS_ppoll, waits, 2, &time, NULL, 8);
    FD_ZERO(&readable);
    FD_ZERO(&writable);
    FD_SET(pipes[0], &readable);
    FD_SET(pipes[1], &writable);
#ifdef __i386__
    syscall(SYS__newselect, pipes[1] + 1, &readable, &writable, NULL, &left);
#else
    syscall(SYS_select, pipes[1] + 1, &readable, &writable, NULL, &left);
    FD_SET(pipes[0], &readable);
    left = (struct timeval){0, 0};
    syscall(SYS_select, pipes[1] + 1, &readable, NULL, NULL, &left);
#endif
}

static void signals_calls(void)
{
    struct kernel_sigaction old,
        new = {on_signal, 0x14000000, (void *)0x1000, {1UL << (SIGTERM - 1)}};
    unsigned long set[2] = {1UL << (SIGINT - 1) | 1UL << (SIGUSR2 - 1)}, before[2];
    syscall(SYS_rt_sigaction, SIGUSR1, &new, &old, 8);
    new.handler = SIG_IGN, new.flags = 0;
    syscall(SYS_rt_sigaction, SIGUSR1, &new, &old, 8);
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, set, before, 8);
    memset(set, 0xff, sizeof set);
    set[0] &= ~(1UL << (SIGKILL - 1));
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, set, before, 8);
    memset(set, 0, 8);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, set, NULL, 8);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, NULL, before, 8);
}

static void prctl_calls(void)
{
    int got;
    syscall(SYS_prctl, PR_SET_NAME, "cases");
    syscall(SYS_prctl, PR_SET_PDEATHSIG, SIGHUP);
    syscall(SYS_prctl, PR_GET_PDEATHSIG, &got);
    syscall(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    syscall(SYS_prctl, PR_CAPBSET_READ, 12);
    syscall(SYS_prctl, PR_SET_SECCOMP, 2, 0x1000);
    syscall(SYS_prctl, 0x12345, 1, 2, 3, 4);
}

static void bpf_calls(void)
{
    union bpf_attr made = {.map_type = BPF_MAP_TYPE_ARRAY,
                           .key_size = 4,
                           .value_size = 8,
                           .max_entries = 1,
                           .map_name = "foo"};
    int map = syscall(SYS_bpf, BPF_MAP_CREATE, &made, 72);
    union bpf_attr looked = {
        .map_fd = map, .key = (unsigned long)received, .value = (unsigned long)buffer};
    syscall(SYS_bpf, BPF_MAP_LOOKUP_ELEM, &looked, 32);
    syscall(SYS_bpf, BPF_MAP_LOOKUP_ELEM, &looked, 12);
    syscall(SYS_bpf, 99, &looked, 12);
}

static void stat_calls(void)
{
    struct statx more;
    syscall(SYS_statx, AT_FDCWD, "/dev/null", AT_SYMLINK_NOFOLLOW | AT_STATX_FORCE_SYNC,
            STATX_BASIC_STATS, &more);
    syscall(SYS_statx, AT_FDCWD, "/nope", 0, STATX_MODE, &more);
#ifndef __i386__
    struct stat status;
    syscall(SYS_newfstatat, AT_FDCWD, "/dev/null", &status, 0);
    syscall(SYS_newfstatat, AT_FDCWD, "/etc/passwd", &status, 0);
#endif
}

static void getdents_calls(void)
{
    char entries[1024], path[200];
    snprintf(path, sizeof path, "%s/d/file1", folder);
    mkdir(inside("d"), 0755);
    close(open(path, O_CREAT | O_RDWR, 0644));
    int directory = open(inside("d"), O_RDONLY | O_DIRECTORY);
    syscall(SYS_getdents64, directory, entries, sizeof entries);
    syscall(SYS_getdents64, directory, entries, sizeof entries);
}

static void clock_calls(void)
{
    struct timespec time = {0, 1000}, left;
    struct sigaction action = {.sa_handler = on_signal};
    syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &time, &left);
    syscall(SYS_clock_nanosleep, CLOCK_REALTIME, TIMER_ABSTIME, &time, NULL);
    syscall(SYS_clock_gettime, -6, &time);
    sigaction(SIGALRM, &action, NULL);
    ualarm(20000, 0);
    time.tv_sec = 5;
    syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &time, &left);
}

static void sysvipc_calls(void)
{
    struct {
        long type;
        char text[8];
    } message = {7, "message"};
    struct shmid_ds status;
    int set = syscall(SYS_semget, IPC_PRIVATE, 2, IPC_CREAT | 0600);
#ifdef SYS_semop
    struct sembuf operations[2] = {{0, 1, 0}, {1, 2, SEM_UNDO | IPC_NOWAIT}};
    syscall(SYS_semop, set, operations, 2);
#endif
    syscall(SYS_semctl, set, 0, IPC_RMID, 0);
    int queue = syscall(SYS_msgget, IPC_PRIVATE, IPC_CREAT | 0600);
    syscall(SYS_msgsnd, queue, &message, 8, IPC_NOWAIT);
    syscall(SYS_msgrcv, queue, &message, 8, 0, MSG_NOERROR);
    syscall(SYS_msgctl, queue, IPC_RMID, NULL);
    int segment = syscall(SYS_shmget, IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    syscall(SYS_shmctl, segment, IPC_STAT, &status);
    syscall(SYS_shmctl, segment, IPC_RMID, NULL);
}

static void io_uring_calls(void)
{
    struct io_uring_params parameters = {.flags = IORING_SETUP_CQSIZE, .cq_entries = 16};
    int ring = syscall(SYS_io_uring_setup, 8, &parameters);
    syscall(SYS_io_uring_enter, ring, 0, 0, IORING_ENTER_GETEVENTS | 0x100, NULL, 8L);
}

static void perf_calls(void)
{
    struct perf_event_attr attributes = {.type = PERF_TYPE_SOFTWARE,
                                         .size = sizeof attributes,
                                         .config = PERF_COUNT_SW_CPU_CLOCK,
                                         .sample_period = 1000,
                                         .disabled = 1,
                                         .exclude_kernel = 1,
                                         .sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID};
    syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

static void seccomp_calls(void)
{
    struct sock_filter code[] = {{0x20, 0, 0, 4},
                                 {0x15, 0, 1, 0xc000003e},
                                 {0x06, 0, 0, SECCOMP_RET_ALLOW},
                                 {0x06, 0, 0, SECCOMP_RET_ERRNO | 1}};
    struct sock_fprog program = {4, code};
    unsigned action = SECCOMP_RET_LOG;
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_LOG | 0x80000000, &program);
    syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action);
}

static void mount_calls(void)
{
    struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOATIME,
                                    .propagation = 1 << 18};
    syscall(SYS_mount_setattr, -1, "/nope", AT_RECURSIVE, &attributes, sizeof attributes);
}

static void keyctl_calls(void)
{
    syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0);
    syscall(SYS_keyctl, KEYCTL_DESCRIBE, KEY_SPEC_SESSION_KEYRING, buffer, 64);
    syscall(SYS_keyctl, KEYCTL_SETPERM, KEY_SPEC_PROCESS_KEYRING, 0x3f010000);
}

static void getcwd_calls(void)
{
    syscall(SYS_getcwd, buffer, 256);
    syscall(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", buffer, 256);
    syscall(SYS_uname, buffer);
    syscall(SYS_getrandom, buffer, 0, 1);
    syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, NULL, buffer);
}

#define GROUP(name)                                                                                \
    {                                                                                              \
        "/## " #name, name##_calls                                                                 \
    }

int main(int argc, char **argv)
{
    static const struct {
        const char *head;
        void (*run)(void);
    } groups[] = {
        GROUP(openat),     GROUP(openat2),  GROUP(mmap),    GROUP(readwrite), GROUP(execve),
        GROUP(clone),      GROUP(clone3),   GROUP(futex),   GROUP(ioctl),     GROUP(fcntl),
        GROUP(sendmsg),    GROUP(sendmmsg), GROUP(sockopt), GROUP(sockaddr),  GROUP(epoll),
        GROUP(pollselect), GROUP(signals),  GROUP(prctl),   GROUP(bpf),       GROUP(stat),
        GROUP(getdents),   GROUP(clock),    GROUP(sysvipc), GROUP(io_uring),  GROUP(perf),
        GROUP(seccomp),    GROUP(mount),    GROUP(keyctl),  GROUP(getcwd),
    };
    if (argc != 2)
        return 1;
    folder = argv[1];
    dup2(STDIN_FILENO, 10); /* descriptors as they were when strace's lines were taken */
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        syscall(SYS_access, groups[i].head, F_OK);
        groups[i].run();
    }
    syscall(SYS_exit_group, 7);
}
