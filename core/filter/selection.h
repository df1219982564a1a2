/* What the user wants to see: -e trace= signal= status= quiet= read= write= and -P in one place. */
#pragma once
#include "core/filter/call_set.h"
#include "core/filter/sets.h"

/* How a call can end. */
enum status {
    STATUS_SUCCESSFUL = 1 << 0,
    STATUS_FAILED = 1 << 1,
    STATUS_UNFINISHED = 1 << 2,
    STATUS_UNAVAILABLE = 1 << 3,
    STATUS_DETACHED = 1 << 4,
    STATUS_ALL = (1 << 5) - 1,
};

/* Messages that can be left out. */
enum quiet {
    QUIET_ATTACH = 1 << 0,
    QUIET_EXIT = 1 << 1,
    QUIET_PATH_RESOLUTION = 1 << 2,
    QUIET_PERSONALITY = 1 << 3,
    QUIET_SUPERSEDED = 1 << 4,
    QUIET_ALL = (1 << 5) - 1,
};

struct selection {
    struct call_set calls;
    struct number_set signals;
    unsigned statuses;             /* enum status, or-ed */
    unsigned quiet;                /* enum quiet, or-ed */
    struct number_set read_dumps;  /* -e read=: descriptors whose data is dumped */
    struct number_set write_dumps;
    struct number_set fds;         /* -e trace-fds= */
    bool has_fds;                  /* calls are chosen by descriptor */
    char **paths;                  /* -P; none: calls are not chosen by path */
    size_t n_paths;
};

/* All calls, signals and statuses, nothing quiet. */
void selection_init(struct selection *selection);
void selection_finish(struct selection *selection);

/* "successful,!failed"; "attach,exits": the words of -e status= and -e quiet=. */
bool selection_parse_statuses(unsigned *statuses, const char *words, char **why);
bool selection_parse_quiet(unsigned *quiet, const char *words, char **why);

/* A path for -P, and what it resolves to, which is returned (allocated) where it is another. */
char *selection_add_path(struct selection *selection, const char *path);
