/* How lines and values are written: the user's choices, read by all writers, changed by none. */
#pragma once
#include "core/base/quote.h"
#include "core/filter/call_set.h"
#include <stdbool.h>

enum name_style {
    NAMES_ABBREV,              /* O_RDONLY */
    NAMES_RAW,                 /* 0 */
    NAMES_VERBOSE,             /* the number, and O_RDONLY in a comment behind it */
};

/* What is told about descriptors. */
enum fd_detail {
    FD_DETAIL_PATH = 1 << 0,
    FD_DETAIL_SOCKET = 1 << 1,
    FD_DETAIL_DEVICE = 1 << 2,
    FD_DETAIL_EVENTFD = 1 << 3,
    FD_DETAIL_PIDFD = 1 << 4,
    FD_DETAIL_SIGNALFD = 1 << 5,
    FD_DETAIL_ALL = (1 << 6) - 1,
};

/* What is told of SELinux contexts. */
enum context_detail {
    CONTEXT_SHOWN = 1 << 0,
    CONTEXT_FULL = 1 << 1,         /* not the type alone */
    CONTEXT_MISMATCH = 1 << 2,     /* and what the policy would have */
};

enum stack_style { STACK_NONE, STACK_SYMBOLS, STACK_SOURCES };

/* Why a virtual processor stopped; what it is given and gives. */
enum vcpu_style { VCPUS_NONE, VCPUS_REASONS, VCPUS_STATES };

enum { STACK_FRAMES = 256 };

enum clock_style { CLOCK_NONE, CLOCK_OF_DAY, CLOCK_UNIX };

enum { DIGITS_NONE = -1 };     /* no such time is written */

struct colors;

struct style {
    enum quote_style strings;
    enum name_style names;
    struct call_set brief;         /* structs cut to what matters; -v empties it */
    struct call_set followed;      /* pointers are followed: -e verbose= */
    struct call_set raw;           /* words in hex: -e raw= */
    unsigned fd_details;           /* enum fd_detail, or-ed */
    unsigned contexts;             /* enum context_detail, or-ed: --secontext */
    bool shows_comm;               /* -Y */
    bool translates_pids;          /* --decode-pids=pidns */
    bool shows_arg_names;          /* -N */
    bool shows_number;             /* -n */
    bool shows_instruction;        /* -i */
    bool always_shows_pid;
    const struct colors *colors;   /* NULL: none */
    bool shows_namespaces;         /* -e namespace=new */
    enum vcpu_style vcpus;         /* -e kvm= */
    enum stack_style stack;        /* -k */
    unsigned stack_frames;         /* at most */
    int column;                    /* where " = result" stands: -a */
    enum clock_style clock;        /* -t */
    int clock_digits;              /* after the seconds: 0 to 9 */
    int relative_digits;           /* -r; DIGITS_NONE */
    int duration_digits;           /* -T; DIGITS_NONE */
};

/* What strace does without options. */
void style_init(struct style *style);
