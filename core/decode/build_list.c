/* Lists of values: counted arrays, those that end with NULL, records of varying size. */
#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/decode/build.h"
#include <string.h>

/* Room for one more item of a list that grows in the arena. */
struct value *build_append(struct decoder *d, struct value *v, size_t *room)
{
    if (v->n_items == *room) {
        *room = *room ? *room * 2 : 4;
        struct value *items = arena_alloc(d->arena, *room * sizeof *items);
        if (v->n_items)
            memcpy(items, v->items, v->n_items * sizeof *items);
        v->items = items;
    }
    return (struct value *)&v->items[v->n_items++];
}

void build_reserve(struct decoder *d, struct value *v, size_t *room, size_t n)
{
    enum { MANY = 8 };
    *room = n < MANY ? n : MANY;
    v->items = *room ? arena_alloc(d->arena, *room * sizeof *v) : NULL;
}

bool build_take_item(struct decoder *d)
{
    if (d->items_left == 0)
        return false;
    d->items_left--;
    return true;
}

/* One word of the machine at an address: an element of argv. */
static bool read_pointer(struct decoder *d, uint64_t address, uint64_t *word)
{
    size_t size = d->abi == ABI_X86_64 ? 8 : 4;
    uint8_t bytes[8];
    struct view view = {bytes, memory_read(d->memory, address, bytes, size), address, 0};
    bool is_there;
    *word = decoder_integer(&view, 0, size, &is_there);
    return is_there;
}

static size_t element_size(const struct decoder *d, const struct type *type)
{
    size_t size = type->size[d->abi];
    return size ? size : 1;
}

/* How many elements are shown at the most; type: of an array that may have a limit of its own. */
static size_t array_limit(const struct decoder *d, const struct type *type)
{
    size_t limit = d->depth == DECODE_FULL ? DECODE_ITEMS : decode_limits.array_items;
    uint64_t most = type->first ? decoder_evaluate(d, type->first) : limit;
    return most < limit ? most : limit;
}

/* Pointers up to a NULL one: argv, envp. */
static void build_until_null(struct decoder *d, struct value *v, const struct type *type,
                             uint64_t address)
{
    const struct type *element = &describe_types[type->element];
    size_t room = 0, size = element_size(d, element), limit = array_limit(d, type);
    for (size_t i = 0;; i++) {
        uint64_t word;
        if (!read_pointer(d, address + i * size, &word)) {
            v->end = END_UNREADABLE;
            v->rest = address + i * size;
            break;
        }
        if (word == 0)
            break;
        if (i >= limit || !build_take_item(d)) {
            v->end = END_CUT;
            break;
        }
        decoder_build_word(d, build_append(d, v, &room), element, word);
    }
    if (v->end == END_UNREADABLE && v->n_items == 0)
        v->state = VALUE_UNREADABLE;
}

static void build_counted_array(struct decoder *d, struct value *v, const struct type *element,
                                const struct view *view, size_t offset, uint64_t count)
{
    size_t size = element_size(d, element), room = 0;
    build_reserve(d, v, &room, count);
    for (uint64_t i = 0; i < count; i++) {
        size_t at = offset + i * size;
        if (at > view->n || view->n - at < size) {
            v->end = END_UNREADABLE;
            v->rest = view->address + at;
            break;
        }
        if (!build_take_item(d)) {
            v->end = END_CUT;
            break;
        }
        decoder_build_at(d, build_append(d, v, &room), element, view, at);
    }
}

/* More elements are said to follow; whether the next can be read is asked where nothing was read
   yet, and at a page's start. */
static void end_cut(struct decoder *d, struct value *v, uint64_t next, size_t size)
{
    enum { PAGE = 4096 };
    size = v->n_items ? 1 : size;
    v->end = END_CUT;
    if ((v->n_items && next % PAGE != 0) || decoder_read(d, next, size).n == size)
        return;
    v->end = END_UNREADABLE;
    v->rest = next;
}

void build_array(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
{
    const struct type *element = &describe_types[type->element];
    if (!type->length) {
        build_until_null(d, v, type, address);
        return;
    }
    uint64_t count = decoder_evaluate(d, type->length);
    if (!type->first && count > UINT64_MAX / element_size(d, element)) {
        v->state = VALUE_UNREADABLE;
        return;
    }
    size_t limit = array_limit(d, type);
    bool is_cut = count > limit;
    count = is_cut ? limit : count;
    struct view view = decoder_read(d, address, count * element_size(d, element));
    build_counted_array(d, v, element, &view, 0, count);
    if (v->end == END_WHOLE && is_cut)
        end_cut(d, v, address + count * element_size(d, element), element_size(d, element));
    bool is_fixed = type->size[d->abi] != 0;
    if (v->end == END_UNREADABLE && (v->n_items == 0 || is_fixed))
        v->state = VALUE_UNREADABLE;
}

/* Directory entries and their like: each says how long it is. */
void build_records(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
{
    const struct type *element = &describe_types[type->element];
    const struct field *stride = &describe_fields[element->first + type->selector];
    uint64_t size = decoder_evaluate(d, type->length);
    enum { MOST_BYTES = 1 << 20 };
    size = (int64_t)size < 0 ? 0 : size > MOST_BYTES ? MOST_BYTES : size;
    struct view view = decoder_read(d, address, size);
    if (type->flags & TYPE_FRAMED) {
        view.beyond = size - view.n;
        build_frames(d, v, type, &view, 0);
        return;
    }
    size_t room = 0, offset = 0;
    while (offset < view.n && build_take_item(d)) {
        bool is_there;
        size_t width = describe_types[stride->type].size[d->abi];
        uint64_t step = decoder_integer(&view, offset + stride->offset[d->abi], width, &is_there);
        if (!is_there || step == 0 || step > view.n - offset)
            break;
        struct view record = {view.bytes, offset + step, view.address, 0};
        decoder_build_at(d, build_append(d, v, &room), element, &record, offset);
        offset += type->count ? (step + type->count - 1) / type->count * type->count : step;
    }
    if (view.n < size)
        v->end = END_UNREADABLE, v->rest = address + view.n;
    if (view.n == 0 && size)
        v->state = VALUE_UNREADABLE;
}

void build_array_at(struct decoder *d, struct value *v, const struct type *type,
                    const struct view *view, size_t offset)
{
    uint64_t count = decoder_evaluate(d, type->length);
    size_t limit = array_limit(d, type);
    bool is_cut = count > limit;
    build_counted_array(d, v, &describe_types[type->element], view, offset, is_cut ? limit : count);
    if (is_cut && v->end == END_WHOLE)
        v->end = END_CUT;
}

/* How many pointers stand before a NULL one; *is_ended: whether there is one. */
static size_t count_pointers(struct decoder *d, uint64_t address, bool *is_ended)
{
    enum { MOST = 1 << 20 };
    size_t count = 0, size = d->abi == ABI_X86_64 ? 8 : 4;
    uint64_t word = 1;
    bool is_there = true;
    while (count < MOST && (is_there = read_pointer(d, address + count * size, &word)) && word)
        count++;
    *is_ended = is_there;
    return count;
}

/* Only how many there are: 0x7ffe... and a comment "23 vars". */
void build_count(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
{
    const struct type *target = &describe_types[type->element];
    if (!type->name) {
        v->state = VALUE_PENDING;
        return;
    }
    size_t count;
    bool is_ended = true;
    if (target->kind == TYPE_RECORDS) {
        struct decoder whole = *d;
        struct value records = {.type = target};
        whole.depth = DECODE_FULL;
        build_records(&whole, &records, target, address);
        count = records.n_items;
    } else {
        count = count_pointers(d, address, &is_ended);
    }
    if (!is_ended && !count) {
        v->state = VALUE_UNREADABLE;
        return;
    }
    /* "var/vars": one, and many */
    const char *one = describe_string(type->name), *many = strchrnul(one, '/');
    int length = count == 1 ? (int)(many - one) : (int)strlen(many + 1);
    struct text text = {0};
    text_add(&text, "%#llx /* %zu %.*s%s */", (unsigned long long)address, count, length,
             count == 1 ? one : many + 1, is_ended ? "" : ", unterminated");
    decoder_set_text(d, v, &text);
}
