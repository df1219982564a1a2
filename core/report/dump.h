/* The bytes that a call moved, in hex and as characters: -e read= and -e write=. */
#pragma once
#include "core/filter/selection.h"
#include "core/report/output.h"

struct syscall;

/* Lines after the call's own, where its descriptor is among those to be dumped. The call has
   succeeded and its tracee's memory can still be read. */
void dump_write(struct output *output, struct syscall *syscall, const struct selection *selection);
