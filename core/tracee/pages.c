/* A few pages of memory, looked up by address, replaced in turn. */
#include "core/tracee/pages.h"
#include <string.h>

/* Reads of more than this would only push everything else out. */
enum { LARGEST_KEPT_READ = 4 * PAGE_BYTES };

static struct page *find_page(struct pages *pages, uint64_t address)
{
    for (unsigned i = 0; i < PAGES_KEPT; i++)
        if (pages->kept[i].is_kept && pages->kept[i].address == address)
            return &pages->kept[i];
    return NULL;
}

static struct page *fill_page(struct pages *pages, const struct memory *source, uint64_t address)
{
    struct page *page = &pages->kept[pages->n_replaced++ % PAGES_KEPT];
    page->address = address;
    page->length = source->read(source->self, address, page->bytes, PAGE_BYTES);
    page->is_kept = true;
    return page;
}

/* The part of [address, address + size) that lies in its first page. */
static size_t read_from_page(struct pages *pages, const struct memory *source, uint64_t address,
                             void *bytes, size_t size)
{
    size_t offset = address % PAGE_BYTES;
    struct page *page = find_page(pages, address - offset);
    if (!page)
        page = fill_page(pages, source, address - offset);
    if (page->length <= offset)
        return 0;
    size_t n = page->length - offset;
    if (n > size)
        n = size;
    memcpy(bytes, page->bytes + offset, n);
    return n;
}

size_t pages_read(struct pages *pages, const struct memory *source, uint64_t address, void *bytes,
                  size_t size)
{
    if (size > LARGEST_KEPT_READ)
        return source->read(source->self, address, bytes, size);
    size_t done = 0;
    while (done < size) {
        size_t in_page = PAGE_BYTES - (address + done) % PAGE_BYTES;
        size_t want = size - done < in_page ? size - done : in_page;
        size_t n = read_from_page(pages, source, address + done, (char *)bytes + done, want);
        done += n;
        if (n < want)
            break;
    }
    return done;
}

void pages_forget(struct pages *pages)
{
    for (unsigned i = 0; i < PAGES_KEPT; i++)
        pages->kept[i].is_kept = false;
    pages->n_replaced = 0;
}
