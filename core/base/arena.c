/* A chain of blocks, newest first; what was not given out yet is zero. Emptying keeps the first
   and smallest one, so that the usual call allocates nothing, and one huge call does not hold its
   memory for ever. */
#include "core/base/arena.h"
#include "core/base/alloc.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 4096 };

struct arena_block {
    struct arena_block *older;
    size_t size;
    max_align_t bytes[];
};

static void use_from_start(struct arena *arena)
{
    arena->next = arena->blocks ? (char *)arena->blocks->bytes : NULL;
    arena->left = arena->blocks ? arena->blocks->size : 0;
}

void *arena_alloc_more(struct arena *arena, size_t size)
{
    size_t block_size = size > BLOCK_BYTES ? size : BLOCK_BYTES;
    struct arena_block *block = alloc_zeroed(sizeof *block + block_size);
    block->older = arena->blocks;
    block->size = block_size;
    arena->blocks = block;
    use_from_start(arena);
    return arena_alloc(arena, size);
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size)
{
    void *copy = arena_alloc(arena, size);
    return size ? memcpy(copy, bytes, size) : copy;
}

/* Takes the newest block away, and says how much of the one before it was given out: it all. */
static size_t drop_block(struct arena *arena)
{
    struct arena_block *older = arena->blocks->older;
    free(arena->blocks);
    arena->blocks = older;
    return older ? older->size : 0;
}

void arena_empty(struct arena *arena)
{
    size_t used = arena->blocks ? arena->blocks->size - arena->left : 0;
    while (arena->blocks && (arena->blocks->older || arena->blocks->size > BLOCK_BYTES))
        used = drop_block(arena);
    if (arena->blocks)
        memset(arena->blocks->bytes, 0, used);
    use_from_start(arena);
}

void arena_finish(struct arena *arena)
{
    while (arena->blocks)
        drop_block(arena);
    use_from_start(arena);
}
