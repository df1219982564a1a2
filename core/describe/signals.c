/* Names of signals, as the kernel counts them: real-time signals begin at 32. */
#include "core/describe/describe.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LAST_SIGNAL = 64 };

static const char names[LAST_SIGNAL + 1][12] = {
    [1] = "SIGHUP", "SIGINT",    "SIGQUIT",  "SIGILL",   "SIGTRAP",   "SIGABRT",  "SIGBUS",
    "SIGFPE",       "SIGKILL",   "SIGUSR1",  "SIGSEGV",  "SIGUSR2",   "SIGPIPE",  "SIGALRM",
    "SIGTERM",      "SIGSTKFLT", "SIGCHLD",  "SIGCONT",  "SIGSTOP",   "SIGTSTP",  "SIGTTIN",
    "SIGTTOU",      "SIGURG",    "SIGXCPU",  "SIGXFSZ",  "SIGVTALRM", "SIGPROF",  "SIGWINCH",
    "SIGIO",        "SIGPWR",    "SIGSYS",   "SIGRTMIN", "SIGRT_1",   "SIGRT_2",  "SIGRT_3",
    "SIGRT_4",      "SIGRT_5",   "SIGRT_6",  "SIGRT_7",  "SIGRT_8",   "SIGRT_9",  "SIGRT_10",
    "SIGRT_11",     "SIGRT_12",  "SIGRT_13", "SIGRT_14", "SIGRT_15",  "SIGRT_16", "SIGRT_17",
    "SIGRT_18",     "SIGRT_19",  "SIGRT_20", "SIGRT_21", "SIGRT_22",  "SIGRT_23", "SIGRT_24",
    "SIGRT_25",     "SIGRT_26",  "SIGRT_27", "SIGRT_28", "SIGRT_29",  "SIGRT_30", "SIGRT_31",
    "SIGRT_32",
};

static const struct {
    const char *name;
    int number;
} others[] = {
    {"SIGIOT", 6},
    {"SIGPOLL", 29},
    {"SIGCLD", 17},
    {"SIGRTMAX", LAST_SIGNAL},
};

const char *describe_signal_name(int signal)
{
    return signal > 0 && signal <= LAST_SIGNAL ? names[signal] : NULL;
}

static bool is_named(const char *full, const char *name)
{
    return strcasecmp(full, name) == 0 || strcasecmp(full + strlen("SIG"), name) == 0;
}

int describe_signal(const char *name)
{
    for (int signal = 1; signal <= LAST_SIGNAL; signal++)
        if (is_named(names[signal], name))
            return signal;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (is_named(others[i].name, name))
            return others[i].number;
    return 0;
}
