/* Pages of one program's memory, each read once per stop, so that the strings and structs of a
   call that lie together cost one read. */
#pragma once
#include "core/tracee/memory.h"

enum { PAGES_KEPT = 16 };

struct page {
    uint64_t address;
    size_t length;             /* bytes that could be read, from the page's start */
    bool is_kept;
    unsigned char bytes[PAGE_BYTES];
};

/* All zero is an empty set. */
struct pages {
    unsigned n_replaced;
    struct page kept[PAGES_KEPT];
};

/* As memory_read from source, through the pages. */
size_t pages_read(struct pages *pages, const struct memory *source, uint64_t address, void *bytes,
                  size_t size);

/* The program went on, or another one's memory is to be read. */
void pages_forget(struct pages *pages);
