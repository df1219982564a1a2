/* Structs are read and written word by word, as the program's machine has them. */
#include "core/trace/rest.h"
#include "core/base/alloc.h"
#include "core/decode/multiplex.h"
#include "core/tracee/memory.h"
#include <limits.h>
#include <linux/io_uring.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
    MSG_WORDS = 7,             /* struct msghdr, padded */
    MSG_VECTOR = 2,            /* its words: struct iovec, how many, */
    MSG_CONTROL_DATA = 4,      /* control messages, and their size */
    MOST_BYTES = IOV_MAX * 2 * sizeof(uint64_t),
    CONTROL_SLOT = 1,          /* of socketcall: the address of its words */
};

static size_t word_bytes(const struct syscall *syscall)
{
    return syscall->abi->word_bytes;
}

/* How many were read. */
static size_t read_words(const struct syscall *syscall, uint64_t address, uint64_t *words, size_t n)
{
    size_t i = 0;
    for (; i < n; i++) {
        words[i] = 0;
        if (memory_read(syscall->memory, address + i * word_bytes(syscall), &words[i],
                        word_bytes(syscall)) != word_bytes(syscall))
            break;
    }
    return i;
}

/* The vector of a call, or that of its message. */
static size_t read_vector(const struct interruption *row, const struct syscall *syscall,
                          uint64_t *address)
{
    uint64_t message[MSG_WORDS];
    const uint64_t *pair = &syscall->words[row->rest_slot];
    if (row->rest == REST_MESSAGE) {
        if (read_words(syscall, pair[0], message, MSG_WORDS) < MSG_WORDS)
            return 0;
        pair = &message[MSG_VECTOR];
    }
    *address = pair[0];
    return pair[1] < IOV_MAX ? (size_t)pair[1] : IOV_MAX;
}

static uint64_t vector_bytes(const struct interruption *row, const struct syscall *syscall)
{
    uint64_t address = 0, total = 0, element[2];
    size_t n = read_vector(row, syscall, &address);
    for (size_t i = 0; i < n; i++) {
        if (read_words(syscall, address + i * sizeof element / 8 * word_bytes(syscall), element,
                       2) < 2)
            break;
        total += element[1];
    }
    return total;
}

bool rest_is_left(const struct interruption *row, const struct syscall *syscall, int64_t done)
{
    const uint64_t *words = &syscall->words[row->rest_slot];
    uint64_t did = (uint64_t)done;
    if (done <= 0)
        return false;
    switch (row->rest) {
    case REST_NONE:
    case REST_GONE:
        return false;
    case REST_WHOLE_BYTES:
        return did < words[1] && words[2] & MSG_WAITALL;
    case REST_BYTES:
    case REST_DEVICE_BYTES:
        return did < words[1];
    case REST_COUNT:
        return did < words[0];
    case REST_VECTOR:
    case REST_MESSAGE:
        return did < vector_bytes(row, syscall);
    case REST_MESSAGES:
        /* With a time limit it ends whenever that is over. */
        return did < (uint32_t)words[1] && !(words[2] & MSG_WAITFORONE) && words[3] == 0;
    case REST_SUBMITTED:
        return did == (uint32_t)words[0] && words[1] > 0 && words[2] & IORING_ENTER_GETEVENTS;
    }
    return false;
}

/* A copy of what lies at the address that a word holds is to be found through that word. */
static uint64_t add_bytes(struct request *request, const void *bytes, size_t size)
{
    size_t padded = (size + 7) / 8 * 8;
    uint64_t address = request->address + request->size;
    request->bytes = alloc_resize(request->bytes, request->size + padded);
    memset(request->bytes + request->size, 0, padded);
    memcpy(request->bytes + request->size, bytes, size);
    request->size += padded;
    return address;
}

static uint64_t add_words(struct request *request, const struct syscall *syscall,
                          const uint64_t *words, size_t n)
{
    if (word_bytes(syscall) == sizeof *words)
        return add_bytes(request, words, n * sizeof *words);
    uint32_t *narrow = alloc_zeroed(n * sizeof *narrow + 1);
    for (size_t i = 0; i < n; i++)
        narrow[i] = (uint32_t)words[i];
    uint64_t address = add_bytes(request, narrow, n * sizeof *narrow);
    free(narrow);
    return address;
}

/* What remains of a vector behind the first bytes; its address and length into pair. */
static void add_vector(struct request *request, const struct interruption *row,
                       const struct syscall *syscall, uint64_t done, uint64_t pair[2])
{
    uint64_t address = 0;
    size_t n = read_vector(row, syscall, &address), first = 0;
    uint64_t *vector = alloc_zeroed(n * 2 * sizeof *vector + 1);
    n = read_words(syscall, address, vector, 2 * n) / 2;
    for (; first < n && vector[2 * first + 1] <= done; first++)
        done -= vector[2 * first + 1];
    if (first < n) {
        vector[2 * first] += done;
        vector[2 * first + 1] -= done;
    }
    pair[0] = add_words(request, syscall, vector + 2 * first, 2 * (n - first));
    pair[1] = n - first;
    free(vector);
}

/* Control messages went along with the first bytes. */
static uint64_t add_message(struct request *request, const struct interruption *row,
                            const struct syscall *syscall, uint64_t done)
{
    uint64_t message[MSG_WORDS];
    read_words(syscall, syscall->words[row->rest_slot], message, MSG_WORDS);
    add_vector(request, row, syscall, done, &message[MSG_VECTOR]);
    message[MSG_CONTROL_DATA] = message[MSG_CONTROL_DATA + 1] = 0;
    return add_words(request, syscall, message, MSG_WORDS);
}

static unsigned ask_for_rest(struct request *request, const struct interruption *row,
                             const struct syscall *syscall, uint64_t done, uint64_t *all_words)
{
    uint64_t *words = &all_words[row->rest_slot];
    unsigned one = 1u << row->rest_slot, two = 3u << row->rest_slot;
    switch (row->rest) {
    case REST_NONE:
    case REST_GONE:
        return 0;
    case REST_WHOLE_BYTES:
    case REST_BYTES:
    case REST_DEVICE_BYTES:
        words[0] += done;
        words[1] -= done;
        return two;
    case REST_COUNT:
        words[0] -= done;
        return one;
    case REST_SUBMITTED:
        words[0] = 0;
        return one;
    case REST_MESSAGES:
        words[0] += done * (MSG_WORDS + 1) * word_bytes(syscall);
        words[1] -= done;
        return two;
    case REST_VECTOR:
        add_vector(request, row, syscall, done, words);
        return two;
    case REST_MESSAGE:
        words[0] = add_message(request, row, syscall, done);
        return one;
    }
    return 0;
}

/* Into the registers, or the array that one of them points to. */
static void put_words(struct request *request, const struct syscall *syscall, unsigned slots,
                      const uint64_t *words)
{
    bool is_in_array = slots && multiplex_register(syscall, 0) < 0;
    if (is_in_array) {
        request->words[CONTROL_SLOT] = add_words(request, syscall, words, SYSCALL_WORDS);
        request->slots |= 1u << CONTROL_SLOT;
        return;
    }
    for (unsigned i = 0; i < SYSCALL_WORDS; i++) {
        int place = slots & 1u << i ? multiplex_register(syscall, i) : -1;
        if (place < 0)
            continue;
        request->words[place] = words[i];
        request->slots |= 1u << place;
    }
}

void rest_ask(struct request *request, const struct interruption *row,
              const struct syscall *syscall, const uint64_t registers[SYSCALL_WORDS], uint64_t done)
{
    uint64_t words[SYSCALL_WORDS];
    request->slots = 0;
    request->size = 0;
    memcpy(words, syscall->words, sizeof words);
    memcpy(request->words, registers, sizeof request->words);
    if (done)
        put_words(request, syscall, ask_for_rest(request, row, syscall, done, words), words);
}
