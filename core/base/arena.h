/* Memory that is given back all at once: what a call's values live in. */
#pragma once
#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *blocks;
    char *next; /* in the newest block: the first byte that was not given out, */
    size_t left; /* and how many there are of those */
};

/* The next bytes of a new block. */
void *arena_alloc_more(struct arena *arena, size_t size);

/* Zeroed, aligned for any type; never NULL. Here, for each value takes a piece of a few bytes. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
    enum { ALIGNMENT = 16 };
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (!arena->blocks || size > arena->left)
        return arena_alloc_more(arena, size);
    void *bytes = arena->next;
    arena->next += size;
    arena->left -= size;
    return bytes;
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size);

/* Forgets all that was allocated; keeps one block for the next call. */
void arena_empty(struct arena *arena);
void arena_finish(struct arena *arena);
