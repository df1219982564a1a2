/* Fuzzes the decoder and the writers: any call, any words, any memory.
   Run: fuzz-decode SEED... [-runs=N]. It takes the seeds, then mutants from a fixed sequence, so
   that a failure comes again. LLVMFuzzerTestOneInput is the target for -fsanitize=fuzzer. */
#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/decode/decode.h"
#include "core/report/call_text.h"
#include "core/report/json.h"
#include "core/tracee/memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BASE = 0x1000, HEADER = 8 + 8 * SYSCALL_WORDS + 8, MOST_BYTES = 1 << 14 };

struct image {
    const uint8_t *bytes;
    size_t size;
};

static size_t read_image(void *self, uint64_t address, void *to, size_t size)
{
    const struct image *image = self;
    if (address < BASE || address - BASE >= image->size)
        return 0;
    size_t there = image->size - (address - BASE);
    there = there < size ? there : size;
    memcpy(to, image->bytes + (address - BASE), there);
    return there;
}

static void write_call(struct syscall *syscall, const struct style *style)
{
    struct text text = {0};
    call_text_add(&text, syscall, style);
    text_clear(&text);
    for (unsigned i = 0; syscall->call && i < syscall->call->n_args; i++)
        json_add_value(&text, decode_arg(syscall, i, DECODE_FULL), syscall->abi->id);
    text_finish(&text);
}

static void finish(struct syscall *syscall, const uint8_t *header)
{
    memcpy(&syscall->result, header + 8 + 8 * SYSCALL_WORDS, 8);
    if (header[3] & 1) {
        syscall->error = header[2] + 1;
        syscall->result = -1;
    }
    syscall->is_done = true;
}

/* Bytes: machine, style, error, failed?, call (4), words, result, then the memory from BASE on. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEADER)
        return 0;
    struct arena arena = {0};
    struct image image = {data + HEADER, size - HEADER};
    struct memory memory = {.read = read_image, .self = &image};
    struct syscall syscall = {
        .abi = abi_get(data[0] % ABI_COUNT), .arena = &arena, .memory = &memory};
    memcpy(&syscall.number, data + 4, 4);
    syscall.number %= describe_number_limit(syscall.abi->id) + 4;
    syscall.call = describe_call(syscall.abi->id, syscall.number);
    memcpy(syscall.words, data + 8, sizeof syscall.words);
    for (unsigned i = 0; i < SYSCALL_WORDS && syscall.abi->word_bytes == 4; i++)
        syscall.words[i] &= UINT32_MAX;
    struct style style;
    style_init(&style);
    style.names = data[1] % 3;
    write_call(&syscall, &style);
    finish(&syscall, data);
    write_call(&syscall, &style);
    arena_finish(&arena);
    return 0;
}

#ifndef FUZZER_HAS_MAIN
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Words that point into the memory, at its edges, or nowhere; lengths small and huge. */
static uint64_t interesting(uint64_t *state, size_t size)
{
    uint64_t random = next_random(state);
    switch (random % 8) {
    case 0:
        return 0;
    case 1:
        return BASE + (random >> 8) % (size + 1);
    case 2:
        return BASE + size - (random >> 8) % 16;
    case 3:
        return (random >> 8) % 64;
    case 4:
        return UINT64_MAX - (random >> 8) % 64;
    case 5:
        return 1ULL << (random >> 8) % 64;
    case 6:
        return next_random(state);
    default:
        return BASE;
    }
}

static void mutate(uint8_t *data, size_t size, uint64_t *state)
{
    for (unsigned n = 1 + next_random(state) % 8; n > 0; n--) {
        uint64_t word = interesting(state, size - HEADER);
        size_t at = next_random(state) % 2 ? 8 + 8 * (next_random(state) % 7)
                                           : next_random(state) % (size - 7);
        memcpy(data + at, &word, sizeof word);
    }
    data[next_random(state) % 8] = (uint8_t)next_random(state);
}

static size_t read_seed(const char *path, uint8_t *data)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return 0;
    size_t size = fread(data, 1, MOST_BYTES, file);
    fclose(file);
    return size;
}

int main(int n_words, char **words)
{
    static uint8_t data[MOST_BYTES];
    uint64_t state = 0x9e3779b97f4a7c15;
    long runs = 20000;
    size_t n_seeds = 0;
    for (int i = 1; i < n_words; i++) {
        if (sscanf(words[i], "-runs=%ld", &runs) == 1)
            continue;
        size_t size = read_seed(words[i], data);
        n_seeds += size > 0;
        LLVMFuzzerTestOneInput(data, size);
    }
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (uint8_t)next_random(&state);
    for (long run = 0; run < runs; run++) {
        mutate(data, sizeof data / (1 + run % 16), &state);
        LLVMFuzzerTestOneInput(data, sizeof data / (1 + run % 16));
    }
    printf("%ld runs, %zu seeds\n", runs, n_seeds);
    return 0;
}
#endif
