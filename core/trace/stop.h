/* Why a thread stopped: what waitpid's status says, and nothing else. The siginfo of a stop can be
   forged by the thread itself, the status can't. ptrace(2), "Stopped states". */
#pragma once
#include <stdbool.h>

enum stop_kind {
    STOP_EXITED,               /* number: exit status */
    STOP_KILLED,               /* number: signal; has_core */
    STOP_SYSCALL,              /* before or after a call */
    STOP_FILTER,               /* a seccomp filter asked for it */
    STOP_CHILD,                /* it made a process or thread */
    STOP_EXEC,                 /* its program was replaced */
    STOP_GROUP,                /* number: the stopping signal, now in effect */
    STOP_NOTICE,               /* PTRACE_INTERRUPT, a child's first stop, the end of a group stop */
    STOP_SIGNAL,               /* number: about to be delivered */
    STOP_OTHER,                /* nothing that we asked for */
};

struct stop {
    enum stop_kind kind;
    int number;
    bool has_core;
};

struct stop stop_of(int status);

/* SIGSTOP and its kin. */
bool stop_is_stopping_signal(int signal);
