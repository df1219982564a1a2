/* strace's own command line: trace lines, and scripts of -l beside them. */
#pragma once

struct options;

/* words: those after our own name, ended by NULL. Returns the exit status. */
int strace_mode(char **words, struct options *options);
