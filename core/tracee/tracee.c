/* The table of tracees and of their processes: found by id, walked in the order of their coming. */
#include "core/tracee/tracee.h"
#include "core/base/alloc.h"
#include "core/tracee/live.h"
#include "core/tracee/presence.h"
#include "core/tracee/proc_id.h"
#include "core/tracee/stack.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <uthash.h>

struct thread_entry {
    struct tracee tracee;      /* first: a pointer to it is one to its entry */
    UT_hash_handle hh;
};

struct process_entry {
    struct process process;    /* first, likewise */
    UT_hash_handle hh;
};

static struct {
    struct thread_entry *threads;
    struct process_entry *processes;
    uint64_t n_added;
} table;

static struct thread_entry *find_thread(pid_t tid)
{
    struct thread_entry *entry;
    HASH_FIND_INT(table.threads, &tid, entry);
    return entry;
}

static struct process_entry *find_process(pid_t pid)
{
    struct process_entry *entry;
    HASH_FIND_INT(table.processes, &pid, entry);
    return entry;
}

static struct process *join_process(pid_t pid)
{
    struct process_entry *entry = find_process(pid);
    if (!entry) {
        entry = alloc_zeroed(sizeof *entry);
        entry->process.pid = pid;
        HASH_ADD_INT(table.processes, process.pid, entry);
    }
    entry->process.n_tracees++;
    return &entry->process;
}

static void leave_process(struct process *process)
{
    if (--process->n_tracees > 0)
        return;
    struct process_entry *entry = (struct process_entry *)process;
    stack_forget(process);
    presence_forget(process);
    HASH_DEL(table.processes, entry);
    free(entry);
}

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

struct tracee *tracee_add(pid_t tid, pid_t pid)
{
    struct thread_entry *entry = alloc_zeroed(sizeof *entry);
    struct tracee *t = &entry->tracee;
    t->tid = tid;
    t->process = join_process(pid);
    t->abi = abi_get(ABI_X86_64);
    t->started_ns = now_ns();
    t->serial = ++table.n_added;
    t->memory = live_memory(t);
    HASH_ADD_INT(table.threads, tracee.tid, entry);
    return t;
}

struct tracee *tracee_find(pid_t tid)
{
    struct thread_entry *entry = find_thread(tid);
    return entry ? &entry->tracee : NULL;
}

struct process *process_find(pid_t pid)
{
    struct process_entry *entry = find_process(pid);
    return entry ? &entry->process : NULL;
}

void tracee_drop(struct tracee *t)
{
    struct thread_entry *entry = (struct thread_entry *)t;
    HASH_DEL(table.threads, entry);
    leave_process(t->process);
    arena_finish(&t->arena);
    live_forget();
    free(entry);
}

void tracee_rename(struct tracee *t, pid_t tid)
{
    struct thread_entry *entry = (struct thread_entry *)t;
    HASH_DEL(table.threads, entry);
    t->tid = tid;
    t->proc_id = 0;
    HASH_ADD_INT(table.threads, tracee.tid, entry);
    live_forget();
}

size_t tracee_count(void)
{
    return HASH_COUNT(table.threads);
}

struct tracee *tracee_next(const struct tracee *after)
{
    const struct thread_entry *entry = (const struct thread_entry *)after;
    struct thread_entry *next = entry ? entry->hh.next : table.threads;
    return next ? &next->tracee : NULL;
}

void tracee_read_comm(struct tracee *t)
{
    char path[PROC_PATH_BYTES];
    proc_path(path, t->tid, "comm");
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    char comm[sizeof t->comm + 1];
    ssize_t n = read(fd, comm, sizeof comm);
    close(fd);
    if (n <= 0)
        return;
    if (comm[n - 1] == '\n')
        n--;
    if (n > (ssize_t)sizeof t->comm - 1)
        n = sizeof t->comm - 1;
    memcpy(t->comm, comm, (size_t)n);
    t->comm[n] = '\0';
}
