/* Job control: jobs NAME plays stops, groups, sessions and terminals, and checks that they go as
   they go untraced. */
#include "play.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t n_caught;
static volatile int caught[64];

static void catch_signal(int number)
{
    if (n_caught < 64)
        caught[n_caught++] = number;
}

/* What a parent is told of its child: once, with this reason and this signal. */
static void need_news(pid_t child, int reason, int number)
{
    siginfo_t info = {0};
    NEED(waitid(P_PID, (id_t)child, &info, WSTOPPED | WCONTINUED | WEXITED) == 0);
    NEED(info.si_pid == child && info.si_code == reason && info.si_status == number);
    /* Fails if it has ended meanwhile. */
    info.si_pid = 0;
    waitid(P_PID, (id_t)child, &info, WSTOPPED | WCONTINUED | WNOHANG);
    NEED(info.si_pid == 0);
}

/* Each stop and each continuation is told once, whichever signal it was that stopped. In a group of
   its own: one whose parents are all outside its session is not stopped by a terminal's signals. */
static void play_log(void)
{
    static const int stoppers[] = {SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU};
    volatile unsigned long *count = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = fork();
    if (child == 0)
        for (;;) {
            ++*count;
            getppid();
        }
    setpgid(child, child);
    for (int i = 0; i < 500; i++) {
        NEED(kill(child, stoppers[i % 4]) == 0);
        need_news(child, CLD_STOPPED, stoppers[i % 4]);
        unsigned long before = *count;
        for (int n = 0; n < 10; n++)
            sched_yield();
        NEED(*count == before);
        NEED(kill(child, SIGCONT) == 0);
        need_news(child, CLD_CONTINUED, SIGCONT);
        while (*count == before)
            sched_yield();
    }
    kill(child, SIGKILL);
    need_news(child, CLD_KILLED, SIGKILL);
}

/* A group that loses its last tie to the session while one of it stands still gets SIGHUP, then
   SIGCONT: setpgid(2). */
static void play_orphans(void)
{
    int ends[2];
    char order[8] = "";
    NEED(pipe(ends) == 0);
    pid_t middle = fork();
    if (middle == 0) {
        setpgid(0, 0);
        pid_t stopped = fork();
        if (stopped == 0) {
            signal(SIGHUP, catch_signal);
            signal(SIGCONT, catch_signal);
            raise(SIGSTOP);
            while (n_caught < 2)
                usleep(1000);
            dprintf(ends[1], "%d %d", caught[0], caught[1]);
            _exit(0);
        }
        NEED(waitpid(stopped, NULL, WUNTRACED) == stopped);
        _exit(7);
    }
    need_news(middle, CLD_EXITED, 7);
    close(ends[1]);
    NEED(read(ends[0], order, sizeof order - 1) > 0);
    int first = 0, second = 0;
    /* Which of both is taken first is the kernel's affair; both come. */
    NEED(sscanf(order, "%d %d", &first, &second) == 2 && first + second == SIGHUP + SIGCONT);
}

static int read_byte(int tty)
{
    char byte = 0;
    return read(tty, &byte, 1) == 1 && byte == 'x';
}

static int write_byte(int tty)
{
    return write(tty, "y", 1) == 1;
}

/* In the background it is stopped as it uses the terminal; brought to the front, it goes on. */
static void run_job(int tty, int (*use)(int tty), int stopper)
{
    char byte = 0;
    int gate[2]; /* it ends only when its continuation has been heard of: an end hides that */
    NEED(pipe(gate) == 0);
    pid_t job = fork();
    if (job == 0) {
        signal(SIGTTOU, SIG_DFL);
        setpgid(0, 0);
        _exit(use(tty) && read(gate[0], &byte, 1) == 1 ? 7 : 1);
    }
    setpgid(job, job);
    need_news(job, CLD_STOPPED, stopper);
    NEED(tcsetpgrp(tty, job) == 0 && kill(-job, SIGCONT) == 0);
    need_news(job, CLD_CONTINUED, SIGCONT);
    NEED(write(gate[1], &byte, 1) == 1);
    need_news(job, CLD_EXITED, 7);
    close(gate[0]);
    close(gate[1]);
    NEED(tcsetpgrp(tty, getpgrp()) == 0);
}

/* The end of the session's leader hangs up. */
static _Noreturn void lead_session(const char *terminal)
{
    int tty = open(terminal, O_RDWR); /* becomes the session's */
    signal(SIGTTOU, SIG_IGN);
    NEED(tcgetpgrp(tty) == getpgrp());
    run_job(tty, read_byte, SIGTTIN);
    run_job(tty, write_byte, SIGTTOU);
    if (fork() == 0) {
        alarm(30);
        pause(); /* until SIGHUP */
    }
    _exit(7);
}

static void play_terminal(void)
{
    char byte = 0;
    struct termios modes;
    int owner = posix_openpt(O_RDWR | O_NOCTTY);
    NEED(owner >= 0 && grantpt(owner) == 0 && unlockpt(owner) == 0);
    NEED(tcgetattr(owner, &modes) == 0);
    modes.c_lflag = (modes.c_lflag | TOSTOP) & ~(tcflag_t)(ICANON | ECHO);
    NEED(tcsetattr(owner, TCSANOW, &modes) == 0);
    pid_t leader = fork();
    if (leader == 0) {
        NEED(setsid() == getpid());
        const char *name = ptsname(owner);
        close(owner);
        lead_session(name);
    }
    NEED(write(owner, "x", 1) == 1);
    NEED(read(owner, &byte, 1) == 1 && byte == 'y');
    need_news(leader, CLD_EXITED, 7);
    /* The last that had it open was killed by SIGHUP. */
    NEED(read(owner, &byte, 1) < 0 && errno == EIO);
}

/* A whole group is stopped and continued while its members fork: who is born then stands still. */
static void play_forks(void)
{
    pid_t maker = fork();
    if (maker == 0) {
        setpgid(0, 0);
        for (int i = 0; i < 400; i++) {
            pid_t child = fork();
            if (child == 0)
                _exit(7);
            int status;
            NEED(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 7);
        }
        _exit(7);
    }
    setpgid(maker, maker);
    pid_t stopper = fork();
    if (stopper == 0)
        for (;;) {
            kill(-maker, SIGSTOP);
            usleep(500);
            kill(-maker, SIGCONT);
            usleep(500);
        }
    siginfo_t info;
    NEED(waitid(P_PID, (id_t)maker, &info, WEXITED) == 0 && info.si_status == 7);
    kill(stopper, SIGKILL);
    NEED(waitpid(stopper, NULL, 0) == stopper);
}

static const struct play plays[] = {
    {"log", play_log},
    {"orphans", play_orphans},
    {"terminal", play_terminal},
    {"forks", play_forks},
};

int main(int n, char **words)
{
    return play_named(n, words, plays, sizeof plays / sizeof *plays);
}
