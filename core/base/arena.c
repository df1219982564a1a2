/* A chain of blocks, newest first; what was not given out yet is zero. Emptying keeps the first
   and smallest one, so that the usual call allocates nothing, and one huge call does not hold its
   memory for ever. */
#include "core/base/arena.h"
#include "core/base/alloc.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 4096, ALIGNMENT = 16 };

struct arena_block {
    struct arena_block *older;
    size_t size;
    max_align_t bytes[];
};

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    struct arena_block *block = alloc_resize(NULL, sizeof *block + size);
    block->older = arena->blocks;
    block->size = size;
    memset(block->bytes, 0, size);
    arena->blocks = block;
    arena->used = 0;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    struct arena_block *block = arena->blocks;
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (!block || block->size - arena->used < size)
        block = add_block(arena, size > BLOCK_BYTES ? size : BLOCK_BYTES);
    void *bytes = (char *)block->bytes + arena->used;
    arena->used += size;
    return bytes;
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size)
{
    void *copy = arena_alloc(arena, size);
    return size ? memcpy(copy, bytes, size) : copy;
}

void arena_empty(struct arena *arena)
{
    struct arena_block *block = arena->blocks;
    size_t used = arena->used;
    while (block && (block->older || block->size > BLOCK_BYTES)) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
        used = block ? block->size : 0;
    }
    if (block)
        memset(block->bytes, 0, used);
    arena->blocks = block;
    arena->used = 0;
}

void arena_finish(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *older = arena->blocks->older;
        free(arena->blocks);
        arena->blocks = older;
    }
    arena->used = 0;
}
