/* Wait statuses, named. */
#include "core/trace/stop.h"
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

bool stop_is_stopping_signal(int signal)
{
    return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

static struct stop stop_of_event(int event, int signal)
{
    switch (event) {
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE:
        return (struct stop){.kind = STOP_CHILD, .number = event};
    case PTRACE_EVENT_EXEC:
        return (struct stop){.kind = STOP_EXEC};
    case PTRACE_EVENT_SECCOMP:
        return (struct stop){.kind = STOP_FILTER};
    case PTRACE_EVENT_STOP:
        if (stop_is_stopping_signal(signal))
            return (struct stop){.kind = STOP_GROUP, .number = signal};
        return (struct stop){.kind = STOP_NOTICE};
    }
    return (struct stop){.kind = STOP_OTHER, .number = event};
}

struct stop stop_of(int status)
{
    if (WIFEXITED(status))
        return (struct stop){.kind = STOP_EXITED, .number = WEXITSTATUS(status)};
    if (WIFSIGNALED(status))
        return (struct stop){
            .kind = STOP_KILLED, .number = WTERMSIG(status), .has_core = WCOREDUMP(status)};
    int event = status >> 16;
    if (event)
        return stop_of_event(event, WSTOPSIG(status));
    if (WSTOPSIG(status) == (SIGTRAP | 0x80))
        return (struct stop){.kind = STOP_SYSCALL};
    return (struct stop){.kind = STOP_SIGNAL, .number = WSTOPSIG(status)};
}
