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
