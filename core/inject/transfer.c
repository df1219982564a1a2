/* Bytes to move stand in a word (read, write, sendto ...), or as lengths in a list of buffers
   (readv, writev ...), of which a shorter copy is made. read(2), readv(2). */
#include "core/inject/transfer.h"
#include <limits.h>
#include <string.h>

enum { MOST_BUFFERS = 1024 }; /* IOV_MAX */

/* A struct iovec of either machine. */
struct buffer {
    uint64_t address, length;
};

static int slot_of(const struct call *call, const char *const *names)
{
    for (; call && *names; names++) {
        int slot = describe_arg_named(call, *names);
        if (slot >= 0)
            return slot;
    }
    return -1;
}

static int size_slot(const struct call *call)
{
    static const char *const names[] = {"count", "size", "len", "buflen", NULL};
    return slot_of(call, names);
}

static int list_slot(const struct call *call)
{
    static const char *const names[] = {"iov", NULL};
    return slot_of(call, names);
}

int transfer_buffer(const struct call *call)
{
    static const char *const names[] = {"buf", NULL};
    return size_slot(call) < 0 ? -1 : slot_of(call, names);
}

bool transfer_is_one(const struct call *call)
{
    return size_slot(call) >= 0 || list_slot(call) >= 0;
}

static unsigned word_of(const struct syscall *syscall, int slot)
{
    return describe_arg(syscall->call, (unsigned)slot)->offset[syscall->abi->id];
}

/* The list of buffers whose address is in words[at], the number of them in the next word. */
static unsigned read_list(struct syscall *syscall, unsigned at, struct buffer *buffers)
{
    unsigned width = syscall->abi->word_bytes, n = 0;
    if (at + 1 >= SYSCALL_WORDS)
        return 0;
    uint64_t address = syscall->words[at], count = syscall->words[at + 1];
    for (; n < count && n < MOST_BUFFERS; n++) {
        uint32_t narrow[2];
        bool is_read = width == 8 ? memory_read(syscall->memory, address, &buffers[n], 16) == 16
                                  : memory_read(syscall->memory, address, narrow, 8) == 8;
        if (!is_read)
            return 0;
        if (width == 4)
            buffers[n] = (struct buffer){narrow[0], narrow[1]};
        address += 2 * width;
    }
    return n;
}

uint64_t transfer_bytes(struct syscall *syscall)
{
    struct buffer buffers[MOST_BUFFERS];
    uint64_t total = 0;
    int slot = size_slot(syscall->call);
    if (slot >= 0)
        return syscall->words[word_of(syscall, slot)];
    slot = list_slot(syscall->call);
    unsigned n = slot < 0 ? 0 : read_list(syscall, word_of(syscall, slot), buffers);
    for (unsigned i = 0; i < n; i++)
        total += buffers[i].length;
    return total;
}

static void set_word(struct event *event, unsigned word, uint64_t value)
{
    event->action.words[word] = value;
    event->action.changed_words |= 1u << word;
}

/* The buffers as the machine has them, in the arena. */
static void *pack(const struct syscall *syscall, const struct buffer *buffers, unsigned n)
{
    unsigned width = syscall->abi->word_bytes;
    char *bytes = arena_alloc(syscall->arena, (size_t)n * 2 * width);
    for (unsigned i = 0; i < n; i++) {
        memcpy(bytes + (size_t)i * 2 * width, &buffers[i].address, width);
        memcpy(bytes + (size_t)i * 2 * width + width, &buffers[i].length, width);
    }
    return bytes;
}

static void cut_list(struct event *event, unsigned at, uint64_t bytes)
{
    struct syscall *syscall = event->syscall;
    struct buffer buffers[MOST_BUFFERS];
    unsigned n = read_list(syscall, at, buffers), n_kept = 0;
    for (; n_kept < n && bytes > 0; n_kept++) {
        if (buffers[n_kept].length > bytes)
            buffers[n_kept].length = bytes;
        bytes -= buffers[n_kept].length;
    }
    struct new_bytes *list = arena_alloc(syscall->arena, sizeof *list);
    *list = (struct new_bytes){
        .slot = at,
        .bytes = pack(syscall, buffers, n_kept),
        .size = (size_t)n_kept * 2 * syscall->abi->word_bytes,
        .next = event->action.new_bytes,
    };
    event->action.new_bytes = list;
    set_word(event, at + 1, n_kept);
}

bool transfer_cut(struct event *event, uint64_t bytes)
{
    struct syscall *syscall = event->syscall;
    int slot = size_slot(syscall->call);
    if (transfer_bytes(syscall) <= bytes)
        return false;
    if (slot >= 0)
        set_word(event, word_of(syscall, slot), bytes);
    else
        cut_list(event, word_of(syscall, list_slot(syscall->call)), bytes);
    return true;
}
