/* /proc, and memory, of programs that are neither traced nor stopped. proc(5). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct text;

/* Appends a file's bytes, at most `most` of them. 0 or -errno; -EPERM for paths outside /proc. */
int look_read(const char *path, size_t most, struct text *into);

/* Calls see for each entry of a folder but "." and "..". 0 or -errno. */
int look_list(const char *path, void (*see)(void *self, const char *name), void *self);

/* True for "/proc" and "/proc/..." without "..": what scripts may name here. */
bool look_is_proc(const char *path);

/* Bytes of a process's memory, from 0 (unreadable) to size; no stop is needed.
   process_vm_readv(2). */
size_t look_memory(pid_t pid, uint64_t address, void *bytes, size_t size);
