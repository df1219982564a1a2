/* Memory that is given back all at once: what a call's values live in. */
#pragma once
#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *blocks;
    size_t used;
};

/* Zeroed, aligned for any type; never NULL. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_copy(struct arena *arena, const void *bytes, size_t size);

/* Forgets all that was allocated; keeps one block for the next call. */
void arena_empty(struct arena *arena);
void arena_finish(struct arena *arena);
