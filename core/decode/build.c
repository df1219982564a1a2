/* Types and words -> values: numbers, unions, pointers. Everything that a program holds is bounded:
   lengths, counts, nesting, and the items and bytes of a whole tree. */
#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/decode/build.h"
#include <string.h>

/* Nearly all are of these sizes, for which the compiler needs no call. */
static uint64_t load(const uint8_t *bytes, size_t size)
{
    uint16_t two;
    uint32_t four;
    uint64_t eight = 0;
    switch (size) {
    case sizeof(uint8_t):
        return *bytes;
    case sizeof two:
        memcpy(&two, bytes, sizeof two);
        return two;
    case sizeof four:
        memcpy(&four, bytes, sizeof four);
        return four;
    case sizeof eight:
        memcpy(&eight, bytes, sizeof eight);
        return eight;
    default:
        memcpy(&eight, bytes, size);
        return eight;
    }
}

uint64_t decoder_integer(const struct view *view, size_t offset, size_t size, bool *is_there)
{
    *is_there = size <= sizeof(uint64_t) && offset <= view->n && view->n - offset >= size;
    return *is_there ? load(view->bytes + offset, size) : 0;
}

struct view decoder_read(struct decoder *d, uint64_t address, size_t size)
{
    size = size < d->bytes_left ? size : d->bytes_left;
    d->bytes_left -= size;
    uint8_t *bytes = arena_alloc(d->arena, size ? size : 1);
    return (struct view){bytes, memory_read(d->memory, address, bytes, size), address, 0};
}

void decoder_set_text(struct decoder *d, struct value *v, struct text *text)
{
    v->bytes = arena_copy(d->arena, text->bytes ? text->bytes : "", text->length + 1);
    v->length = text->length;
    text_finish(text);
}

static uint64_t number_of(const struct type *type, uint64_t word, unsigned abi)
{
    unsigned bits = 8 * type->size[abi];
    if (type->flags & TYPE_BIG_ENDIAN)
        word = bits == 16   ? __builtin_bswap16((uint16_t)word)
               : bits == 64 ? __builtin_bswap64(word)
                            : __builtin_bswap32((uint32_t)word);
    unsigned scale = type->kind == TYPE_NUMBER ? type->count : 0;
    if (bits == 0 || bits >= 64)
        return word << scale;
    word &= (UINT64_C(1) << bits) - 1;
    bool is_negative = type->flags & TYPE_SIGNED && word >> (bits - 1);
    return (is_negative ? word | UINT64_MAX << bits : word) << scale;
}

/* A union whose selector looks into its own bytes is chosen by decoder_build_at. */
static bool is_chosen_by_own_bytes(const struct type *type)
{
    return type->kind == TYPE_UNION && type->length;
}

static const struct type *choose(const struct decoder *d, const struct type *type)
{
    uint64_t selector = decoder_evaluate(d, type->selector);
    struct row_span span = describe_choices_for(type, d->abi, selector);
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct choice *choice = &describe_choices[i];
        uint64_t value = choice->value[d->abi];
        if (value == selector || (selector <= UINT32_MAX && (uint32_t)value == selector))
            return &describe_types[choice->type];
    }
    return &describe_types[type->element];
}

const struct type *decoder_choose(const struct decoder *d, const struct type *type)
{
    while (type->kind == TYPE_UNION && !is_chosen_by_own_bytes(type))
        type = choose(d, type);
    return type;
}

const struct type *build_choose_at(struct decoder *d, const struct type *type,
                                   const struct view *view, size_t offset)
{
    type = decoder_choose(d, type);
    while (is_chosen_by_own_bytes(type)) {
        size_t there = offset < view->n ? view->n - offset : 0;
        struct frame frame = {
            &describe_types[type->length],
            {view->bytes + (there ? offset : 0), there, view->address + offset, view->beyond},
            d->frame,
            there + view->beyond};
        d->frame = &frame;
        const struct type *chosen = choose(d, type);
        d->frame = frame.outer;
        type = decoder_choose(d, chosen);
    }
    return type;
}

size_t build_sized_bytes(const struct decoder *d, const struct type *type)
{
    enum { MOST_BYTES = 4096 };
    uint64_t there = decoder_evaluate(d, type->length);
    return there > MOST_BYTES ? MOST_BYTES : there;
}

/* The bytes that a pointer's target takes; 0 for those that read by themselves. */
static size_t target_size(const struct decoder *d, const struct type *target)
{
    bool is_sized = target->kind == TYPE_STRUCT && target->length;
    return is_sized ? build_sized_bytes(d, target) : target->size[d->abi];
}

/* A struct of which less is there than it always has: zeros fill it up. */
static void fill_up(struct decoder *d, const struct type *target, struct view *view)
{
    size_t least = target->kind == TYPE_STRUCT && target->length ? target->element : 0;
    if (view->n >= least)
        return;
    uint8_t *bytes = arena_alloc(d->arena, least);
    memset(bytes, 0, least);
    memcpy(bytes, view->bytes, view->n);
    view->bytes = bytes;
    view->n = least;
}

static void build_target(struct decoder *d, struct value *v, const struct type *type,
                         uint64_t address)
{
    const struct type *target = decoder_choose(d, &describe_types[type->element]);
    struct value *item = arena_alloc(d->arena, sizeof *item);
    *item = (struct value){.type = target, .bits = address};
    v->items = item;
    v->n_items = 1;
    if (target->kind == TYPE_NONE) {
        v->state = VALUE_PENDING;
    } else if (target->kind == TYPE_ARRAY) {
        build_array(d, item, target, address);
        v->state = item->state;
    } else if (target->kind == TYPE_RECORDS) {
        build_records(d, item, target, address);
        v->state = item->state;
    } else {
        size_t size = target_size(d, target);
        bool is_short = target->kind == TYPE_STRUCT && target->length && size < target->selector;
        struct view view = decoder_read(d, address, size);
        bool is_torn = view.n < size && target->length && view.n >= target->size[d->abi];
        if (is_short || (view.n < size && !is_torn)) {
            v->state = VALUE_UNREADABLE;
            return;
        }
        fill_up(d, target, &view);
        decoder_build_at(d, item, target, &view, 0);
        bool says_so = item->n_items && item->items[item->n_items - 1].type->kind == TYPE_NONE;
        if (is_torn && !says_so)
            item->end = END_TORN;
    }
}

static void build_pointer(struct decoder *d, struct value *v, const struct type *type,
                          uint64_t address)
{
    if (d->nesting >= DECODE_NESTING) {
        v->state = VALUE_UNREADABLE;
        return;
    }
    d->nesting++;
    if (type->flags & TYPE_COUNTED && d->depth == DECODE_BRIEF)
        build_count(d, v, type, address);
    else
        build_target(d, v, type, address);
    d->nesting--;
}

static uint64_t address_of(const struct decoder *d, const struct type *type, uint64_t word)
{
    return type->size[d->abi] == 4 ? (uint32_t)word : word;
}

/* A word made of fields, as an argument: its bytes are those of a struct in memory. */
static void build_word_struct(struct decoder *d, struct value *v, const struct type *type,
                              uint64_t word)
{
    uint8_t *bytes = arena_alloc(d->arena, sizeof word);
    memcpy(bytes, &word, sizeof word);
    struct view view = {bytes, sizeof word, 0, 0};
    decoder_build_at(d, v, type, &view, 0);
    v->bits = word;
}

void decoder_build_word(struct decoder *d, struct value *v, const struct type *type, uint64_t word)
{
    type = decoder_choose(d, type);
    if (type->kind == TYPE_CASE)
        type = decoder_choose(d, &describe_types[type->element]);
    *v = (struct value){.type = type, .bits = word};
    bool is_address = type->kind == TYPE_STRING || type->kind == TYPE_BYTES ||
                      type->kind == TYPE_POINTER;
    if (is_address) {
        v->bits = address_of(d, type, word);
        if (v->bits == 0) {
            v->state = VALUE_NULL;
            return;
        }
    }
    switch ((enum type_kind)type->kind) {
    case TYPE_NUMBER:
        v->rest = type->length ? decoder_evaluate(d, type->length) : 0;
        v->bits = number_of(type, word, d->abi);
        break;
    case TYPE_NAMES:
        v->bits = number_of(type, word, d->abi);
        break;
    case TYPE_STRING:
        build_string(d, v, type, v->bits);
        break;
    case TYPE_BYTES:
        if (type->flags & TYPE_COUNTED && d->depth == DECODE_BRIEF)
            v->state = VALUE_PENDING;
        else
            build_bytes(d, v, type, v->bits);
        break;
    case TYPE_POINTER:
        build_pointer(d, v, type, v->bits);
        break;
    case TYPE_SPECIAL:
        special_build(d, v, NULL, 0);
        break;
    case TYPE_CHANGE:
        decoder_build_word(d, v, &describe_types[type->element], word);
        break;
    case TYPE_NONE:
        v->bytes = describe_string(type->name);
        v->length = strlen(v->bytes);
        v->state = type->name ? VALUE_READ : VALUE_ABSENT;
        break;
    case TYPE_STRUCT:
        build_word_struct(d, v, type, word);
        break;
    case TYPE_ARRAY:
    case TYPE_RECORDS:
    case TYPE_UNION:
    case TYPE_CASE:
        v->state = VALUE_UNREADABLE;
        break;
    }
}

/* A macro's struct is the number that the macro makes. */
static uint64_t first_word(const struct view *view, size_t offset, size_t size)
{
    bool is_there;
    size = size < sizeof(uint32_t) ? size : sizeof(uint32_t);
    return decoder_integer(view, offset, size, &is_there);
}

/* The value that a text of its own stands for. */
static void build_meaning(struct decoder *d, struct value *v, const struct type *type,
                          const struct view *view, size_t offset)
{
    struct value *item = arena_alloc(d->arena, sizeof *item);
    decoder_build_word(d, v, type, 0);
    decoder_build_at(d, item, &describe_types[type->element], view, offset);
    v->items = item;
    v->n_items = 1;
}

size_t build_needed_size(const struct type *type, const struct view *view, size_t offset,
                         unsigned abi)
{
    size_t left = view->n + view->beyond - offset;
    if (type->kind == TYPE_STRUCT && type->flags & TYPE_FRAMED)
        return 1;
    if (type->kind == TYPE_BYTES && type->flags & TYPE_FRAMED)
        return left < decode_limits.string_bytes ? left : decode_limits.string_bytes;
    return type->size[abi];
}

/* Whether a byte that can't be read is among those of a value. */
static bool reaches_beyond(const struct type *type, const struct view *view, size_t offset,
                           unsigned abi)
{
    return view->beyond && offset + build_needed_size(type, view, offset, abi) > view->n;
}

bool build_is_plain_number(const struct type *type)
{
    bool is_number = type->kind == TYPE_NAMES || (type->kind == TYPE_NUMBER && !type->length);
    return is_number && !(type->flags & (TYPE_HERE | TYPE_INLINE));
}

void build_number(struct value *v, const struct type *type, const uint8_t *bytes, unsigned abi)
{
    uint64_t word = load(bytes, type->size[abi]);
    *v = (struct value){.type = type, .bits = number_of(type, word, abi)};
}

void decoder_build_at(struct decoder *d, struct value *v, const struct type *type,
                      const struct view *view, size_t offset)
{
    type = build_choose_at(d, type, view, offset);
    *v = (struct value){.type = type, .bits = view->address + offset};
    if (build_is_plain_number(type)) {
        if (offset <= view->n && view->n - offset >= type->size[d->abi])
            build_number(v, type, view->bytes + offset, d->abi);
        else
            v->state = VALUE_UNREADABLE;
    } else if (reaches_beyond(type, view, offset, d->abi)) {
        v->state = VALUE_UNREADABLE;
    } else if (type->kind == TYPE_RECORDS && type->flags & TYPE_CHAINED) {
        build_chain(d, v, type);
    } else if (type->kind == TYPE_RECORDS) {
        build_frames(d, v, type, view, offset);
    } else if (type->kind == TYPE_STRUCT) {
        build_struct(d, v, type, view, offset);
        if (type->style == FORM_MACRO)
            v->bits = first_word(view, offset, type->size[d->abi]);
    } else if (type->kind == TYPE_NONE && type->element) {
        build_meaning(d, v, type, view, offset);
    } else if (type->flags & TYPE_HERE) {
        decoder_build_word(d, v, type, view->address + offset);
    } else if (type->kind == TYPE_ARRAY) {
        build_array_at(d, v, type, view, offset);
    } else if (type->flags & TYPE_INLINE && type->kind != TYPE_SPECIAL) {
        build_inline_text(d, v, type, view, offset);
    } else if (type->flags & TYPE_INLINE) {
        special_build(d, v, view, offset);
    } else {
        bool is_there;
        uint64_t word = decoder_integer(view, offset, type->size[d->abi], &is_there);
        if (is_there || type->kind == TYPE_NONE)
            decoder_build_word(d, v, type, word);
        else
            v->state = VALUE_UNREADABLE;
    }
}
