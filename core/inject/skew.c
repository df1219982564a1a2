/* Times in memory are two numbers: seconds, and parts of one. clock_gettime(2), gettimeofday(2),
   time(2). The auxiliary vector lies above arguments and environment on the new stack. */
#include "core/inject/skew.h"
#include "core/describe/describe.h"
#include "core/tracee/live.h"
#include "core/tracee/proc_id.h"
#include <elf.h>
#include <stdio.h>
#include <string.h>

enum { MOST_WORDS = 1 << 18 };

static const struct clock {
    const char *name;
    unsigned slot;
    unsigned i386_bytes;       /* of each number; 8 on x86_64 */
    int64_t part_ns;           /* what the second number counts; 0: there is none */
} clocks[] = {
    {"clock_gettime", 1, 4, 1},
    {"clock_gettime64", 1, 8, 1},
    {"gettimeofday", 0, 4, 1000},
    {"time", 0, 4, 0},
};

static const struct clock *find(const char *name)
{
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++)
        if (strcmp(clocks[i].name, name) == 0)
            return &clocks[i];
    return NULL;
}

bool skew_applies(const char *name)
{
    return find(name) != NULL;
}

static int64_t load(const unsigned char *bytes, unsigned width)
{
    int64_t wide;
    int32_t narrow;
    if (width == 8)
        return memcpy(&wide, bytes, 8), wide;
    return memcpy(&narrow, bytes, 4), narrow;
}

static void store(unsigned char *bytes, unsigned width, int64_t number)
{
    int32_t narrow = (int32_t)number;
    memcpy(bytes, width == 8 ? (void *)&number : (void *)&narrow, width);
}

static void add(const struct clock *clock, unsigned width, int64_t ns, unsigned char *bytes)
{
    const int64_t second = 1000000000;
    int64_t seconds = load(bytes, width) + ns / second;
    int64_t part = load(bytes + width, width) * clock->part_ns + ns % second;
    if (part < 0 || part >= second) {
        seconds += part < 0 ? -1 : 1;
        part += part < 0 ? second : -second;
    }
    store(bytes, width, seconds);
    store(bytes + width, width, part / clock->part_ns);
}

/* time(2) gives seconds as its result, and in memory if asked to. */
static bool skew_seconds(struct syscall *syscall, unsigned width, int64_t ns, struct skewed *skewed)
{
    skewed->changes_result = true;
    skewed->result = syscall->result + ns / 1000000000;
    skewed->size = syscall->words[skewed->slot] ? width : 0;
    store(skewed->bytes, width, skewed->result);
    return true;
}

bool skew_result(struct syscall *syscall, int64_t ns, struct skewed *skewed)
{
    const struct clock *clock = syscall->call ? find(describe_string(syscall->call->name)) : NULL;
    if (!clock || syscall->error)
        return false;
    unsigned width = syscall->abi->word_bytes == 4 ? clock->i386_bytes : 8;
    *skewed = (struct skewed){.slot = clock->slot};
    if (!clock->part_ns)
        return skew_seconds(syscall, width, ns, skewed);
    skewed->size = 2 * width;
    if (memory_read(syscall->memory, syscall->words[clock->slot], skewed->bytes, skewed->size) !=
        skewed->size)
        return false;
    add(clock, width, ns, skewed->bytes);
    return true;
}

/* Field 28 of /proc/PID/stat: where the stack began. Names in it may hold anything but ')'. */
static uint64_t find_stack(pid_t pid)
{
    char path[PROC_PATH_BYTES], line[1024];
    unsigned long long address = 0;
    proc_path(path, pid, "stat");
    FILE *file = fopen(path, "re");
    size_t n = file ? fread(line, 1, sizeof line - 1, file) : 0;
    if (file)
        fclose(file);
    line[n] = '\0';
    char *field = strrchr(line, ')');
    for (int i = 2; field && i < 28; i++)
        field = strchr(field + 1, ' ');
    return field && sscanf(field, " %llu", &address) == 1 ? address : 0;
}

/* The next word of the stack, and *at behind it; false where it can't be read. */
static bool take_word(const struct tracee *t, uint64_t *at, uint64_t *word)
{
    unsigned width = t->abi->word_bytes;
    *word = 0;
    bool is_read = memory_read(&t->memory, *at, word, width) == width;
    *at += width;
    return is_read;
}

void skew_hide_vdso(const struct tracee *t)
{
    uint64_t at = find_stack(t->tid), word, ignored = AT_IGNORE;
    unsigned n_ends = 0;
    take_word(t, &at, &word);
    for (unsigned i = 0; n_ends < 2 && i < MOST_WORDS; i++) { /* arguments, environment */
        if (!take_word(t, &at, &word))
            return;
        n_ends += word == 0;
    }
    for (unsigned i = 0; i < 64; i++) {
        uint64_t place = at, value;
        if (!take_word(t, &at, &word) || !take_word(t, &at, &value) || word == AT_NULL)
            return;
        if (word == AT_SYSINFO_EHDR || word == AT_SYSINFO)
            live_write(t, place, &ignored, t->abi->word_bytes);
    }
}
