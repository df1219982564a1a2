/* What the loop knows of itself and of each thread. For core/trace alone. */
#pragma once
#include "core/decode/syscall.h"
#include "core/trace/tracer.h"
#include "core/trace/wants.h"

struct program;

enum {
    MAX_LISTENERS = 16,
    STRAY_WAIT_NS = 50000000,  /* for the event of whoever made a thread */
};

struct hearer {
    struct listener listener;
    struct wants wants;
};

/* A program's own registers and memory while a call runs with others in their place. */
struct borrowed {
    unsigned slots;            /* words to put back at exit */
    bool is_sigreturn;         /* it replaces all registers: there is none to put back */
    uint64_t words[SYSCALL_WORDS];
    uint64_t address;          /* scratch memory in use */
    void *bytes;               /* what was there */
    size_t size;
};

enum thread_state {
    THREAD_RUNS,
    THREAD_STOPPED,            /* being served, or kept until tracer_run */
    THREAD_HELD,               /* until due_ns */
    THREAD_LISTENS,            /* in a group stop */
};

/* A call that a stop has broken off is made again, for what it has left undone. */
enum repeat_stage {
    REPEAT_NONE,
    REPEAT_DUE,                /* unless a handler runs: then there is no such call */
    REPEAT_BEGUN,              /* its entry was seen */
};

struct repeat {
    enum repeat_stage stage;
    uint64_t done;             /* before, of what it counts */
    uint64_t since_ns;         /* when its thread began to wait; 0: nobody knows */
    long n_sleeps;             /* of its thread, when that was found out without a stop; 0 not */
    uint64_t ends_ns;          /* when the wait is to end, with this result; 0: never */
    int64_t late;
    bool is_over;              /* we are to leave: not again */
};

struct thread {
    struct tracee *tracee;
    struct syscall syscall;
    enum thread_state state;
    bool awaits_exec;          /* the command, until its first exec has succeeded */
    bool is_starting;          /* it makes calls of ours: those around that exec */
    bool is_filtered;          /* runs under our filter: must not be let go */
    bool stops_at_calls;       /* every call stops it: not filtered, or not by ours alone */
    bool is_inside;            /* between an entry stop and its exit stop */
    bool is_interrupted;       /* PTRACE_INTERRUPT was sent since it runs */
    bool is_left;              /* in a call that a stop would disturb: not interrupted yet */
    bool is_silent;            /* nobody hears of it any more */
    bool is_in_ring;
    bool is_unasked;           /* a child that nobody wants followed: let go at its first stop */
    bool renames_itself;       /* by a call under way: the name is read at its next one */
    unsigned wanted;           /* of the call under way: EVENT_ENTER, EVENT_LEAVE */
    uint32_t leave_asked;      /* by which listeners, at its entry */
    struct borrowed borrowed;
    int late_error;            /* the call is made, and said to have failed so; 0: it isn't */
    struct repeat repeat;
    int first_status;          /* of the stop in which it waits for tracer_run; 0 none */
    int signal;                /* HELD: delivered then */
    uint64_t due_ns;           /* CLOCK_MONOTONIC: HELD goes on then, RUNS is interrupted */
    struct thread *next_due, **due_link; /* what points to it in the list; NULL: not in it */
    uint64_t entered_ns;       /* its latest entry stop; 0: none yet */
    uint64_t stime_ns;         /* system time of its process at its latest stop; */
    uint64_t entered_stime_ns; /* and at its latest entry */
};

/* A stopped or ended thread whose maker's event has not come yet. */
struct stray {
    pid_t tid;
    int status;
    uint64_t since_ns;
    struct stray *next;
};

struct tick {
    uint64_t interval_ns, next_ns;
    void (*run)(void *self);
    void *self;
    struct tick *next;
};

/* Threads that stopped lately, asked in turn. */
struct ring {
    struct ring_place {
        pid_t tid;
        uint64_t news_ns; /* when it last had news, at the end of that round; 0: just now */
    } * places;
    size_t n_places, capacity;
    size_t position;
    bool has_served;           /* this round found a stop */
    uint64_t swept_ns;         /* when all threads were last put in */
};

struct tracer {
    struct tracer_options options;
    struct hearer hearers[MAX_LISTENERS];
    unsigned n_hearers;
    struct wants wants;        /* of all listeners together */
    struct program *filter;
    uint16_t cookie;
    pid_t command;             /* what tracer_start started; 0 none */
    int command_status;
    int go_fd;                 /* the command waits at its other end; -1 none */
    uint64_t n_calls;
    struct ring ring;
    struct thread *due;        /* soonest first */
    struct tick *ticks;
    struct stray *strays;
    uint64_t alarm_ns;         /* what the timer is set for; 0 not set */
    int interrupted_by;        /* the signal that ended the tracing; 0 none */
    bool is_running;
    bool is_stopping;
    bool must_interrupt;       /* threads that run freely are to stop at calls */
    bool is_silent;            /* the listeners are done: only keeps filtered threads going */
    bool has_told_own_filter;
    bool has_told_ring;
};

static inline struct thread *thread_of(const struct tracee *t)
{
    return t->trace;
}
