/* Lines under construction, one per thread (in tracee.report), and whose turn it is to write where
   all share one output. */
#pragma once
#include "core/base/text.h"
#include "core/report/output.h"
#include "core/report/prefix.h"
#include "core/report/style.h"
#include "core/tracee/tracee.h"

struct call;

enum line_state {
    LINE_NONE,                 /* no call is under way, or it is not shown */
    LINE_OPEN,                 /* begun, and nothing was written since */
    LINE_INTERRUPTED,          /* left with <unfinished ...> */
    LINE_HELD,                 /* shown at the end, if at all: -e status= */
};

struct line {
    struct text text;          /* from the line's first column on */
    struct text before;        /* of the call: for a line of its own, not shown yet */
    struct text last_stack;    /* from where it makes the call that ends it */
    size_t n_shown;            /* bytes given to the output */
    unsigned n_args;           /* arguments written at entry */
    enum line_state state;
    enum abi_id abi;           /* of the thread's last call */
    const struct call *interrupted;    /* the call that restart_syscall goes on with */
};

/* What the lines of one run share. */
struct lines {
    const struct style *style;
    struct output *output;
    struct prefix prefix;
    struct tracee *speaker;    /* whose line is open on the common output */
    struct text scratch;
    bool shows_pids;
    size_t n_gone;             /* tracees that are in the table still, but count no more */
};

/* The thread's line; made when first asked for. */
struct line *line_of(struct tracee *t);

/* The thread is gone. */
void lines_drop(struct lines *lines, struct tracee *t);

/* t is about to write: whose line was open leaves it with <unfinished ...>. */
void lines_take_turn(struct lines *lines, struct tracee *t);

/* Empties t's line and writes its prefix. */
void lines_begin(struct lines *lines, struct tracee *t, struct moment moment);

/* t's line is open and may be shown in part. */
void lines_open(struct lines *lines, struct tracee *t);

/* Ends and shows t's line. */
void lines_finish(struct lines *lines, struct tracee *t, enum line_state state);

/* An event's own line: lines.scratch with its prefix, to be filled; then shown. */
struct text *lines_begin_event(struct lines *lines, struct tracee *t, struct moment moment);
void lines_finish_event(struct lines *lines, struct tracee *t);

/* Leaves the open line. */
void lines_break(struct lines *lines);

/* Makes all that was written visible, an open line too. */
void lines_flush(struct lines *lines);
