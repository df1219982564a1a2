/* The narrow waist: what happens to a tracee, who wants to hear of it, and what a listener may
   ask for in return. Only core/trace makes events and carries actions out. */
#pragma once
#include "core/decode/decode.h"
#include "core/tracee/tracee.h"
#include <signal.h>

enum event_kind {
    EVENT_ENTER = 1 << 0,      /* a call is about to be made */
    EVENT_LEAVE = 1 << 1,      /* it has returned; syscall->is_done */
    EVENT_UNFINISHED = 1 << 2, /* LEAVE never comes: the thread ended, or an exec took it */
    EVENT_SIGNAL = 1 << 3,     /* about to be delivered */
    EVENT_STOPPED = 1 << 4,    /* group stop by number */
    EVENT_START = 1 << 5,      /* the command's first exec is about to happen */
    EVENT_ATTACH = 1 << 6,     /* a tracee is ours: by -p, or a new child or thread (parent set) */
    EVENT_DETACH = 1 << 7,     /* it is let go, alive */
    EVENT_EXEC = 1 << 8,       /* the program image was replaced */
    EVENT_SUPERSEDED = 1 << 9, /* exec in thread `number` took this one's place */
    EVENT_EXIT = 1 << 10,      /* number: exit status */
    EVENT_KILLED = 1 << 11,    /* number: the fatal signal; has_core */
};

enum { SCRATCH_BYTES = 64 * 1024, SCRATCH_ALIGNMENT = 16 };

/* Bytes for a pointer argument: put into scratch memory of the tracee, never over its own. */
struct new_bytes {
    unsigned slot;             /* which word will point to them; SYSCALL_WORDS: none */
    void *bytes;               /* in the tracee's arena */
    size_t size;
    uint64_t address;          /* where, within SCRATCH_BYTES below the stack; 0: anywhere there */
    struct new_bytes *next;
};

/* Bytes over what a pointer argument points to: the tracee's own memory, which keeps them. */
struct poke {
    unsigned slot;             /* the word with the address */
    size_t size;
    const void *bytes;         /* whoever asks keeps them */
    const struct poke *next;
};

/* What the listeners want done; core/trace does it after all have heard the event. */
struct action {
    bool wants_leave;          /* ENTER: call me at the exit of this call */
    bool sets_result;          /* ENTER: don't make the call; LEAVE: replace its result */
    int64_t result;            /* what the program gets; -errno for an error */
    unsigned changed_words;    /* ENTER: bit per slot of words[] to write; put back at exit */
    uint64_t words[SYSCALL_WORDS];
    struct new_bytes *new_bytes;
    const struct poke *pokes;  /* ENTER, LEAVE: done before the next listener hears of the call */
    uint64_t delay_ns;         /* hold this tracee, and no other, before going on */
    int signal;                /* ENTER, LEAVE: send this; SIGNAL: deliver this instead, 0 none */
    bool changes_signal;       /* SIGNAL: signal counts */
    bool kills;                /* SIGKILL to its process */
    bool detaches;             /* let it go here */
};

struct event {
    enum event_kind kind;
    struct tracee *tracee;
    struct syscall *syscall;   /* ENTER, LEAVE, UNFINISHED; the one under way for others, or NULL */
    int number;                /* signal, exit status, or tid (SUPERSEDED) */
    bool has_core;
    struct tracee *parent;     /* ATTACH: who made it, NULL for -p and the command */
    const siginfo_t *siginfo;  /* SIGNAL */
    uint64_t time_ns;          /* CLOCK_MONOTONIC */
    struct action action;
};

enum word_relation {
    WORD_MASKED,               /* word & mask == value */
    WORD_AT_LEAST,             /* word >= value, all 64 bits of it, unsigned */
    WORD_AT_MOST,              /* word <= value */
};

/* A comparison that the kernel can make by itself, of words[slot]. */
struct word_test {
    unsigned slot;
    uint64_t mask, value;
    enum word_relation relation;
};

/* Observers look and may one day be served late and in batches; actors change what happens. */
enum listener_role { LISTENER_OBSERVES, LISTENER_ACTS };

/* Called in the order in which they were given to the tracer. wants answers, once per call
   number and machine at start-up, which of ENTER and LEAVE it needs (or-ed; NULL: all of kinds);
   the answer decides what stops at all. LEAVE without ENTER is fine. call is NULL for numbers
   that have no description. */
struct listener {
    const char *name;
    enum listener_role role;
    unsigned kinds;            /* enum event_kind, or-ed */
    unsigned (*wants)(void *self, const struct call *call, enum abi_id abi, uint64_t number);
    /* Of a call that it wants: gives add each set of tests that must all hold, and returns true;
       false, with nothing added, if it must hear every one. NULL: every one. A hint: it may hear
       others all the same. */
    bool (*narrows)(void *self, enum abi_id abi, uint64_t number,
                    void (*add)(void *add_self, const struct word_test *tests, unsigned n_tests),
                    void *add_self);
    void (*hear)(void *self, struct event *event);
    void (*finish)(void *self);
    void *self;
};
