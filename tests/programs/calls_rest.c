/* Calls that fit no table of another topic: those of the network, of queues and of rings with bad
   arguments, those that end a process or wait, and the newest ones. */
#include "calls_table.h"
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>

static const struct table_call calls[] = {
    {SYS_io_uring_register, {NONE, 6, ZEROS + 128, 1}},
    {SYS_io_uring_register, {NONE, 6, ONES, 1}},
    {SYS_io_uring_register, {NONE, 6, EDGE(4), 1}},
    {SYS_io_uring_register, {NONE, 8, EDGE(4), 1}},
    {SYS_io_uring_register, {NONE, 11, ZEROS + 128, 1}},
    {SYS_io_uring_register, {NONE, 11, EDGE(4), 1}},
    {SYS_io_uring_register, {NONE, 20, ZEROS + 128, 1}},
    {SYS_io_uring_register, {NONE, 20, ONES, 1}},
    {SYS_io_uring_register, {NONE, 20, EDGE(4), 1}},
    {SYS_io_uring_register, {NONE, 21, ZEROS + 128, 1}},
    {SYS_io_uring_register, {NONE, 21, ONES, 1}},
    {SYS_io_uring_register, {NONE, 21, EDGE(4), 1}},
    {SYS_io_uring_register, {NONE, 22, ZEROS + 128, 1}},
    {SYS_io_uring_register, {NONE, 22, EDGE(4), 1}},
    {SYS_io_uring_register, {NONE, 23, ZEROS + 128, 1}},
    {SYS_io_uring_register, {NONE, 23, EDGE(4), 1}},
#ifdef SYS_accept
    {SYS_accept, {NONE, BAD, BAD}},
    {SYS_accept, {NONE, 0, 0}},
#endif
#ifdef SYS_semop
    {SYS_semop, {NONE, BAD, 2}},
#endif
    {SYS_sendto, {NONE, BAD, 5, ALL, BAD, 16}},
    {SYS_sendto, {NONE, LETTERS, 5, 0, 0, 0}},
    {SYS_recvfrom, {NONE, BAD, 5, 0, 0, 0}},
    {SYS_recvfrom, {NONE, BAD, 5, 0x40, BAD, BAD}},
    {SYS_recvmsg, {NONE, BAD, 0}},
    {SYS_recvmmsg, {NONE, BAD, 1, 0, 0}},
    {SYS_sendmmsg, {NONE, BAD, 1, 0}},
    {SYS_bpf, {ALL, BAD, 16}},
    {SYS_bpf, {5, BAD, 120}},
    {SYS_mq_notify, {NONE, BAD}},
    {SYS_io_setup, {NONE, BAD}},
    {SYS_io_setup, {0, 0}},
    {SYS_io_destroy, {BAD}},
    {SYS_io_pgetevents, {BAD, 1, 1, BAD, BAD, BAD}},
    {SYS_io_uring_setup, {ALL, BAD}},
    {SYS_dup, {NONE}},
    {SYS_fsmount, {NONE, ALL, 0xcf}},
    {SYS_quotactl_fd, {NONE, 0x80000701, 5, BAD}},
    {SYS_syncfs, {NONE}},
#ifdef __x86_64__ /* calls that are gone; calls_i386 has those of i386 */
    {SYS__sysctl, {BAD}},
    {SYS_afs_syscall, {1, 2, 3, 4, 5, 6}},
    {SYS_create_module, {BAD, 2}},
    {SYS_epoll_ctl_old, {1, 2, 3, 4}},
    {SYS_epoll_wait_old, {1, 2, 3, 4}},
    {SYS_get_kernel_syms, {BAD}},
    {SYS_getpmsg, {1, 2, 3, 4, 5}},
    {SYS_nfsservctl, {1, 2, 3}},
    {SYS_putpmsg, {1, 2, 3, 4, 5}},
    {SYS_query_module, {BAD, 2, BAD, 4, BAD}},
    {SYS_security, {1, 2, 3}},
    {SYS_tuxcall, {1, 2, 3}},
    {SYS_vserver, {1, 2, 3, 4, 5}},
#endif
    /* cachestat and what came after it, which the headers may not have */
    {451, {NONE, BAD, BAD, ALL}},
    {452, {NONE, BAD, ALL, ALL}},
    {453, {BAD, NONE, ALL}},
    {454, {BAD, NONE, NONE, ALL}},
    {455, {BAD, NONE, NONE, ALL, BAD, ALL}},
    {456, {BAD, ALL, NONE, NONE}},
    {457, {BAD, BAD, 5, ALL}},
    {458, {BAD, BAD, 5, ALL}},
    {459, {ALL, BAD, BAD, ALL}},
    {460, {ALL, BAD, 5, ALL}},
    {461, {BAD, BAD, ALL}},
    {462, {1, NONE, NONE}},
    {463, {NONE, BAD, ALL, BAD, BAD, 16}},
    {464, {NONE, BAD, ALL, BAD, BAD, 16}},
    {465, {NONE, BAD, ALL, BAD, 5}},
    {466, {NONE, BAD, ALL, BAD}},
    {467, {NONE, BAD, ALL, BAD, 32}},
    {468, {NONE, BAD, BAD, 24, ALL}},
    {469, {NONE, BAD, BAD, 24, ALL}},
    {470, {BAD, BAD, 5, ALL}},
    {471, {0}},
};

static void on_alarm(int number)
{
    (void)number;
}

static void end_in(pid_t child)
{
    int status;
    waitpid(child, &status, 0);
}

int main(void)
{
    struct itimerval soon = {.it_value = {.tv_usec = 20000}};
    make_pages();
    MAKE_CALLS(calls);
    pid_t child = syscall(SYS_fork);
    if (child == 0) {
        syscall(SYS_setsid);
        syscall(SYS_exit, 3);
    }
    end_in(child);
    child = vfork();
    if (child == 0)
        _exit(4);
    end_in(child);
    signal(SIGALRM, on_alarm);
    setitimer(ITIMER_REAL, &soon, NULL);
    syscall(SYS_pause);
    return 0;
}
