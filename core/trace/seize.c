/* Seizing blocks for as long as some thread's exec waits for those we hold; a timer gets us out, to
   serve them. */
#include "core/trace/seize.h"
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/time.h>

enum { ESCAPE_US = 5000 };

/* A handler has nothing but globals to jump by. */
static sigjmp_buf escape;

static void jump(int signal)
{
    (void)signal;
    siglongjmp(escape, 1);
}

int seize_thread(pid_t tid, unsigned long options)
{
    struct sigaction jumps = {.sa_handler = jump}, old;
    struct itimerval soon = {.it_value.tv_usec = ESCAPE_US, .it_interval.tv_usec = ESCAPE_US};
    struct itimerval off = {0};
    volatile int err = -EAGAIN;
    sigaction(SIGALRM, &jumps, &old);
    if (sigsetjmp(escape, 1) == 0) {
        setitimer(ITIMER_REAL, &soon, NULL);
        err = ptrace(PTRACE_SEIZE, tid, NULL, options) < 0 ? -errno : 0;
    }
    setitimer(ITIMER_REAL, &off, NULL);
    sigaction(SIGALRM, &old, NULL);
    return err;
}
