/* One call as strace's text, from its name to its result, without pid, time and newline. */
#pragma once
#include "core/report/style.h"
#include <stdbool.h>

struct text;
struct syscall;

/* `openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 3`, as far as the call has come: before its end only
   what stands before the first argument that the kernel will write. */
void call_text_add(struct text *text, struct syscall *syscall, const struct style *style);

/* The same in pieces, for who writes a line as the call goes on. Begin: name, `(` and the arguments
   known at entry; reads the other inputs too, so that they are remembered. Gives how many
   arguments it wrote. */
unsigned call_text_begin(struct text *text, struct syscall *syscall, const struct style *style);

/* The arguments from the n_written'th on. */
void call_text_arguments(struct text *text, struct syscall *syscall, const struct style *style,
                         unsigned n_written);

/* Whether arguments are still missing after n_written. */
bool call_text_is_partial(struct syscall *syscall, const struct style *style, unsigned n_written);

/* `) = 3 <0.000012>`; the line began at byte `start` of the text. */
void call_text_result(struct text *text, size_t start, struct syscall *syscall,
                      const struct style *style);

/* Spaces up to the column of results, then "= ". */
void call_text_align(struct text *text, size_t start, const struct style *style);

/* "openat", "syscall_0x1ff". */
void call_text_name(struct text *text, const struct syscall *syscall);
