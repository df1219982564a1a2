/* Lists of more items than are shown, given and got, by calls that succeed where they can: what is
   cut, and what of a result lies past the cut. Run under a tracer, by tests/calls/run.py. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/aio_abi.h>
#include <linux/bpf.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 40 };
static const int counts[] = {1, 2, 3, 31, 32, 33, MOST};
#define EACH(n) (int i_##n = 0, n = counts[0]; i_##n < 7; n = counts[++i_##n % 7])

/* Which of the descriptors are ready: all, every other, the first, the last, none. */
static int is_ready(int pattern, int i, int n)
{
    return pattern == 0 || (pattern == 1 && i % 2) || (pattern == 2 && i == 0) ||
           (pattern == 3 && i == n - 1);
}

static void polls(int ready, int quiet)
{
    struct pollfd fds[MOST];
    for
        EACH(n)
        {
            for (int pattern = 0; pattern < 5; pattern++) {
                for (int i = 0; i < n; i++)
                    fds[i] = (struct pollfd){is_ready(pattern, i, n) ? ready : quiet, POLLIN, 0};
                poll(fds, n, 0);
                ppoll(fds, n, &(struct timespec){0, 0}, NULL);
            }
        }
}

static void selects(int ready)
{
    fd_set set;
    for
        EACH(n)
        {
            FD_ZERO(&set);
            for (int i = 0; i < n; i++)
                FD_SET(dup2(ready, 100 + 3 * i), &set);
            select(FD_SETSIZE, &set, NULL, NULL, &(struct timeval){0, 0});
            pselect(100 + 3 * n, NULL, NULL, &set, &(struct timespec){0, 0}, NULL);
        }
}

static void epolls(void)
{
    struct epoll_event events[MOST];
    int epoll = epoll_create1(0);
    for (int i = 0; i < MOST; i++) {
        struct epoll_event event = {EPOLLIN, {.u64 = i}};
        epoll_ctl(epoll, EPOLL_CTL_ADD, 100 + 3 * i, &event);
    }
    for
        EACH(n)
    epoll_wait(epoll, events, n, 0);
}

static void vectors(int from, int to)
{
    static char bytes[MOST][3];
    struct iovec vector[MOST];
    for (int i = 0; i < MOST; i++)
        vector[i] = (struct iovec){bytes[i], i % 4};
    for
        EACH(n)
        {
            writev(to, vector, n);
            readv(from, vector, n);
            pwritev(to, vector, n, 0);
            process_vm_readv(getpid(), vector, n, vector, n, 0);
            process_vm_writev(getpid(), vector, n, vector, MOST - n + 1, 0);
            vmsplice(to, vector, n, SPLICE_F_NONBLOCK);
        }
}

static void messages(int from, int to)
{
    static char bytes[] = "message";
    struct iovec vector[MOST];
    struct mmsghdr headers[MOST];
    for (int i = 0; i < MOST; i++) {
        vector[i] = (struct iovec){bytes, i % sizeof bytes + 1};
        headers[i].msg_hdr = (struct msghdr){.msg_iov = &vector[i], .msg_iovlen = 1};
    }
    for
        EACH(n)
        {
            sendmmsg(to, headers, n, MSG_DONTWAIT);
            recvmmsg(from, headers, n, MSG_DONTWAIT, NULL);
            struct msghdr header = {.msg_iov = vector, .msg_iovlen = n};
            sendmsg(to, &header, MSG_DONTWAIT);
            recvmsg(from, &header, MSG_DONTWAIT);
        }
}

/* Control messages that carry descriptors. */
static void passed(int from, int to)
{
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(MOST * sizeof(int))];
    } control;
    for
        EACH(n)
        {
            char byte = 0;
            struct iovec vector = {&byte, 1};
            struct msghdr header = {.msg_iov = &vector,
                                    .msg_iovlen = 1,
                                    .msg_control = &control,
                                    .msg_controllen = CMSG_SPACE(n * sizeof(int))};
            memset(&control, 0, sizeof control);
            control.header = (struct cmsghdr){.cmsg_len = CMSG_LEN(n * sizeof(int)),
                                              .cmsg_level = SOL_SOCKET,
                                              .cmsg_type = SCM_RIGHTS};
            sendmsg(to, &header, 0);
            recvmsg(from, &header, 0);
            int *fds = (int *)CMSG_DATA(&control.header);
            for (int i = 0; i < n; i++)
                close(fds[i] ? fds[i] : -1);
        }
}

static void ids(void)
{
    gid_t groups[MOST];
    for
        EACH(n)
        {
            for (int i = 0; i < n; i++)
                groups[i] = 1000 + i;
            setgroups(n, groups);
            getgroups(MOST, groups);
            getgroups(n / 2, groups);
        }
}

static void semaphores(void)
{
    unsigned short values[MOST] = {0};
    struct sembuf operations[MOST];
    int set = semget(IPC_PRIVATE, MOST, 0600);
    for (int i = 0; i < MOST; i++)
        operations[i] = (struct sembuf){i, 1, IPC_NOWAIT};
    for
        EACH(n)
        {
            semop(set, operations, n);
            semtimedop(set, operations, n, &(struct timespec){1, 2});
        }
    semctl(set, 0, GETALL, values);
    semctl(set, 0, SETALL, values);
    semctl(set, 0, IPC_RMID);
}

static void pages(void)
{
    void *places[MOST];
    int nodes[MOST] = {0}, states[MOST];
    unsigned char there[MOST];
    size_t size = (size_t)getpagesize();
    char *area = mmap(NULL, MOST * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                      0);
    for (int i = 0; i < MOST; i++)
        places[i] = area + i * size;
    area[0] = area[35 * size] = 1;
    for
        EACH(n)
        {
            syscall(SYS_move_pages, 0, n, places, NULL, states, 0);
            syscall(SYS_move_pages, 0, n, places, nodes, states, 2);
            mincore(area, n * size, there);
        }
}

static void waiters(void)
{
    static uint32_t words[MOST];
    struct {
        uint64_t value, address;
        uint32_t flags, reserved;
    } waiting[MOST];
    for (int i = 0; i < MOST; i++) {
        waiting[i].value = i < MOST - 1 ? 0 : 1;
        waiting[i].address = (uintptr_t)&words[i];
        waiting[i].flags = 2;
        waiting[i].reserved = 0;
    }
    for
        EACH(n)
    syscall(SYS_futex_waitv, waiting, n, 0, &(struct timespec){0, 1}, CLOCK_MONOTONIC);
}

static void requests(int from, int to)
{
    aio_context_t context = 0;
    struct iocb blocks[MOST], *list[MOST];
    struct io_event events[MOST];
    static char bytes[] = "bytes";
    syscall(SYS_io_setup, 100, &context);
    for (int i = 0; i < MOST; i++) {
        blocks[i] = (struct iocb){.aio_data = 7,
                                  .aio_fildes = i % 2 ? from : to,
                                  .aio_lio_opcode = i % 2 ? IOCB_CMD_PREAD : IOCB_CMD_PWRITE,
                                  .aio_buf = (uintptr_t)bytes,
                                  .aio_nbytes = 1};
        list[i] = &blocks[i];
    }
    for
        EACH(n)
        {
            syscall(SYS_io_submit, context, n, list);
            syscall(SYS_io_getevents, context, 1, n, events, NULL);
        }
    syscall(SYS_io_destroy, context);
}

static void names(void)
{
    char list[4096], value[100], name[] = "user.a";
    int file = memfd_create("names", 0);
    for (int i = 0; i < 20; i++) {
        name[5] = (char)('a' + i);
        fsetxattr(file, name, value, i, 0);
    }
    flistxattr(file, list, sizeof list);
    flistxattr(file, list, 3);
    flistxattr(file, NULL, 0);
    cpu_set_t cpus;
    memset(&cpus, 0xff, sizeof cpus);
    sched_setaffinity(-1, sizeof cpus, &cpus);
    sched_getaffinity(0, sizeof cpus, &cpus);
    char *words[MOST + 1] = {0};
    for
        EACH(n)
        {
            for (int i = 0; i < n; i++)
                words[i] = (char *)"word";
            words[n] = NULL;
            execve("/no/such", words, words);
        }
}

/* What is told of a map and of a program, in rooms of many sizes. The moment of a program's loading
   is beyond the 40th byte. */
static void objects(void)
{
    static const unsigned sizes[] = {512, 300, 104, 96, 80, 65, 64, 41, 40, 25, 24, 16, 4, 0};
    struct bpf_insn code[] = {{.code = BPF_ALU64 | BPF_MOV | BPF_K}, {.code = BPF_JMP | BPF_EXIT}};
    union bpf_attr map = {.map_type = BPF_MAP_TYPE_ARRAY,
                          .key_size = 4,
                          .value_size = 8,
                          .max_entries = 10,
                          .map_name = "map"};
    union bpf_attr program = {.prog_type = BPF_PROG_TYPE_SOCKET_FILTER,
                              .insns = (uintptr_t)code,
                              .insn_cnt = 2,
                              .license = (uintptr_t) "GPL"};
    int fds[] = {(int)syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map),
                 (int)syscall(SYS_bpf, BPF_PROG_LOAD, &program, sizeof program), 0};
    for (unsigned i = 0; i < 3 * sizeof sizes / sizeof *sizes; i++) {
        char bytes[512] = {0};
        union bpf_attr asked = {.info = {fds[i % 3], sizes[i / 3], (uintptr_t)bytes}};
        if (i % 3 != 1 || asked.info.info_len <= 40)
            syscall(SYS_bpf, BPF_OBJ_GET_INFO_BY_FD, &asked, sizeof asked.info);
        asked.info.info = 1;
        syscall(SYS_bpf, BPF_OBJ_GET_INFO_BY_FD, &asked, sizeof asked.info);
    }
}

int main(void)
{
    int pipes[2], pair[2], file = memfd_create("file", 0);
    pipe2(pipes, O_NONBLOCK);
    socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
    write(pipes[1], "x", 1);
    polls(pipes[0], pair[0]);
    selects(pipes[0]);
    epolls();
    vectors(pipes[0], pipes[1]);
    messages(pair[0], pair[1]);
    passed(pair[0], pair[1]);
    ids();
    semaphores();
    pages();
    waiters();
    requests(file, file);
    names();
    objects();
    return 0;
}
