/* What can be done to a program that hangs through a copy of one of its descriptors: the program is
   neither stopped nor traced. pidfd_getfd(2). Each gives 0 or more, or -errno. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* F_SETPIPE_SZ to `bytes`; the size it got. */
int change_pipe_size(pid_t pid, int fd, int bytes);

/* Reads what a pipe holds, up to `most` bytes, and throws it away; how much that was. */
int64_t change_drain(pid_t pid, int fd, int64_t most);

/* shutdown(2) for both directions. */
int change_shut_down(pid_t pid, int fd);

/* Adds one to an eventfd. */
int change_post(pid_t pid, int fd);

/* Sends an empty message to a POSIX queue. */
int change_send(pid_t pid, int fd);

/* Unlocks a file: flock(2), or where is_record the locks of an open file description. */
int change_unlock(pid_t pid, int fd, int is_record);

/* Opens a FIFO for reading and writing as somebody new, for ms milliseconds. */
int change_open_fifo(const char *path, int ms);

/* Puts a System V semaphore to a value. */
int change_semaphore(int set, int number, int value);

/* Writes to memory; how much of it. process_vm_writev(2) */
int64_t change_memory(pid_t pid, uint64_t address, const void *bytes, size_t size);
