/* Structs as values: fields where their conditions hold, bit fields, what lies past the end. */
#include "core/base/arena.h"
#include "core/decode/build.h"

static const struct type extra_bytes = {
    .kind = TYPE_BYTES, .style = STRING_HEX, .flags = TYPE_INLINE};

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
    const struct value *before = d->before;
    if (field->bit_count) {
        uint64_t unit = decoder_integer(view, offset, type->size[d->abi], &is_there);
        *v = (struct value){.type = type, .bits = bit_field(field, unit, type)};
    } else {
        /* What a struct within changes, it changes from what was within the one before. */
        if (before && field->flags & FIELD_CHANGES) {
            const struct value *same = value_field(before, describe_string(field->name));
            d->before = same ? value_target(same) : before;
        }
        decoder_build_at(d, v, type, view, offset);
        d->before = before;
    }
    v->field = field;
}

/* [entry => exit] for a field that the kernel changed; v is as at exit. */
static void show_change(struct decoder *d, struct value *v, const struct field *field)
{
    static const struct type change = {.kind = TYPE_CHANGE};
    const struct value *before = d->before ? value_field(d->before, describe_string(field->name))
                                           : NULL;
    bool is_always = field->flags & FIELD_NAMED;
    if (!before || before->state != VALUE_READ || (!is_always && before->bits == v->bits))
        return;
    struct value *pair = arena_alloc(d->arena, 2 * sizeof *pair);
    pair[0] = *before;
    pair[1] = *v;
    *v = (struct value){.type = &change, .field = field, .items = pair, .n_items = 2};
}

static void add_fields(struct decoder *d, struct value *v, size_t *room, const struct type *type,
                       const struct view *view, size_t offset);

/* What lies in the struct itself may end early, and is shown as far as it goes. */
static bool is_there(const struct decoder *d, const struct type *type, const struct view *view,
                     size_t offset)
{
    size_t size = type->flags & TYPE_INLINE || type->kind == TYPE_UNION ? 0 : type->size[d->abi];
    size_t there = view->n + view->beyond;
    if (type->flags & TYPE_FRAMED)
        size = 1;
    return offset <= there && size <= there - offset;
}

/* The first bytes of a field whose end is missing, in a struct that tells its length. */
static void add_torn(struct decoder *d, struct value *v, size_t *room, const struct field *field,
                     const struct view *view, size_t offset)
{
    if (offset >= view->n)
        return;
    size_t n = view->n - offset;
    *build_append(d, v, room) = (struct value){.type = &extra_bytes,
                                               .field = field,
                                               .bytes = (const char *)view->bytes + offset,
                                               .length = n,
                                               .size = n};
}

static bool has_only_zeros(const struct value *v)
{
    for (size_t i = 0; i < v->length; i++)
        if (v->bytes[i])
            return false;
    return true;
}

/* Whether all bytes of a value of fixed size are zero, however few of its items are shown. */
static bool are_bytes_zero(const struct view *view, size_t offset, size_t size)
{
    for (size_t i = offset; i < offset + size; i++)
        if (view->bytes[i])
            return false;
    return true;
}

static bool is_zero(const struct value *v)
{
    if (v->type->flags & TYPE_INLINE && v->type->kind != TYPE_SPECIAL)
        return has_only_zeros(v);
    if (v->type->kind == TYPE_BYTES)
        return v->state == VALUE_READ && has_only_zeros(v);
    bool is_list = v->type->kind == TYPE_ARRAY;
    for (size_t i = 0; i < v->n_items; i++)
        if (!is_list || v->items[i].bits)
            return false;
    return is_list || v->bits == 0;
}

static void add_field(struct decoder *d, struct value *v, size_t *room, const struct field *field,
                      const struct view *view, size_t offset)
{
    bool is_spread = field->flags & FIELD_SPREAD;
    const struct type *type = decoder_choose(d, &describe_types[field->type]);
    if (is_spread && offset <= view->n)
        type = build_choose_at(d, type, view, offset);
    if (type->kind == TYPE_NONE && !type->name)
        return;
    bool is_readable = !view->beyond ||
                       offset + build_needed_size(type, view, offset, d->abi) <= view->n;
    if (is_spread && type->kind == TYPE_STRUCT && is_readable) {
        add_fields(d, v, room, type, view, offset);
        return;
    }
    if (!is_there(d, type, view, offset))
        return;
    struct value *item = build_append(d, v, room);
    build_field(d, item, field, type, view, offset);
    bool is_asked_for = field->flags & FIELD_FULL && d->depth == DECODE_FULL;
    size_t size = type->size[d->abi];
    bool is_plain = size && offset + size <= view->n &&
                    (type->kind == TYPE_ARRAY || type->kind == TYPE_SPECIAL);
    bool is_left_out = field->flags & FIELD_NONZERO && !is_asked_for &&
                       (is_plain ? are_bytes_zero(view, offset, size) : is_zero(item));
    if (item->state == VALUE_ABSENT || is_left_out)
        v->n_items--;
    else if (field->flags & FIELD_CHANGES && d->is_exiting)
        show_change(d, item, field);
}

/* Where the struct ends in the view: its whole size, or what its length says is there. */
static size_t struct_end(const struct decoder *d, const struct type *type, const struct view *view,
                         size_t offset)
{
    size_t size = type->length ? SIZE_MAX : type->size[d->abi];
    size_t there = offset < view->n ? view->n - offset : 0;
    return there < size ? there : size;
}

/* Most of what lies in structs: a whole number that nothing else tells more of, shown as it is. */
static bool is_plain(const struct decoder *d, const struct field *field, const struct type *type)
{
    unsigned plain = d->depth == DECODE_FULL ? FIELD_BARE | FIELD_FULL : FIELD_BARE;
    return !(field->flags & ~plain) && !field->bit_count && build_is_plain_number(type);
}

static void add_fields(struct decoder *d, struct value *v, size_t *room, const struct type *type,
                       const struct view *view, size_t offset)
{
    struct frame frame = {
        type,
        {view->bytes + offset, struct_end(d, type, view, offset), view->address + offset, 0},
        d->frame,
        view->n - offset + view->beyond};
    d->frame = &frame;
    /* A variable part may lie behind the fixed size: records, flexible arrays. */
    struct view rest = {view->bytes + offset, view->n - offset, view->address + offset,
                        view->beyond};
    for (uint32_t i = 0; i < type->count && build_take_item(d); i++) {
        const struct field *field = &describe_fields[type->first + i];
        const struct type *field_type = &describe_types[field->type];
        size_t size = field_type->size[d->abi], at = field->offset[d->abi];
        if (field->flags & FIELD_AT_END && rest.n >= size)
            at = rest.n - size;
        if (field->flags & FIELD_HIDDEN || at > rest.n + rest.beyond)
            continue;
        /* Frames behind what can't be read are not looked for. */
        if (field_type->kind == TYPE_RECORDS && field_type->flags & TYPE_FRAMED && at > rest.n)
            continue;
        if (field->when && !decoder_evaluate(d, field->when))
            continue;
        if (is_plain(d, field, field_type) && at + size <= rest.n) {
            struct value *item = build_append(d, v, room);
            build_number(item, field_type, rest.bytes + at, d->abi);
            item->field = field;
            continue;
        }
        bool is_for_full = field->flags & FIELD_FULL && !(field->flags & FIELD_NONZERO);
        if (is_for_full && d->depth == DECODE_BRIEF)
            v->end = END_CUT;
        else if (type->length && !is_there(d, field_type, &rest, at))
            add_torn(d, v, room, field, &rest, at);
        else
            add_field(d, v, room, field, &rest, at);
    }
    d->frame = frame.outer;
}

/* Whether the last field is all that follows: a flexible array. */
static bool has_tail(const struct decoder *d, const struct type *type)
{
    if (!type->count)
        return false;
    const struct type *last = &describe_types[describe_fields[type->first + type->count - 1].type];
    bool is_flexible = last->flags & TYPE_INLINE || last->kind == TYPE_UNION;
    return is_flexible && last->size[d->abi] == 0;
}

/* Bytes of an extensible struct past those that we know: shown if any is not zero, and all of them
   could be read. */
static void add_extra(struct decoder *d, struct value *v, size_t *room, const struct type *type,
                      const struct view *view)
{
    size_t known = has_tail(d, type) ? view->n : type->size[d->abi];
    size_t limit = type->element ? SIZE_MAX : decode_limits.string_bytes;
    for (size_t i = known; i < view->n; i++) {
        if (view->bytes[i] == 0)
            continue;
        if (type->element && d->depth == DECODE_BRIEF) {
            v->end = END_CUT;
            return;
        }
        size_t n = view->n - known;
        *build_append(d, v, room) = (struct value){.type = &extra_bytes,
                                                   .bits = known,
                                                   .bytes = (const char *)view->bytes + known,
                                                   .length = n < limit ? n : limit,
                                                   .end = n > limit ? END_CUT : END_WHOLE,
                                                   .size = n};
        return;
    }
}

void build_struct(struct decoder *d, struct value *v, const struct type *type,
                  const struct view *view, size_t offset)
{
    size_t room = 0;
    build_reserve(d, v, &room, type->count);
    if (offset <= view->n)
        add_fields(d, v, &room, type, view, offset);
    bool has_more = type->length && view->n > type->size[d->abi];
    if (has_more && view->n >= build_sized_bytes(d, type))
        add_extra(d, v, &room, type, view);
}
