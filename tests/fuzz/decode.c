/* Fuzzes the decoder and the writers: any call, any words, any memory, any style.
   Run: fuzz-decode [-runs=N] SEED|FOLDER... It takes the seeds, then mutants of them and of noise
   in a fixed sequence, so that a failure comes again. LLVMFuzzerTestOneInput is the target of
   scripts/fuzz, which lets clang look for new seeds. */
#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/decode/decode.h"
#include "core/report/call_text.h"
#include "core/report/json.h"
#include "core/tracee/memory.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BASE = 0x1000,
    HEADER = 8 + 8 * SYSCALL_WORDS + 8,
    MOST_BYTES = 1 << 14,
    MOST_SEEDS = 4096,
};

struct image {
    const uint8_t *bytes;
    size_t size;
    int protocol;
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

/* Every descriptor is a netlink socket of one protocol, or none is. */
static int find_protocol(void *self, int fd)
{
    const struct image *image = self;
    (void)fd;
    return image->protocol;
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

/* Names in three ways, and a bit for each further choice. */
static void choose_style(struct style *style, uint8_t choice)
{
    style_init(style);
    style->names = choice % 3;
    style->strings = choice >> 2 & 3;
    style->shows_arg_names = choice >> 4 & 1;
    if (choice >> 5 & 1)
        call_set_invert(&style->brief);
    if (choice >> 6 & 1)
        call_set_invert(&style->followed);
    if (choice >> 7)
        call_set_invert(&style->raw);
}

/* Bytes: machine, style, error, failed? and protocol, call (4), words, result, then the memory from
   BASE on. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEADER)
        return 0;
    struct arena arena = {0};
    struct image image = {data + HEADER, size - HEADER,
                          data[3] >> 1 < 120 ? (data[3] >> 1) % 24 - 1 : 118 - (data[3] >> 1)};
    struct memory memory = {.read = read_image, .fd_kind = find_protocol, .self = &image};
    struct syscall syscall = {
        .abi = abi_get(data[0] % ABI_COUNT), .arena = &arena, .memory = &memory};
    memcpy(&syscall.number, data + 4, 4);
    syscall.number %= describe_number_limit(syscall.abi->id) + 4;
    syscall.call = describe_call(syscall.abi->id, syscall.number);
    memcpy(syscall.words, data + 8, sizeof syscall.words);
    for (unsigned i = 0; i < SYSCALL_WORDS && syscall.abi->word_bytes == 4; i++)
        syscall.words[i] &= UINT32_MAX;
    struct style style;
    choose_style(&style, data[1]);
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

struct seeds {
    struct seed {
        uint8_t *bytes;
        size_t size;
    } list[MOST_SEEDS];
    size_t n;
};

static void add_seed(struct seeds *seeds, const char *path)
{
    FILE *file = seeds->n < MOST_SEEDS ? fopen(path, "rb") : NULL;
    if (!file)
        return;
    struct seed *seed = &seeds->list[seeds->n];
    seed->bytes = malloc(MOST_BYTES);
    seed->size = fread(seed->bytes, 1, MOST_BYTES, file);
    fclose(file);
    if (seed->size >= HEADER)
        seeds->n++;
    else
        free(seed->bytes);
}

/* A seed, or all seeds of a folder. */
static bool add_seeds(struct seeds *seeds, const char *path)
{
    size_t n_before = seeds->n;
    DIR *folder = opendir(path);
    if (!folder)
        add_seed(seeds, path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char name[4096];
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_type == DT_REG)
            add_seed(seeds, name);
    }
    if (folder)
        closedir(folder);
    return seeds->n > n_before;
}

/* What a mutant begins as: noise of some length, or a seed. */
static size_t begin_mutant(uint8_t *data, uint8_t *noise, const struct seeds *seeds,
                           uint64_t *state)
{
    uint64_t choice = next_random(state);
    if (seeds->n == 0 || choice % 4 == 0) {
        size_t size = MOST_BYTES / (1 + choice / 4 % 16);
        mutate(noise, size, state);
        memcpy(data, noise, size);
        return size;
    }
    const struct seed *seed = &seeds->list[choice / 4 % seeds->n];
    memcpy(data, seed->bytes, seed->size);
    mutate(data, seed->size, state);
    return seed->size;
}

static void run_mutants(const struct seeds *seeds, long runs)
{
    static uint8_t data[MOST_BYTES], noise[MOST_BYTES];
    uint64_t state = 0x9e3779b97f4a7c15;
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (uint8_t)next_random(&state);
    for (long run = 0; run < runs; run++)
        LLVMFuzzerTestOneInput(data, begin_mutant(data, noise, seeds, &state));
}

int main(int n_words, char **words)
{
    static struct seeds seeds;
    long runs = 20000;
    for (int i = 1; i < n_words; i++) {
        if (sscanf(words[i], "-runs=%ld", &runs) == 1 || add_seeds(&seeds, words[i]))
            continue;
        fprintf(stderr, "fuzz-decode: no seeds in %s\n", words[i]);
        return 2;
    }
    for (size_t i = 0; i < seeds.n; i++)
        LLVMFuzzerTestOneInput(seeds.list[i].bytes, seeds.list[i].size);
    run_mutants(&seeds, runs);
    printf("%ld runs, %zu seeds\n", runs, seeds.n);
    while (seeds.n > 0)
        free(seeds.list[--seeds.n].bytes);
    return 0;
}
#endif
