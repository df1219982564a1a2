/* Writes to a file all that a program is given by whoever starts it, and what it may leave behind:
   inherits FILE. Two runs that differ were started differently. */
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

extern char **environ;

/* The file is made last: its descriptor is none of what was given. */
static char text[1 << 20];
static size_t length;

#define SAY(...) (length += (size_t)snprintf(text + length, sizeof text - length, __VA_ARGS__))

static void tell_descriptors(void)
{
    for (int fd = 0; fd < 256; fd++) {
        char name[32], path[4096];
        snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
        ssize_t size = readlink(name, path, sizeof path - 1);
        if (size < 0)
            continue;
        path[size] = '\0';
        SAY("fd %d %s flags %o %o at %ld\n", fd, path, fcntl(fd, F_GETFD), fcntl(fd, F_GETFL),
            (long)lseek(fd, 0, SEEK_CUR));
    }
}

static void tell_signals(void)
{
    sigset_t blocked, pending;
    sigprocmask(SIG_BLOCK, NULL, &blocked);
    sigpending(&pending);
    for (int i = 1; i <= SIGRTMAX; i++) {
        struct sigaction action = {0};
        sigaction(i, NULL, &action);
        SAY("signal %d %s%s%s\n", i, action.sa_handler == SIG_IGN ? "ignored" : "default",
            sigismember(&blocked, i) == 1 ? " blocked" : "",
            sigismember(&pending, i) == 1 ? " pending" : "");
    }
}

static void tell_limits(void)
{
    for (int i = 0; i < RLIMIT_NLIMITS; i++) {
        struct rlimit limit;
        getrlimit((enum __rlimit_resource)i, &limit);
        SAY("limit %d %lx %lx\n", i, (unsigned long)limit.rlim_cur, (unsigned long)limit.rlim_max);
    }
}

/* But for what names this one process, or counts. */
static void tell_status(void)
{
    static const char *const kept[] = {"Umask",   "Uid",    "Gid",    "Groups", "Threads",
                                       "CapInh",  "CapPrm", "CapEff", "CapBnd", "CapAmb",
                                       "NoNewPr", "Cpus_a", "Mems_a", "THP_en"};
    char line[4096];
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
            if (strncmp(line, kept[i], strlen(kept[i])) == 0)
                SAY("%s", line);
    fclose(file);
}

static void tell_file(const char *name)
{
    char line[256] = "";
    FILE *file = fopen(name, "r");
    SAY("%s %s", name, file && fgets(line, sizeof line, file) ? line : "is not there\n");
    if (file)
        fclose(file);
}

static void tell_rest(void)
{
    char folder[4096];
    struct itimerval timer;
    struct sched_param priority = {0};
    int death = -1, reaper = -1;
    sched_getparam(0, &priority);
    getitimer(ITIMER_REAL, &timer);
    prctl(PR_GET_PDEATHSIG, &death);
    prctl(PR_GET_CHILD_SUBREAPER, &reaper);
    SAY("folder %s, session %d, group %d\n", getcwd(folder, sizeof folder), getsid(0), getpgrp());
    SAY("nice %d, policy %d %d, io %ld\n", getpriority(PRIO_PROCESS, 0), sched_getscheduler(0),
        priority.sched_priority, syscall(SYS_ioprio_get, 1, 0));
    SAY("personality %x, timer %ld\n", (unsigned)personality(0xffffffff),
        (long)(timer.it_value.tv_sec + timer.it_value.tv_usec));
    SAY("death %d, dumpable %d, reaper %d, slack %d, keeps %d, secure %d\n", death,
        prctl(PR_GET_DUMPABLE), reaper, prctl(PR_GET_TIMERSLACK), prctl(PR_GET_KEEPCAPS),
        prctl(PR_GET_SECUREBITS));
    tell_file("/proc/self/oom_score_adj");
    tell_file("/proc/self/coredump_filter");
    tell_file("/proc/self/loginuid");
    tell_file("/proc/self/cgroup");
}

int main(int n, char **words)
{
    for (int i = 0; i < n; i++)
        SAY("word %s\n", words[i]);
    for (char **variable = environ; *variable; variable++)
        if (strncmp(*variable, "_=", 2) != 0)
            SAY("variable %s\n", *variable);
    tell_descriptors();
    tell_signals();
    tell_limits();
    tell_status();
    tell_rest();
    FILE *file = n > 1 ? fopen(words[1], "w") : NULL;
    return !file || fwrite(text, 1, length, file) != length || fclose(file) != 0;
}
