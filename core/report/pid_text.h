/* Process ids with what is known of them: 17<bash>. */
#pragma once
#include "core/report/value_text.h"
#include <sys/types.h>

void pid_text_add(struct text *text, pid_t pid, const struct value_view *view);

/* The same for a process group or session, which has no program of its own. */
void pid_text_add_group(struct text *text, pid_t group, const struct value_view *view);
