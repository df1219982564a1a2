/* Why the kernel would not let us trace: from an errno to a line that says what to do. */
#pragma once
#include <sys/types.h>

/* To free. err > 0, of PTRACE_SEIZE on tid. */
char *refusal_explain(pid_t tid, int err);

/* 0 if this kernel can do what we need, seen at the stopped thread tid; else -errno with *why. */
int refusal_check_kernel(pid_t tid, char **why);
