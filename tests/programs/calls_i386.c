/* Calls that only i386 has: old structs and signal sets, ids of 16 and of 32 bits, offsets in two
   words, times of 64 bits, and what socketcall and ipc hide. */
#include "answer.h"
#include "calls_table.h"
#include <asm/unistd_32.h>
#include <signal.h>
#include <sys/prctl.h>

#define NOTHING WORD("nothing/here")
#define HERE WORD(".")

/* The kernel may write to the first, and only reads the second. */
enum { OUT = ZEROS + 64, CLEAN = ZEROS + 2048 };

static const unsigned long pointers[] = {0, BAD, EDGE(1), EDGE(4), OUT, ONES};

/* What follows a pointer. */
static const struct table_call behind_pointers[] = {
    {__NR_oldolduname},
    {__NR_olduname},
    {__NR_sigpending},
};

/* What stands before a pointer that is put second: see make_calls_second. */
static const struct table_call before_pointers[] = {
    {__NR_stat64, {HERE}},           {__NR_lstat64, {NOTHING}},
    {__NR_fstat64, {ALL}},           {__NR_oldstat, {HERE}},
    {__NR_oldlstat, {NOTHING}},      {__NR_oldfstat, {ALL}},
    {__NR_clock_gettime64, {1}},     {__NR_clock_gettime64, {ALL}},
    {__NR_clock_settime64, {77}},    {__NR_clock_getres_time64, {7}},
    {__NR_clock_adjtime64, {77}},    {__NR_timer_gettime64, {ALL}},
    {__NR_timerfd_gettime64, {ALL}}, {__NR_sched_rr_get_interval_time64, {NO_PID}},
    {__NR_getgroups32, {0}},         {__NR_getgroups32, {64}},
    {__NR_getgroups32, {ALL}},       {__NR_setgroups32, {ALL}},
    {__NR_setgroups32, {65537}},     {__NR_fstatfs64, {ALL, 84}},
    {__NR_readdir, {ALL}},
};

static const struct table_call calls[] = {
    {__NR_bdflush, {1, 2}},
    {__NR_break},
    {__NR_ftime},
    {__NR_gtty, {1, 2}},
    {__NR_idle},
    {__NR_lock},
    {__NR_mpx},
    {__NR_prof},
    {__NR_profil, {1, 2, 3, 4}},
    {__NR_stty, {1, 2}},
    {__NR_ulimit, {1, 2}},
    {__NR_fstatat64, {-100, HERE, OUT, 0}},
    {__NR_fstatat64, {-100, NOTHING, BAD, ALL}},
    {__NR_fstatat64, {ALL, BAD, 0, 0x100}},
    {__NR_statfs64, {HERE, 84, OUT}},
    {__NR_statfs64, {HERE, 83, OUT}},
    {__NR_statfs64, {NOTHING, 84, BAD}},
    {__NR_truncate64, {NOTHING, 1, 2}},
    {__NR_ftruncate64, {ALL, ALL, ALL}},
    {__NR__llseek, {ALL, 1, 2, OUT, 0}},
    {__NR__llseek, {ALL, 0, ALL, BAD, 9}},
    {__NR_fadvise64_64, {ALL, 1, 2, 3, 4, 5}},
    {__NR_fadvise64_64, {ALL, ALL, 0, 0, ALL, 9}},
    {__NR_sendfile64, {ALL, ALL, 0, 5}},
    {__NR_sendfile64, {ALL, ALL, BAD, ALL}},
    {__NR_sendfile64, {ALL, ALL, OUT, 0}},
    {__NR_chown32, {NOTHING, 0, ALL}},
    {__NR_lchown32, {BAD, 70000, 5}},
    {__NR_fchown32, {ALL, ALL, ALL}},
    {__NR_chown, {NOTHING, 0, 0xffff}},
    {__NR_getuid32},
    {__NR_geteuid32},
    {__NR_getgid32},
    {__NR_getegid32},
    {__NR_getresuid32, {ZEROS, BAD, 0}},
    {__NR_getresuid32, {ZEROS, ZEROS + 4, ZEROS + 8}},
    {__NR_getresgid32, {ZEROS, ZEROS + 4, ZEROS + 8}},
    {__NR_getresuid, {ZEROS, ZEROS + 4, ZEROS + 8}},
    {__NR_getresgid, {ZEROS, EDGE(1), ZEROS + 8}},
    {__NR_setuid32, {ALL}},
    {__NR_setgid32, {ALL}},
    {__NR_setreuid32, {ALL, ALL}},
    {__NR_setregid32, {ALL, ALL}},
    {__NR_setresuid32, {ALL, ALL, ALL}},
    {__NR_setresgid32, {ALL, ALL, ALL}},
    {__NR_setreuid, {0xffff, 0xffff}},
    {__NR_setresgid, {0xffff, 0xffff, 0xffff}},
    {__NR_setfsuid32, {ALL}},
    {__NR_setfsgid32, {ALL}},
    {__NR_futex_time64, {CLEAN, 0, 1, BAD}},
    {__NR_futex_time64, {CLEAN, 0x80, 1, ONES}},
    {__NR_futex_time64, {CLEAN, 1, 5}},
    {__NR_futex_time64, {BAD, 9, 0, CLEAN, 0, ALL}},
    {__NR_clock_nanosleep_time64, {1, 1, CLEAN, 0}},
    {__NR_clock_nanosleep_time64, {1, 0, CLEAN, OUT}},
    {__NR_clock_nanosleep_time64, {ALL, 2, ONES, BAD}},
    {__NR_ppoll_time64, {0, 0, CLEAN, 0, 8}},
    {__NR_ppoll_time64, {CLEAN, 2, CLEAN, CLEAN + 64, 8}},
    {__NR_ppoll_time64, {BAD, 2, BAD, BAD, 8}},
    {__NR_pselect6_time64, {0, 0, 0, 0, CLEAN, 0}},
    {__NR_pselect6_time64, {9, CLEAN, 0, BAD, CLEAN, BAD}},
    {__NR_recvmmsg_time64, {ALL, CLEAN, 1, 0, CLEAN}},
    {__NR_recvmmsg_time64, {ALL, BAD, 2, ALL, BAD}},
    {__NR_rt_sigtimedwait_time64, {CLEAN, 0, CLEAN, 8}},
    {__NR_rt_sigtimedwait_time64, {BAD, BAD, BAD, 8}},
    {__NR_semtimedop_time64, {ALL, CLEAN, 1, CLEAN}},
    {__NR_semtimedop_time64, {ALL, BAD, 2, BAD}},
    {__NR_mq_timedsend_time64, {ALL, LETTERS, 5, 1, CLEAN}},
    {__NR_mq_timedreceive_time64, {ALL, CLEAN, 64, BAD, BAD}},
    {__NR_io_pgetevents_time64, {BAD, 1, 1, CLEAN, CLEAN, 0}},
    {__NR_timer_settime64, {ALL, 1, CLEAN, OUT}},
    {__NR_timer_settime64, {ALL, 0, BAD, BAD}},
    {__NR_timerfd_settime64, {ALL, 3, CLEAN, OUT}},
    {__NR_timerfd_settime64, {ALL, ALL, EDGE(8), 0}},
    {__NR_utimensat_time64, {-100, NOTHING, CLEAN, 0}},
    {__NR_utimensat_time64, {-100, NOTHING, EDGE(8), 0x100}},
    {__NR_nice, {0}},
    {__NR_stime, {0}},
    {__NR_stime, {BAD}},
    {__NR_waitpid, {ALL, ZEROS, 1}},
    {__NR_waitpid, {NO_PID, BAD, ALL}},
    {__NR_umount, {NOTHING}},
    {__NR_vm86old, {BAD}},
    {__NR_vm86, {0, BAD}},
    {__NR_vm86, {ALL, 0}},
};

/* socketcall's calls have their words in memory. */
static const struct table_call in_memory[] = {
    {1, {1, 1, 0}},                     /* socket */
    {1, {ALL, ALL, ALL}},
    {2, {ALL, ZEROS, 16}},              /* bind */
    {3, {ALL, BAD, 16}},                /* connect */
    {4, {ALL, 5}},                      /* listen */
    {5, {ALL, CLEAN, OUT}},       /* accept */
    {8, {1, 1, 0, ZEROS}},             /* socketpair */
    {9, {ALL, LETTERS, 5, 0x4040}},     /* send */
    {9, {ALL, BAD, ALL, ALL}},
    {10, {ALL, ZEROS, 64, 0x40}},       /* recv */
    {11, {ALL, LETTERS, 5, 0, 0, 0}},   /* sendto */
    {12, {ALL, ZEROS, 64, 0, 0, 0}},    /* recvfrom */
    {13, {ALL, 2}},                     /* shutdown */
    {14, {ALL, 1, 2, ZEROS, 4}},        /* setsockopt */
    {18, {ALL, 0, 0, 0x800}},           /* accept4 */
    {20, {ALL, ZEROS, 1, 0}},           /* sendmmsg */
    {0},
    {21},
};

static void make_socket_calls(void)
{
    unsigned long *block = (unsigned long *)(ZEROS + 1024);
    for (size_t i = 0; i < COUNT(in_memory); i++) {
        memcpy(block, in_memory[i].words, sizeof in_memory[i].words);
        syscall(__NR_socketcall, in_memory[i].number, block);
    }
    syscall(__NR_socketcall, 3, BAD);
    syscall(__NR_socketcall, 11, EDGE(4));
}

/* Old and new actions of signals are four words, sets one. */
static void make_signal_calls(void)
{
    unsigned long *action = (unsigned long *)(ZEROS + 1024);
    const unsigned long mask = 1 << (SIGUSR1 - 1);
    syscall(__NR_signal, SIGUSR1, SIG_IGN);
    syscall(__NR_signal, SIGUSR1, SIG_DFL);
    syscall(__NR_signal, 99, BAD);
    memcpy(action, (unsigned long[]){(unsigned long)SIG_IGN, mask, SA_RESTART, 0}, 16);
    syscall(__NR_sigaction, SIGUSR2, action, 0);
    syscall(__NR_sigaction, SIGUSR2, 0, OUT);
    syscall(__NR_sigaction, SIGUSR2, BAD, OUT);
    syscall(__NR_sigaction, 99, action, BAD);
    *action = mask;
    syscall(__NR_sigprocmask, SIG_BLOCK, action, OUT);
    syscall(__NR_sigprocmask, SIG_SETMASK, 0, OUT);
    syscall(__NR_sigprocmask, 99, action, 0);
    syscall(__NR_sigprocmask, SIG_BLOCK, BAD, BAD);
    syscall(__NR_sgetmask);
    syscall(__NR_ssetmask, mask);
    syscall(__NR_ssetmask, 0);
}

/* Each of the pointers as the second word of each call. */
static void make_calls_second(void)
{
    for (size_t i = 0; i < COUNT(before_pointers); i++) {
        for (size_t k = 0; k < COUNT(pointers); k++) {
            const unsigned long *w = before_pointers[i].words;
            syscall(before_pointers[i].number, w[0], pointers[k], w[1], w[2], 0, 0);
        }
    }
}

/* Files whose numbers are all as large as can be. */
static void make_calls_of_ones(void)
{
    static const long numbers[] = {__NR_oldstat, __NR_stat, __NR_lstat64, __NR_statfs};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    for (size_t i = 0; i < COUNT(numbers) && answer(numbers[i], 0) == 0; i++)
        syscall(numbers[i], HERE, ONES);
}

int main(void)
{
    make_pages();
    MAKE_CALLS_WITH(pointers, behind_pointers);
    make_calls_second();
    MAKE_CALLS(calls);
    make_socket_calls();
    make_signal_calls();
    make_calls_of_ones();
    return 0;
}
