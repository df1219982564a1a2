/* Single facts from /proc about threads that may not be ours. For core/trace alone. */
#pragma once
#include "core/abi/abi.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

/* A number after "NAME:" in /proc/TID/status; -1 if the thread or the field is not there. */
long proc_status_field(pid_t tid, const char *name);

/* The same of a process id: as we call it, 0 if it is not of our pid namespace. */
pid_t proc_status_id(pid_t tid, const char *name);

/* Whether its process has a handler for signal. */
bool proc_catches_signal(pid_t tid, int signal);

/* R, S, D, T, Z ... of stat(5); 0 if it is gone. */
char proc_state(pid_t tid);

/* Whether it is the kernel's own; or one that the kernel has work in a program's name, as io_uring
   does, and that makes no calls. */
bool proc_is_kernel_thread(pid_t tid);
bool proc_is_worker(pid_t tid);

/* The call that a thread is blocked in; UINT64_MAX: outside of calls, in a page fault. */
struct proc_call {
    uint64_t number, words[6], stack, instruction;
};

/* False if it runs, or is gone. */
bool proc_read_call(pid_t tid, struct proc_call *call);

/* By which machine's numbers it was made, as far as addresses tell. */
const struct abi *proc_call_abi(const struct proc_call *call);

/* What a descriptor of it refers to; false if that is nothing. */
bool proc_read_file_info(pid_t tid, int fd, struct stat *info);

/* How long it has been off its processor, or a little less; 0: nobody knows. */
uint64_t proc_slept_ns(pid_t tid);

/* A number that is all of a file; -1 if it can't be read. */
long proc_file_number(const char *path);
