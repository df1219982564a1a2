/* Arguments of 32 bits in words of 64: the upper half is none of the kernel's business. A library
   extends an int by its sign, and anything else may be there. Run under a tracer, by
   tests/calls/run.py. */
#include "calls_table.h"
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/input.h>
#include <linux/quota.h>
#include <sys/ioctl.h>
#include <termios.h>

#define SIGNED(number) ((unsigned long)(long)(int)(number))
#define FULL(number) ((unsigned long)(unsigned)(number) | 0x1234567800000000UL)

static void controls(unsigned long file, unsigned long tty)
{
    static const unsigned ops[] = {
        FS_IOC_FSGETXATTR, FS_IOC_FSSETXATTR, FS_IOC_GETFLAGS, FS_IOC_FIEMAP,
        BLKGETSIZE64,      EVIOCGNAME(20),    EVIOCGABS(2),    EVIOCGBIT(0, 20),
        EVIOCGID,          EVIOCSFF,          TIOCGWINSZ,      TCGETS,
        TIOCGPTN,          TIOCSPTLCK,        0x80001234,
    };
    for (unsigned i = 0; i < COUNT(ops); i++) {
        make_call(SYS_ioctl, (unsigned long[6]){SIGNED(-1), SIGNED(ops[i]), ZEROS});
        make_call(SYS_ioctl, (unsigned long[6]){FULL(file), FULL(ops[i]), ZEROS});
        make_call(SYS_ioctl, (unsigned long[6]){tty, SIGNED(ops[i]), ZEROS});
    }
}

static void operations(void)
{
    static const struct table_call calls[] = {
        {SYS_fcntl, {FULL(3), FULL(F_GETFL)}},
        {SYS_fcntl, {FULL(3), FULL(F_DUPFD), FULL(7)}},
        {SYS_lseek, {FULL(3), 1, FULL(SEEK_CUR)}},
        {SYS_openat, {SIGNED(AT_FDCWD), ZEROS, FULL(O_RDWR | O_CREAT), FULL(0644)}},
        {SYS_openat, {FULL(AT_FDCWD), ZEROS, FULL(O_RDONLY), FULL(0644)}},
        {SYS_unlinkat, {FULL(AT_FDCWD), ZEROS, FULL(AT_REMOVEDIR)}},
        {SYS_prctl, {FULL(38), 1}},
        {SYS_arch_prctl, {FULL(0x1003), ZEROS}},
        {SYS_futex, {ZEROS, FULL(129), FULL(5)}},
        {SYS_kill, {FULL(0), FULL(0)}},
        {SYS_tgkill, {SIGNED(-1), SIGNED(-1), FULL(10)}},
        {SYS_mprotect, {0, 0, 1}},
        {SYS_madvise, {0, 0, FULL(4)}},
        {SYS_setpriority, {FULL(0), FULL(0), FULL(3)}},
        {SYS_getrlimit, {FULL(7), ZEROS}},
        {SYS_prlimit64, {FULL(0), FULL(7), 0, ZEROS}},
        {SYS_rt_sigprocmask, {FULL(2), 0, ZEROS, 8}},
        {SYS_keyctl, {FULL(11), SIGNED(-1), ZEROS, 5}},
        {SYS_bpf, {FULL(0), 0, FULL(0)}},
        {SYS_epoll_ctl, {FULL(-1), FULL(2), FULL(3), ZEROS}},
        {SYS_waitid, {FULL(0), FULL(1), 0, FULL(5), 0}},
        {SYS_wait4, {FULL(-1), 0, FULL(1), 0}},
        {SYS_access, {ZEROS, FULL(4)}},
        {SYS_chmod, {ZEROS, FULL(0777)}},
        {SYS_mknod, {ZEROS, FULL(020600), FULL(0x103)}},
        {SYS_semctl, {FULL(0), FULL(0), FULL(16), FULL(5)}},
        {SYS_semctl, {FULL(0), FULL(0), FULL(13), ZEROS}},
        {SYS_msgctl, {FULL(0), FULL(2), ZEROS}},
        {SYS_shmctl, {FULL(0), FULL(2), ZEROS}},
        {SYS_setsockopt, {FULL(-1), FULL(1), FULL(2), ZEROS, FULL(4)}},
        {SYS_getsockopt, {FULL(-1), FULL(6), FULL(11), ZEROS, ZEROS}},
        {SYS_quotactl, {SIGNED(QCMD(Q_QUOTAOFF, USRQUOTA)), ZEROS, FULL(0), ZEROS}},
        {SYS_quotactl, {SIGNED(QCMD(Q_GETQUOTA, GRPQUOTA)), ZEROS, FULL(0), ZEROS}},
        {SYS_quotactl, {FULL(QCMD(Q_SETINFO, GRPQUOTA)), ZEROS, FULL(0), ZEROS}},
        {SYS_personality, {FULL(-1)}},
        {SYS_io_uring_register, {FULL(-1), FULL(2), 0, FULL(0)}},
        {SYS_perf_event_open, {0, FULL(0), FULL(-1), FULL(-1), 1}},
        {SYS_fallocate, {FULL(3), FULL(1), 0, 1}},
        {SYS_flock, {FULL(3), FULL(8)}},
        {SYS_seccomp, {FULL(2), FULL(0), ZEROS}},
        {SYS_timerfd_create, {FULL(1), FULL(O_NONBLOCK)}},
        {SYS_clock_getres, {FULL(1), ZEROS}},
        {SYS_getitimer, {FULL(0), ZEROS}},
        {SYS_inotify_init1, {FULL(O_NONBLOCK)}},
        {SYS_mlockall, {FULL(1)}},
        {SYS_sched_setscheduler, {FULL(-1), FULL(1), ZEROS}},
        {SYS_ioprio_set, {FULL(1), FULL(-1), FULL(0x4004)}},
        {SYS_socketpair, {FULL(1), FULL(1), 0, ZEROS}},
        {SYS_shutdown, {FULL(-1), FULL(1)}},
        {SYS_recvfrom, {FULL(-1), ZEROS, 5, FULL(2), ZEROS, ZEROS}},
        {SYS_sendmsg, {FULL(-1), ZEROS, FULL(2)}},
        {SYS_mremap, {0, 0, 0, 1, 0}},
    };
    MAKE_CALLS(calls);
}

int main(void)
{
    make_pages();
    unsigned long file = (unsigned long)memfd_create("file", 0);
    unsigned long tty = (unsigned long)open("/dev/ptmx", O_RDWR | O_NOCTTY);
    controls(file, tty);
    operations();
    return 0;
}
