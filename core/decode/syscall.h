/* One system call of one tracee: its words, its result, and the values read from them so far. */
#pragma once
#include "core/abi/abi.h"
#include <stdbool.h>
#include <stdint.h>

struct address;
struct callers;
struct call;
struct value;
struct arena;
struct memory;
struct field;
struct tracee;
struct type;

enum { SYSCALL_WORDS = 6 };

/* Who had a hand in it, for "(INJECTED)" and e.injected. */
enum syscall_tamper { TAMPER_NONE = 0, TAMPER_RESULT = 1, TAMPER_ARGS = 2, TAMPER_DELAY = 4 };

struct syscall {
    const struct call *call; /* its description; NULL for a number that nobody knows */
    const struct abi *abi;   /* at its entry: exec may change the tracee's */
    uint64_t number;
    uint64_t words[SYSCALL_WORDS]; /* as at entry; zero-extended on 32-bit machines */
    uint64_t serial;               /* counts the calls of this run, from 1 */
    uint64_t instruction;          /* address of the instruction pointer at entry */
    uint64_t stack; /* the stack pointer at entry */
    uint64_t entered_ns, left_ns;  /* CLOCK_MONOTONIC */
    uint64_t entered_wall_ns;      /* CLOCK_REALTIME */
    uint64_t cpu_ns;               /* system time that the call took, for -c; 0 if not asked for */
    int64_t result;                /* as the program sees it: -1 when it failed */
    int error;             /* errno > 0 when it failed; also 512..516, the kernel's restarts */
    bool is_done;          /* result and error are known */
    bool is_fd_kind_known;
    int fd_kind; /* of its descriptor: core/tracee/memory.h */
    unsigned tamper;       /* enum syscall_tamper, or-ed */
    unsigned asked;        /* bit by argument: expressions under way that ask what it led to */
    bool is_judged;        /* is_chosen is known: by the user's selection, at the first question, */
    bool is_chosen;        /* for what a call is about may not be there when it ends */
    struct tracee *tracee; /* NULL once it is gone */
    struct arena *arena;   /* where values live until the call ends */
    const struct memory *memory;
    /* [slot][depth]: decode_arg's memory; entry values stay for after handlers and [a => b] */
    const struct value *entry_values[SYSCALL_WORDS + 1][2];
    const struct value *exit_values[SYSCALL_WORDS + 1][2];
    /* [is_done][slot]: what each argument is, once asked: choosing among ioctls is dear */
    struct arg_plan {
        const struct type *type;       /* NULL: not asked yet */
        const struct field *field;     /* it; in the arena where its case has a name */
        uint32_t exit_type;            /* what it is at exit, if it is shown twice */
        uint8_t flow;                  /* enum field_flow */
    } plans[2][SYSCALL_WORDS];
    /* What it is about, once somebody asked: close and exec make it unanswerable. In the arena. */
    const char *path;
    const struct address *address; /* of core/inject/address.h */
    const struct callers *callers; /* of core/inject/callers.c */
};
