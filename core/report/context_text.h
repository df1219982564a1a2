/* ` [user_home_t]` behind a path, a descriptor or a process id: --secontext. */
#pragma once
#include "core/report/value_text.h"
#include <sys/types.h>

struct tracee;

/* v: a path, just written. */
void context_text_add_path(struct text *text, const struct value *v, const struct value_view *view);
void context_text_add_fd(struct text *text, const struct tracee *t, int fd,
                         const struct style *style);

/* pid: as we call it. */
void context_text_add_pid(struct text *text, pid_t pid, const struct style *style);

/* `[unconfined_t] ` before a line. */
void context_text_begin_line(struct text *text, const struct tracee *t, const struct style *style);
