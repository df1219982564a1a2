/* The table: an error that stands in it comes from the calls of one of its rows, on the kinds of
   descriptors of that row. Sections ERRORS of the manual pages, errno(3), signal(7). */
#include "core/inject/plausible.h"
#include "core/decode/syscall.h"
#include "core/describe/describe.h"
#include "core/inject/kind.h"
#include <errno.h>
#include <string.h>

#define READS "read readv pread64 preadv preadv2 "
#define WRITES "write writev pwrite64 pwritev pwritev2 "
#define SENDS "send sendto sendmsg sendmmsg "
#define RECEIVES "recv recvfrom recvmsg recvmmsg recvmmsg_time64 "
#define MOVES "splice tee vmsplice sendfile sendfile64 copy_file_range "

static const struct row {
    int error;
    const char *calls;         /* NULL: any */
    const char *kinds;         /* NULL: any, and calls without a descriptor */
} rows[] = {
    {EMFILE,
     "open openat openat2 creat dup dup2 dup3 fcntl fcntl64 pipe pipe2 socket socketpair accept "
     "accept4 epoll_create epoll_create1 eventfd eventfd2 signalfd signalfd4 timerfd_create "
     "inotify_init inotify_init1 memfd_create fanotify_init pidfd_open pidfd_getfd userfaultfd "
     "open_by_handle_at io_uring_setup bpf perf_event_open recvmsg open_tree fsopen fspick fsmount",
     NULL},
    {ENFILE,
     "open openat openat2 creat pipe pipe2 socket socketpair accept accept4 epoll_create "
     "epoll_create1 eventfd eventfd2 signalfd signalfd4 timerfd_create inotify_init "
     "inotify_init1 memfd_create shmget mmap mmap2",
     NULL},
    {EINTR, READS WRITES SENDS RECEIVES MOVES "ioctl", "pipe socket char"},
    {EINTR, "connect accept accept4 getrandom", NULL},
    {EINTR,
     "poll ppoll ppoll_time64 select pselect6 pselect6_time64 epoll_wait epoll_pwait epoll_pwait2 "
     "wait4 waitid waitpid nanosleep clock_nanosleep clock_nanosleep_time64 pause rt_sigsuspend "
     "sigsuspend rt_sigtimedwait rt_sigtimedwait_time64 futex futex_time64 semop semtimedop "
     "semtimedop_time64 msgrcv msgsnd mq_timedsend mq_timedreceive fcntl fcntl64 flock open openat "
     "openat2 close fsync fdatasync io_getevents io_pgetevents io_uring_enter ftruncate truncate "
     "fallocate dup2 dup3 io_uring_enter",
     NULL},
    {ENOSPC, WRITES MOVES "fsync fdatasync close ftruncate fallocate", "file block other"},
    {ENOSPC,
     "open openat openat2 creat mkdir mkdirat mknod mknodat link linkat symlink symlinkat rename "
     "renameat renameat2 truncate setxattr lsetxattr fsetxattr msync shmget semget msgget bpf "
     "inotify_add_watch epoll_ctl timer_create ioctl memfd_create swapon",
     NULL},
    {EIO, READS WRITES MOVES "close fsync fdatasync", "file dir block char link other"},
    {EIO,
     "open openat openat2 creat stat lstat fstat newfstatat fstatat64 stat64 lstat64 fstat64 statx "
     "access faccessat faccessat2 readlink readlinkat getdents getdents64 mkdir mkdirat rename "
     "renameat renameat2 unlink unlinkat rmdir link linkat symlink symlinkat truncate ftruncate "
     "fallocate chmod fchmod fchmodat chown fchown lchown fchownat utimensat msync sync_file_range "
     "ioctl execve execveat mount statfs fstatfs fadvise64 getcwd chdir fchdir lseek ptrace "
     "process_vm_readv getxattr setxattr listxattr syncfs mknod mknodat",
     NULL},
    {ECONNRESET, READS WRITES SENDS RECEIVES MOVES "shutdown", "socket"},
    {ECONNREFUSED, READS WRITES SENDS RECEIVES "connect", "socket"},
    {EPIPE, WRITES SENDS MOVES, "pipe socket"},
    {ECONNABORTED, READS WRITES SENDS RECEIVES "accept accept4", "socket"},
    {EAGAIN, READS WRITES, "pipe socket char other"},
    {EAGAIN,
     SENDS RECEIVES MOVES
     "accept accept4 connect fork vfork clone clone3 futex futex_time64 mlock mlock2 mmap mmap2 "
     "mremap semop semtimedop semtimedop_time64 msgsnd msgrcv fcntl fcntl64 flock nanosleep "
     "rt_sigtimedwait rt_sigtimedwait_time64 rt_sigqueueinfo setuid setresuid setreuid "
     "timer_create mq_timedsend mq_timedreceive getrandom io_submit keyctl add_key open openat "
     "ioctl madvise execve poll ppoll brk",
     NULL},
};

/* Whether one of the words, which blanks part, is that one. */
static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

bool plausible_error(struct syscall *syscall, int error)
{
    bool is_known = false;
    const char *name = syscall->call ? describe_string(syscall->call->name) : NULL;
    const char *kind = kind_of_descriptor(syscall);
    for (size_t i = 0; name && i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        if (row->error != error)
            continue;
        is_known = true;
        if ((!row->calls || has_word(row->calls, name)) &&
            (!row->kinds || !kind || has_word(row->kinds, kind)))
            return true;
    }
    return !is_known;
}
