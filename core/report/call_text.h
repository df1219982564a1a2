/* One call as strace's text, from its name to its result, without pid, time and newline. */
#pragma once
#include "core/report/style.h"

struct text;
struct syscall;

/* `openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 3`, as far as the call has come: before its end only
   what stands before the first argument that the kernel will write. */
void call_text_add(struct text *text, struct syscall *syscall, const struct style *style);

/* Its pieces, for who writes a line as the call goes on. call_text_begin adds name and arguments
   known at entry, reads the other inputs so that they are remembered, and returns how many
   arguments it wrote; call_text_end adds the rest, `)` and the result. start: where in the text
   the line began, as column 1; columns: of it that were printed before, in another piece. */
unsigned call_text_begin(struct text *text, struct syscall *syscall, const struct style *style);
void call_text_arguments(struct text *text, struct syscall *syscall, const struct style *style,
                         unsigned n_written);
void call_text_result(struct text *text, struct syscall *syscall, const struct style *style);

/* "openat", "syscall_0x1ff". */
void call_text_name(struct text *text, const struct syscall *syscall);
