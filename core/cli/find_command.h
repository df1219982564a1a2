/* Where a command's file is, as a shell would look for it. */
#pragma once

/* Allocated; NULL with *why, which names a verb where the word is nearly one. */
char *find_command(const char *name, char **why);
