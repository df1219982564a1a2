/* "did you mean": the nearest of many names. */
#pragma once
#include <stddef.h>

struct suggestion {
    const char *word;
    const char *best;
    size_t distance;
};

/* Start with {.word = what was typed}; offer each name; best is NULL unless one is near enough. */
void suggest_offer(struct suggestion *suggestion, const char *name);

/* `MESSAGE, did you mean 'MARKbest'?`, or the message alone if none is near: takes message, which
   is allocated, and gives what is. mark: what stands before each name ("--"). */
char *suggest_append(char *message, const char *mark, const struct suggestion *suggestion);
