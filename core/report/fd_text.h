/* Descriptors with what is known of them: 3</etc/hosts>. */
#pragma once
#include "core/report/value_text.h"
#include <sys/types.h>

void fd_text_add(struct text *text, const struct value *v, const struct value_view *view);

/* What AT_FDCWD stands for, after its name: </home/me>. */
void fd_text_add_cwd(struct text *text, const struct value_view *view);
