/* Whether a read of a program's memory returns at once. A page that is there is copied; one that is
   not is got from wherever it lies, and a program may have put it where nobody answers
   (userfaultfd(2), a file system of its own). */
#pragma once
#include "core/tracee/tracee.h"

/* True if all pages of the range are there, or nobody can tell. */
bool presence_check(const struct tracee *t, uint64_t address, size_t size);

/* exec gave the process other pages, or it is gone. */
void presence_forget(struct process *process);
