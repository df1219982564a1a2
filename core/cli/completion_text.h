/* What shells need to complete our command lines, from the tables of options and verbs. */
#pragma once

/* Allocated: a script for bash, and one for zsh. */
char *completion_bash(void);
char *completion_zsh(void);
