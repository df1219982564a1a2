/* Processes of other pid namespaces, made by clone, unshare and setns: each asks and names ids, one
   process at a time. */
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char stack[64 * 1024];

/* Every way to name an id, and children by fork and clone3. */
static int use_ids(void *unused)
{
    (void)unused;
    getppid();
    getpgrp();
    setpgid(getpid(), getpid());
    getpgid(getpid());
    setsid();
    getsid(0);
    kill(getpid(), 0);
    syscall(SYS_tgkill, getpid(), gettid(), 0);
    getpriority(PRIO_PROCESS, (id_t)getpid());
    pid_t child = fork();
    if (child == 0)
        _exit(kill(getppid(), 0));
    waitpid(child, NULL, 0);
    struct clone_args clone3 = {.exit_signal = SIGCHLD};
    child = (pid_t)syscall(SYS_clone3, &clone3, sizeof clone3);
    if (child == 0)
        _exit(0);
    waitpid(child, NULL, 0);
    return 0;
}

static void by_clone(void)
{
    pid_t child = clone(use_ids, stack + sizeof stack, CLONE_NEWPID | SIGCHLD, NULL);
    if (child < 0)
        exit(1);
    waitpid(child, NULL, 0);
}

static void by_unshare(void)
{
    if (fork() == 0) {
        if (unshare(CLONE_NEWPID))
            _exit(1);
        pid_t child = fork();
        if (child == 0)
            _exit(use_ids(NULL));
        waitpid(child, NULL, 0);
        _exit(0);
    }
    wait(NULL);
}

static int sleep_on(void *fds)
{
    char byte;
    close(((int *)fds)[1]);
    return read(((int *)fds)[0], &byte, 1) < 0;
}

static void by_setns(void)
{
    int fds[2];
    char name[64];
    if (pipe(fds))
        exit(1);
    pid_t first = clone(sleep_on, stack + sizeof stack, CLONE_NEWPID | SIGCHLD, fds);
    snprintf(name, sizeof name, "/proc/%d/ns/pid", first);
    if (fork() == 0) {
        close(fds[1]);
        if (setns(open(name, O_RDONLY), CLONE_NEWPID))
            _exit(1);
        pid_t child = fork();
        if (child == 0)
            _exit(kill(getpid(), 0));
        waitpid(child, NULL, 0);
        _exit(0);
    }
    wait(NULL);
    close(fds[1]);
    waitpid(first, NULL, 0);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "clone"))
            by_clone();
        else if (!strcmp(argv[i], "unshare"))
            by_unshare();
        else if (!strcmp(argv[i], "setns"))
            by_setns();
    }
    return 0;
}
