/* SELinux contexts: the labels of files, descriptors and processes. selinux(8). Whoever reads
   that of a file asks its file system. */
#pragma once
#include "core/tracee/tracee.h"
#include <linux/limits.h>

enum { CONTEXT_BYTES = 512 };

struct context {
    char label[CONTEXT_BYTES]; /* user:role:type:level, as it was set; NUL-terminated */
    char path[PATH_MAX];       /* of a file, as its mount namespace has it; else empty */
    mode_t mode;               /* of a file */
};

/* Each gives false where there is no such thing, or it has no context. */
bool context_of_fd(const struct tracee *t, int fd, struct context *context);

/* The file that t would open by that path: from the folder of descriptor `folder` (AT_FDCWD) and
   below its own root. */
bool context_of_path(const struct tracee *t, int folder, const char *path, struct context *context);

/* By the id that we have for it. Always false without SELinux: other modules keep theirs there. */
bool context_of_process(pid_t pid, struct context *context);
