/* A traced thread and its process, and the table of all of them. */
#pragma once
#include "core/abi/abi.h"
#include "core/base/arena.h"
#include "core/tracee/memory.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct syscall;

/* What the threads of one program share. Dropped when its last tracee is. */
struct process {
    pid_t pid;                 /* thread group id */
    pid_t parent;              /* who made it, if we saw that; else 0 */
    unsigned n_tracees;
    bool is_mute;              /* a read of its memory had no answer: absent pages are not read */
    void *stack;               /* what core/tracee/stack.c keeps of its files */
    void *data;                /* the scripts' per.process table and the like: lua/ owns it */
};

struct tracee {
    pid_t tid;
    pid_t proc_id;             /* what /proc calls it: core/tracee/proc_id.c; 0: not asked yet */
    struct process *process;
    const struct abi *abi;     /* of its latest call or exec */
    uint64_t started_ns;       /* CLOCK_MONOTONIC, when we first saw it */
    uint64_t serial;           /* tells a thread from a later one of the same tid */
    char comm[16];             /* name at its latest exec or prctl, NUL-terminated */
    bool is_first;             /* the command that we started */
    bool was_attached;         /* by -p: detach, never kill */
    bool in_syscall;           /* between ENTER and LEAVE, where LEAVE is waited for */
    struct syscall
        *syscall; /* its latest call: core/decode/syscall.h; never NULL once it made one */
    struct arena arena;        /* values of the call; emptied when the call ends */
    struct memory memory;      /* its memory; valid only while it is stopped */
    void *trace;               /* the loop's own state: core/trace owns it */
    void *report;              /* the text writer's pending line: core/report owns it */
};

/* A thread of process pid, new to the table. */
struct tracee *tracee_add(pid_t tid, pid_t pid);
struct tracee *tracee_find(pid_t tid);
void tracee_drop(struct tracee *t);
size_t tracee_count(void);

/* Every tracee in the order they were added: for (t = tracee_next(NULL); t; t = tracee_next(t)). */
struct tracee *tracee_next(const struct tracee *after);

/* The process of that id, NULL if none of its threads is in the table. */
struct process *process_find(pid_t pid);

/* exec gave t the id of its process's leader, whose own entry must be gone. */
void tracee_rename(struct tracee *t, pid_t tid);

/* Reads its name anew: after exec, or after a call that changed it. */
void tracee_read_comm(struct tracee *t);
