/* The functions that a call comes from, by name: for `where`, so for who knows what it costs. */
#pragma once

struct syscall;

/* The nth frame's function, from 0 for the innermost; the file's name where it has no name. NULL
   past the last, or where stacks can't be read. Kept until the call ends. */
const char *callers_at(struct syscall *syscall, unsigned n);
