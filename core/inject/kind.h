/* What kind of file a descriptor is: "file", "dir", "pipe", "socket", "char", "block", "link",
   "other". For `where` and for e.file. */
#pragma once
#include <sys/types.h>

struct syscall;

/* By the mode of stat(2). */
const char *kind_of_mode(mode_t mode);

/* Of the descriptor that the call is about; NULL if it has none, or the tracee is gone. */
const char *kind_of_descriptor(const struct syscall *syscall);
