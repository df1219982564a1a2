/* What a live thread's descriptors are, as /proc tells. For those who print or test paths. */
#pragma once
#include "core/tracee/tracee.h"

/* Each puts the path into path (size bytes, always NUL-terminated, cut if longer) and gives its
   length, or -errno. A deleted file's ends in " (deleted)"; what is no file reads like
   "socket:[1234]", "pipe:[5]", "anon_inode:[eventpoll]". readlink(2), proc(5). */
ssize_t fds_path(const struct tracee *t, int fd, char *path, size_t size);
ssize_t fds_directory(const struct tracee *t, char *path, size_t size);
ssize_t fds_root(const struct tracee *t, char *path, size_t size);

/* The same open file under a number of ours, to be closed; -1: there is none, or the kernel can't.
   Of its process's where the kernel can't tell a thread's own. pidfd_getfd(2). */
int fds_copy(const struct tracee *t, int fd);
