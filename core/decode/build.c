/* Types and words -> values: numbers, text, pointers, arrays, structs, unions. Everything that a
   program holds is bounded here: lengths, counts, nesting, and the items of a whole tree. */
#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/decode/decoder.h"
#include <string.h>

static const struct type extra_bytes = {.kind = TYPE_BYTES, .style = STRING_HEX, .flags = TYPE_INLINE};

uint64_t decoder_integer(const struct view *view, size_t offset, size_t size, bool *is_there)
{
    uint64_t value = 0;
    *is_there = size <= sizeof value && offset <= view->n && view->n - offset >= size;
    if (*is_there)
        memcpy(&value, view->bytes + offset, size);
    return value;
}

struct view decoder_read(struct decoder *d, uint64_t address, size_t size)
{
    uint8_t *bytes = arena_alloc(d->arena, size ? size : 1);
    return (struct view){bytes, memory_read(d->memory, address, bytes, size), address};
}

void decoder_set_text(struct decoder *d, struct value *v, struct text *text)
{
    v->bytes = arena_copy(d->arena, text->bytes ? text->bytes : "", text->length + 1);
    v->length = text->length;
    text_finish(text);
}

static bool take_items(struct decoder *d, size_t n)
{
    if (n > d->items_left)
        return false;
    d->items_left -= n;
    return true;
}

static uint64_t number_of(const struct type *type, uint64_t word, unsigned abi)
{
    unsigned bits = 8 * type->size[abi];
    if (type->flags & TYPE_BIG_ENDIAN)
        word = bits == 16 ? __builtin_bswap16((uint16_t)word) : __builtin_bswap32((uint32_t)word);
    if (bits == 0 || bits >= 64)
        return word;
    word &= (UINT64_C(1) << bits) - 1;
    bool is_negative = type->flags & TYPE_SIGNED && word >> (bits - 1);
    return is_negative ? word | UINT64_MAX << bits : word;
}

static size_t string_limit(const struct decoder *d, const struct type *type)
{
    if (type->style == STRING_PATH)
        return DECODE_PATH_BYTES;
    size_t limit = decode_limits.string_bytes + 1;
    return limit < DECODE_STRING_BYTES || d->depth == DECODE_BRIEF ? limit : DECODE_STRING_BYTES;
}

static void build_string(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
{
    size_t limit = string_limit(d, type);
    if (type->length) {
        uint64_t length = decoder_evaluate(d, type->length);
        limit = length < limit ? length : limit;
    }
    char few[DECODE_PATH_BYTES];
    char *bytes = limit <= sizeof few ? few : arena_alloc(d->arena, limit);
    bool is_ended;
    v->length = memory_read_string(d->memory, address, bytes, limit, &is_ended);
    v->bytes = bytes == few ? arena_copy(d->arena, few, v->length) : bytes;
    v->size = v->length;
    if (!is_ended && v->length < limit)
        v->state = VALUE_UNREADABLE;
    else if (!is_ended)
        v->end = END_CUT;
}

static void build_bytes(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
{
    uint64_t size = decoder_evaluate(d, type->length);
    if ((int64_t)size < 0) {
        v->state = VALUE_UNREADABLE;
        return;
    }
    size_t limit = decode_limits.string_bytes;
    struct view view = decoder_read(d, address, size < limit ? size : limit);
    v->size = size;
    v->bytes = (const char *)view.bytes;
    v->length = view.n;
    if (view.n < (size < limit ? size : limit))
        v->state = VALUE_UNREADABLE;
    else if (size > limit)
        v->end = END_CUT;
}

static void build_inline_text(struct decoder *d, struct value *v, const struct type *type,
                              const struct view *view, size_t offset)
{
    size_t size = type->size[d->abi];
    size_t there = offset < view->n ? view->n - offset : 0;
    size = there < size ? there : size;
    v->bytes = (const char *)view->bytes + (offset < view->n ? offset : view->n);
    v->length = type->kind == TYPE_STRING ? strnlen(v->bytes, size) : size;
    v->size = v->length;
}

/* One word of the machine at an address: an element of argv. */
static bool read_pointer(struct decoder *d, uint64_t address, uint64_t *word)
{
    size_t size = d->abi == ABI_X86_64 ? 8 : 4;
    uint8_t bytes[8];
    struct view view = {bytes, memory_read(d->memory, address, bytes, size), address};
    bool is_there;
    *word = decoder_integer(&view, 0, size, &is_there);
    return is_there;
}

static size_t element_size(const struct decoder *d, const struct type *type)
{
    size_t size = type->size[d->abi];
    return size ? size : 1;
}

static size_t array_limit(const struct decoder *d)
{
    return d->depth == DECODE_FULL ? DECODE_ITEMS : decode_limits.array_items;
}

/* Room for one more item of a list that grows in the arena. */
static struct value *append(struct decoder *d, struct value *v, size_t *room)
{
    if (v->n_items == *room) {
        *room = *room ? *room * 2 : 8;
        struct value *items = arena_alloc(d->arena, *room * sizeof *items);
        if (v->n_items)
            memcpy(items, v->items, v->n_items * sizeof *items);
        v->items = items;
    }
    return (struct value *)&v->items[v->n_items++];
}

/* Pointers up to a NULL one: argv, envp. */
static void build_until_null(struct decoder *d, struct value *v, const struct type *element,
                             uint64_t address)
{
    size_t room = 0, size = element_size(d, element);
    for (size_t i = 0;; i++) {
        uint64_t word;
        if (!read_pointer(d, address + i * size, &word)) {
            v->end = END_UNREADABLE;
            v->rest = address + i * size;
            break;
        }
        if (word == 0)
            break;
        if (i >= array_limit(d) || !take_items(d, 1)) {
            v->end = END_CUT;
            break;
        }
        decoder_build_word(d, append(d, v, &room), element, word);
    }
    if (v->end == END_UNREADABLE && v->n_items == 0)
        v->state = VALUE_UNREADABLE;
}

static void build_counted_array(struct decoder *d, struct value *v, const struct type *element,
                                const struct view *view, size_t offset, uint64_t count)
{
    size_t size = element_size(d, element), room = 0;
    for (uint64_t i = 0; i < count; i++) {
        size_t at = offset + i * size;
        if (at > view->n || view->n - at < size) {
            v->end = END_UNREADABLE;
            v->rest = view->address + at;
            break;
        }
        if (!take_items(d, 1)) {
            v->end = END_CUT;
            break;
        }
        decoder_build_at(d, append(d, v, &room), element, view, at);
    }
}

static void build_array(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
{
    const struct type *element = &describe_types[type->element];
    if (!type->length) {
        build_until_null(d, v, element, address);
        return;
    }
    uint64_t count = decoder_evaluate(d, type->length);
    if ((int64_t)count < 0)
        count = 0;
    size_t limit = array_limit(d);
    bool is_cut = count > limit;
    count = is_cut ? limit : count;
    struct view view = decoder_read(d, address, count * element_size(d, element));
    build_counted_array(d, v, element, &view, 0, count);
    if (v->end == END_UNREADABLE && v->n_items == 0)
        v->state = VALUE_UNREADABLE;
    else if (v->end == END_WHOLE && is_cut)
        v->end = END_CUT;
}

/* Directory entries and their like: each says how long it is. */
static void build_records(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
{
    const struct type *element = &describe_types[type->element];
    const struct field *stride = &describe_fields[element->first + type->selector];
    uint64_t size = decoder_evaluate(d, type->length);
    enum { MOST_BYTES = 1 << 20 };
    size = (int64_t)size < 0 ? 0 : size > MOST_BYTES ? MOST_BYTES : size;
    struct view view = decoder_read(d, address, size);
    size_t room = 0, offset = 0;
    while (offset < view.n && take_items(d, 1)) {
        bool is_there;
        size_t width = describe_types[stride->type].size[d->abi];
        uint64_t step = decoder_integer(&view, offset + stride->offset[d->abi], width, &is_there);
        if (!is_there || step == 0 || step > view.n - offset)
            break;
        struct view record = {view.bytes, offset + step, view.address};
        decoder_build_at(d, append(d, v, &room), element, &record, offset);
        offset += step;
    }
    if (view.n < size)
        v->end = END_UNREADABLE, v->rest = address + view.n;
    if (view.n == 0 && size)
        v->state = VALUE_UNREADABLE;
}

const struct type *decoder_choose(const struct decoder *d, const struct type *type)
{
    while (type->kind == TYPE_UNION) {
        uint64_t selector = decoder_evaluate(d, type->selector);
        const struct type *chosen = &describe_types[type->element];
        for (uint32_t i = 0; i < type->count; i++) {
            const struct choice *choice = &describe_choices[type->first + i];
            if (choice->value[d->abi] == selector ||
                (selector <= UINT32_MAX && (uint32_t)choice->value[d->abi] == selector)) {
                chosen = &describe_types[choice->type];
                break;
            }
        }
        type = chosen;
    }
    return type;
}

static uint64_t bit_field(const struct field *field, uint64_t unit, const struct type *type)
{
    uint64_t mask = (UINT64_C(1) << field->bit_count) - 1;
    uint64_t value = unit >> field->bit_first & mask;
    bool is_negative = type->flags & TYPE_SIGNED && value >> (field->bit_count - 1);
    return is_negative ? value | ~mask : value;
}

static void build_field(struct decoder *d, struct value *v, const struct field *field,
                        const struct type *type, const struct view *view, size_t offset)
{
    bool is_there = true;
    if (field->bit_count) {
        uint64_t unit = decoder_integer(view, offset, type->size[d->abi], &is_there);
        *v = (struct value){.type = type, .bits = bit_field(field, unit, type)};
    } else {
        decoder_build_at(d, v, type, view, offset);
    }
    v->field = field;
}

/* [entry => exit] for a field that the kernel changed; v is as at exit. */
static void show_change(struct decoder *d, struct value *v, const struct field *field)
{
    static const struct type change = {.kind = TYPE_CHANGE};
    const struct value *before = d->before ? value_field(d->before, describe_string(field->name)) : NULL;
    if (!before || before->state != VALUE_READ || before->bits == v->bits)
        return;
    struct value *pair = arena_alloc(d->arena, 2 * sizeof *pair);
    pair[0] = *before;
    pair[1] = *v;
    *v = (struct value){.type = &change, .field = field, .items = pair, .n_items = 2};
}

static void add_fields(struct decoder *d, struct value *v, size_t *room, const struct type *type,
                       const struct view *view, size_t offset);

static void add_field(struct decoder *d, struct value *v, size_t *room, const struct field *field,
                      const struct view *view, size_t offset)
{
    const struct type *type = decoder_choose(d, &describe_types[field->type]);
    if (type->kind == TYPE_NONE && !type->name)
        return;
    if (field->flags & FIELD_SPREAD && type->kind == TYPE_STRUCT) {
        add_fields(d, v, room, type, view, offset);
        return;
    }
    struct value item;
    build_field(d, &item, field, type, view, offset);
    if (field->flags & FIELD_NONZERO && item.bits == 0 && item.n_items == 0)
        return;
    if (field->flags & FIELD_CHANGES && d->is_exiting)
        show_change(d, &item, field);
    *append(d, v, room) = item;
}

/* Where the struct ends in the view: its whole size, or what its length says is there. */
static size_t struct_end(const struct decoder *d, const struct type *type, const struct view *view, size_t offset)
{
    size_t size = type->size[d->abi];
    size_t there = offset < view->n ? view->n - offset : 0;
    return there < size ? there : size;
}

static void add_fields(struct decoder *d, struct value *v, size_t *room, const struct type *type,
                       const struct view *view, size_t offset)
{
    struct frame frame = {type, {view->bytes + offset, struct_end(d, type, view, offset),
                                 view->address + offset}, d->frame};
    d->frame = &frame;
    /* A variable part may lie behind the fixed size: records, flexible arrays. */
    struct view rest = {view->bytes + offset, view->n - offset, view->address + offset};
    for (uint32_t i = 0; i < type->count && take_items(d, 1); i++) {
        const struct field *field = &describe_fields[type->first + i];
        const struct type *field_type = &describe_types[field->type];
        if (field->flags & FIELD_HIDDEN || field->offset[d->abi] + field_type->size[d->abi] > rest.n)
            continue;
        if (field->when && !decoder_evaluate(d, field->when))
            continue;
        if (field->flags & FIELD_FULL && d->depth == DECODE_BRIEF)
            v->end = END_CUT;
        else
            add_field(d, v, room, field, &rest, field->offset[d->abi]);
    }
    d->frame = frame.outer;
}

/* Bytes of an extensible struct past those that we know: shown if any is not zero. */
static void add_extra(struct decoder *d, struct value *v, size_t *room, const struct type *type,
                      const struct view *view)
{
    size_t known = type->size[d->abi];
    for (size_t i = known; i < view->n; i++) {
        if (view->bytes[i] == 0)
            continue;
        *append(d, v, room) = (struct value){.type = &extra_bytes, .bits = known,
                                             .bytes = (const char *)view->bytes + known,
                                             .length = view->n - known, .size = view->n - known};
        return;
    }
}

static void build_struct(struct decoder *d, struct value *v, const struct type *type,
                         const struct view *view, size_t offset)
{
    size_t room = 0;
    if (offset <= view->n)
        add_fields(d, v, &room, type, view, offset);
    if (type->length)
        add_extra(d, v, &room, type, view);
}

/* The bytes that a pointer's target takes; 0 for those that read by themselves. */
static size_t target_size(const struct decoder *d, const struct type *target)
{
    enum { MOST_BYTES = 4096 };
    if (target->kind == TYPE_STRUCT && target->length) {
        uint64_t there = decoder_evaluate(d, target->length);
        return there > MOST_BYTES ? MOST_BYTES : there;
    }
    return target->size[d->abi];
}

static void build_target(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
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
        if (is_short || view.n < size)
            v->state = VALUE_UNREADABLE;
        else
            decoder_build_at(d, item, target, &view, 0);
    }
}

/* Only how many there are: 0x7ffe... and a comment "23 vars". */
static void build_count(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
{
    enum { MOST = 1 << 20 };
    const struct type *target = &describe_types[type->element];
    size_t count = 0, size = d->abi == ABI_X86_64 ? 8 : 4;
    const char *unreadable = "";
    if (target->kind == TYPE_RECORDS) {
        struct decoder whole = *d;
        struct value records = {.type = target};
        whole.depth = DECODE_FULL;
        build_records(&whole, &records, target, address);
        count = records.n_items;
    } else {
        uint64_t word = 1;
        while (count < MOST && read_pointer(d, address + count * size, &word) && word)
            count++;
        unreadable = word && count < MOST ? ", unterminated" : "";
    }
    /* "var/vars": one, and many */
    const char *one = describe_string(type->name), *many = strchrnul(one, '/');
    int length = count == 1 ? (int)(many - one) : (int)strlen(many + 1);
    struct text text = {0};
    text_add(&text, "%#llx /* %zu %.*s%s */", (unsigned long long)address, count, length,
             count == 1 ? one : many + 1, unreadable);
    decoder_set_text(d, v, &text);
}

static void build_pointer(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
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

void decoder_build_word(struct decoder *d, struct value *v, const struct type *type, uint64_t word)
{
    type = decoder_choose(d, type);
    if (type->kind == TYPE_FLOW)
        type = decoder_choose(d, &describe_types[type->element]);
    *v = (struct value){.type = type, .bits = word};
    bool is_address = type->kind == TYPE_STRING || type->kind == TYPE_BYTES || type->kind == TYPE_POINTER;
    if (is_address) {
        v->bits = address_of(d, type, word);
        if (v->bits == 0) {
            v->state = VALUE_NULL;
            return;
        }
    }
    switch ((enum type_kind)type->kind) {
    case TYPE_NUMBER:
    case TYPE_NAMES:   v->bits = number_of(type, word, d->abi); break;
    case TYPE_STRING:  build_string(d, v, type, v->bits); break;
    case TYPE_BYTES:   build_bytes(d, v, type, v->bits); break;
    case TYPE_POINTER: build_pointer(d, v, type, v->bits); break;
    case TYPE_SPECIAL: special_build(d, v, NULL, 0); break;
    case TYPE_CHANGE:  decoder_build_word(d, v, &describe_types[type->element], word); break;
    case TYPE_NONE:
        v->bytes = describe_string(type->name);
        v->length = strlen(v->bytes);
        v->state = type->name ? VALUE_READ : VALUE_ABSENT;
        break;
    case TYPE_ARRAY:
    case TYPE_RECORDS:
    case TYPE_STRUCT:
    case TYPE_UNION:
    case TYPE_FLOW:    v->state = VALUE_UNREADABLE; break;
    }
}

void decoder_build_at(struct decoder *d, struct value *v, const struct type *type,
                      const struct view *view, size_t offset)
{
    type = decoder_choose(d, type);
    *v = (struct value){.type = type, .bits = view->address + offset};
    if (type->kind == TYPE_STRUCT) {
        build_struct(d, v, type, view, offset);
    } else if (type->kind == TYPE_ARRAY) {
        uint64_t count = decoder_evaluate(d, type->length);
        size_t limit = array_limit(d);
        build_counted_array(d, v, &describe_types[type->element], view, offset, count < limit ? count : limit);
        if (count > limit && v->end == END_WHOLE)
            v->end = END_CUT;
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
