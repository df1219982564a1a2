/* One row per option: how it is spelled, what it does, and the words that help tells of it. */
#pragma once
#include "core/cli/options.h"

enum option_argument { ARGUMENT_NONE, ARGUMENT_NEEDED, ARGUMENT_MAY };

enum option_group {
    GROUP_GENERAL,
    GROUP_STARTUP,
    GROUP_TRACING,
    GROUP_FILTERING,
    GROUP_FORMAT,
    GROUP_STATISTICS,
    GROUP_TAMPERING,
    GROUP_MISCELLANEOUS,
    GROUP_COUNT,
};

extern const char *const option_group_titles[GROUP_COUNT];

/* take gets the argument, NULL where none was given; false with *why. */
struct option_row {
    const char *name;              /* NULL: only a letter */
    char letter;                   /* 0: only a name */
    enum option_argument argument;
    enum option_group group;
    const char *argument_name;     /* "FILE" */
    const char *help;              /* NULL: another spelling of the row above */
    bool (*take)(struct options *options, const char *argument, char **why);
};

/* Ended by a row without take. */
extern const struct option_row option_table[];
