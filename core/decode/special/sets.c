/* Sets of signals, descriptors, processors and names; arrays whose entries are picked or cut. */
#include "core/base/arena.h"
#include "core/decode/build.h"
#include "core/decode/special/special.h"
#include <string.h>

static const struct type fd_number = {
    .kind = TYPE_NUMBER, .style = STYLE_FD, .flags = TYPE_SIGNED, .size = {4, 4}};
static const struct type plain_number = {.kind = TYPE_NUMBER, .size = {4, 4}};
static const struct type spaced = {.kind = TYPE_ARRAY, .flags = TYPE_SPACED};

enum { N_SIGNALS = 64, MOST_CPU_BYTES = 128, MOST_FDS = 1 << 20, WORD_BITS = 64 };
enum { HALF_BYTES = 4, LONGEST_NAME = sizeof "STKFLT " };

static bool has_bit(const struct view *set, size_t bit)
{
    return bit / 8 < set->n && set->bytes[bit / 8] >> (bit % 8) & 1;
}

static size_t count_bits(const struct view *set, size_t n)
{
    size_t count = 0, bit = 0;
    for (; bit + 8 <= n && bit / 8 < set->n; bit += 8)
        count += (size_t)__builtin_popcount(set->bytes[bit / 8]);
    for (; bit < n && bit / 8 < set->n; bit++)
        count += has_bit(set, bit);
    return count;
}

/* Sets are no longer than the kernel's: 0 for those that are. */
static uint64_t size_of_sigset(uint64_t size)
{
    return size <= N_SIGNALS / 8 ? size : 0;
}

/* Their names from there on; returns where they end. */
static char *put_signals(char *end, uint64_t signals)
{
    for (const char *between = ""; signals; signals &= signals - 1) {
        const char *name = describe_signal_name(__builtin_ctzll(signals) + 1);
        end = stpcpy(stpcpy(end, between), name + strlen("SIG"));
        between = " ";
    }
    return end;
}

/* More than two thirds in the set: what is missing is named, behind a ~. */
void special_sigset(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    uint64_t size = v->type->length ? decoder_evaluate(d, v->type->length) : v->type->size[d->abi];
    struct view set;
    size = size_of_sigset(size);
    if (!special_bytes(d, v, view, offset, size, &set))
        return;
    if (!size) {
        v->state = VALUE_UNREADABLE;
        return;
    }
    bool is_there;
    uint64_t signals = decoder_integer(&set, 0, set.n, &is_there);
    /* Of whole words, be there less of the last one. */
    unsigned n_all = size > HALF_BYTES ? N_SIGNALS : N_SIGNALS / 2;
    uint64_t all = UINT64_MAX >> (N_SIGNALS - n_all);
    bool is_inverted = (unsigned)__builtin_popcountll(signals) >= n_all * 2 / 3;
    char text[N_SIGNALS * LONGEST_NAME + sizeof "~[]"];
    char *end = put_signals(stpcpy(text, is_inverted ? "~[" : "["),
                            is_inverted ? ~signals & all : signals);
    end = stpcpy(end, "]");
    v->length = (size_t)(end - text);
    v->bytes = arena_copy(d->arena, text, v->length + 1);
    /* Nothing is missing beyond the end of a set that says what is missing. */
    v->bits = is_inverted ? signals | ~all : signals;
}

static void list_bits(struct decoder *d, struct value *v, const struct view *set, size_t n,
                      const struct type *item)
{
    size_t most = count_bits(set, n), count = 0;
    bool is_cut = most > DECODE_ITEMS;
    most = is_cut ? DECODE_ITEMS : most;
    struct value *items = arena_alloc(d->arena, (most + 1) * sizeof *items);
    for (size_t bit = 0; bit < n && count < most; bit++)
        if (has_bit(set, bit))
            items[count++] = (struct value){.type = item, .bits = bit};
    *v = (struct value){.type = &spaced, .bits = v->bits, .items = items, .n_items = count};
    v->end = is_cut ? END_CUT : END_WHOLE;
}

void special_fd_set(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    int64_t n = (int64_t)decoder_evaluate(d, v->type->length);
    if (n <= 0) {
        v->state = v->bits ? VALUE_UNREADABLE : VALUE_NULL;
        return;
    }
    size_t bits = n > MOST_FDS ? MOST_FDS : (size_t)n;
    size_t word = d->abi == ABI_X86_64 ? WORD_BITS : WORD_BITS / 2;
    struct view set;
    if (special_bytes(d, v, view, offset, (bits + word - 1) / word * (word / 8), &set))
        list_bits(d, v, &set, bits, &fd_number);
}

void special_cpu_set(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    int64_t n = (int64_t)decoder_evaluate(d, v->type->length);
    size_t bytes = n < 0 ? 0 : n > MOST_CPU_BYTES ? MOST_CPU_BYTES : (size_t)n;
    struct view set;
    if (!special_bytes(d, v, view, offset, bytes, &set))
        return;
    list_bits(d, v, &set, bytes * 8, &plain_number);
    if (n > MOST_CPU_BYTES)
        v->end = END_CUT;
}

/* Of more names than a few only those are shown. */
void special_named_set(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    enum { FEW = 4, MOST_BYTES = 512 };
    int64_t size = (int64_t)decoder_evaluate(d, v->type->length);
    size_t bits = decoder_evaluate(d, v->type->selector);
    size_t word = d->abi == ABI_X86_64 ? 8 : 4;
    if (size <= 0) {
        v->state = v->bits ? VALUE_PENDING : VALUE_NULL;
        return;
    }
    size = size < MOST_BYTES ? size : MOST_BYTES;
    bits = (size_t)size * 8 < bits ? (size_t)size * 8 : bits;
    struct view set;
    if (!special_bytes(d, v, view, offset, (bits + word * 8 - 1) / (word * 8) * word, &set))
        return;
    list_bits(d, v, &set, bits, &describe_types[v->type->element]);
    v->bytes = (const char *)set.bytes;
    v->size = set.n;
    if (d->depth == DECODE_BRIEF && v->n_items > FEW) {
        v->n_items = FEW;
        v->end = END_CUT;
    }
}

void special_cap_set(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    (void)d;
    enum { HALF = 4, TO_UPPER = 3 * HALF };
    bool is_there;
    uint64_t lower = decoder_integer(view, offset, HALF, &is_there);
    uint64_t upper = decoder_integer(view, offset + TO_UPPER, HALF, &is_there);
    *v = (struct value){.type = &describe_types[v->type->element], .bits = lower | upper << 32};
}

/* How many items of a list are shown. */
static size_t most_shown(const struct decoder *d)
{
    return d->depth == DECODE_FULL ? DECODE_ITEMS : decode_limits.array_items;
}

/* The array that a special of entries stands for; how many entries it may have at the most. */
static struct value *entries_of(struct decoder *d, const struct value *v, struct view *view,
                                size_t *n)
{
    const struct type *entry = &describe_types[v->type->element];
    uint64_t count = decoder_evaluate(d, v->type->length);
    size_t limit = most_shown(d);
    *n = count > limit ? limit : count;
    *view = decoder_read(d, v->bits, *n * entry->size[d->abi]);
    return arena_alloc(d->arena, (*n + 1) * sizeof(struct value));
}

static const struct type listed = {.kind = TYPE_ARRAY};

/* Those whose last two bytes, revents of a pollfd, are not zero, wherever in the array they are. */
void special_poll_ready(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    (void)view, (void)offset;
    const struct type *entry = &describe_types[v->type->element];
    uint64_t n = decoder_evaluate(d, v->type->length);
    n = n < DECODE_ITEMS ? n : DECODE_ITEMS;
    size_t room, limit = most_shown(d), size = entry->size[d->abi];
    struct view entries = decoder_read(d, v->bits, n * size);
    *v = (struct value){.type = &listed};
    build_reserve(d, v, &room, n);
    for (size_t end = size; end <= entries.n; end += size) {
        bool is_there;
        if (!decoder_integer(&entries, end - sizeof(uint16_t), sizeof(uint16_t), &is_there))
            continue;
        if (v->n_items == limit) {
            v->end = END_CUT;
            return;
        }
        decoder_build_at(d, build_append(d, v, &room), entry, &entries, end - size);
    }
}

/* Only so much of the vector was filled: the rest need not even be there. */
static void cut_contents(struct decoder *d, struct value *entry, uint64_t *left)
{
    struct value *base = (struct value *)value_field(entry, "iov_base");
    if (!base || (base->state != VALUE_READ && base->state != VALUE_UNREADABLE))
        return;
    uint64_t size = base->size < *left ? base->size : *left;
    if (*left != UINT64_MAX)
        *left -= size;
    if (base->state == VALUE_UNREADABLE && size < base->size) {
        size_t limit = size < decode_limits.string_bytes ? size : decode_limits.string_bytes;
        struct view contents = decoder_read(d, base->bits, limit);
        if (contents.n < limit)
            return;
        base->state = VALUE_READ;
        base->bytes = (const char *)contents.bytes;
        base->length = limit;
        base->end = limit < size ? END_CUT : END_WHOLE;
    }
    if (base->length >= size) {
        base->length = size;
        base->end = END_WHOLE;
    }
    base->size = size;
}

void special_iovecs(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    (void)view, (void)offset;
    if (d->abi == ABI_I386)
        v->bits = (uint32_t)v->bits;
    if (v->bits == 0) {
        v->state = VALUE_NULL;
        return;
    }
    const struct type *entry = &describe_types[v->type->element];
    uint64_t left = v->type->selector ? decoder_evaluate(d, v->type->selector) : UINT64_MAX;
    uint64_t wanted = decoder_evaluate(d, v->type->length);
    struct view entries;
    size_t n, i, size = entry->size[d->abi];
    struct value *items = entries_of(d, v, &entries, &n);
    for (i = 0; i < n && (i + 1) * size <= entries.n; i++) {
        decoder_build_at(d, &items[i], entry, &entries, i * size);
        cut_contents(d, &items[i], &left);
    }
    bool is_there = i > 0 || wanted == 0 || decoder_read(d, v->bits, size).n == size;
    if (!is_there || wanted > UINT64_MAX / size) {
        v->state = VALUE_UNREADABLE;
        return;
    }
    *v = (struct value){.type = &listed, .bits = v->bits, .items = items, .n_items = i};
    v->end = i < n ? END_UNREADABLE : wanted > n ? END_CUT : END_WHOLE;
    v->rest = entries.address + i * size;
}
