/* Reading a program's memory, whatever the source: no range wraps, no string is read past need. */
#include "core/tracee/memory.h"
#include <string.h>

size_t memory_read(const struct memory *memory, uint64_t address, void *bytes, size_t size)
{
    if (address == 0 || size == 0)
        return 0;
    uint64_t to_the_top = -address;
    return memory->read(memory->self, address, bytes, size < to_the_top ? size : to_the_top);
}

size_t memory_read_string(const struct memory *memory, uint64_t address, char *bytes, size_t size,
                          bool *is_ended)
{
    size_t done = 0;
    *is_ended = false;
    while (done < size) {
        size_t in_page = PAGE_BYTES - (address + done) % PAGE_BYTES;
        size_t want = size - done < in_page ? size - done : in_page;
        size_t n = memory_read(memory, address + done, bytes + done, want);
        const char *end = memchr(bytes + done, '\0', n);
        if (end) {
            *is_ended = true;
            return (size_t)(end - bytes);
        }
        done += n;
        if (n < want || address + done == 0)
            break;
    }
    return done;
}

int memory_fd_kind(const struct memory *memory, int fd)
{
    return memory->fd_kind ? memory->fd_kind(memory->self, fd) : FD_OTHER;
}
