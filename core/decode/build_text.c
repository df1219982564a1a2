/* Text and bytes as values: behind an address, and in a struct itself. What is longer than anybody
   will see is not read. */
#include "core/base/alloc.h"
#include "core/base/arena.h"
#include "core/decode/build.h"
#include <stdlib.h>
#include <string.h>

static size_t string_limit(const struct decoder *d, const struct type *type)
{
    if (type->style == STRING_PATH)
        return DECODE_PATH_BYTES;
    size_t limit = decode_limits.string_bytes + 1;
    return limit < DECODE_STRING_BYTES || d->depth == DECODE_BRIEF ? limit : DECODE_STRING_BYTES;
}

/* One byte more than wanted was read, to see whether the string ends there. */
static void cut_string(struct value *v, size_t limit)
{
    v->end = END_CUT;
    if (limit == decode_limits.string_bytes + 1 || limit == DECODE_PATH_BYTES)
        v->length = v->size = limit - 1;
}

/* Most are short: room for the longest is made only where the first part has no end. */
static bool read_string(struct decoder *d, struct value *v, uint64_t address, size_t limit)
{
    char few[DECODE_PATH_BYTES];
    size_t n_few = limit < sizeof few ? limit : sizeof few;
    bool is_ended;
    v->length = memory_read_string(d->memory, address, few, n_few, &is_ended);
    if (is_ended || v->length < n_few || limit == n_few) {
        v->bytes = arena_copy(d->arena, few, v->length);
        return is_ended;
    }
    char *many = alloc_resize(NULL, limit);
    v->length = memory_read_string(d->memory, address, many, limit, &is_ended);
    v->bytes = arena_copy(d->arena, many, v->length);
    free(many);
    return is_ended;
}

void build_string(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
{
    size_t limit = string_limit(d, type);
    if (type->length) {
        uint64_t length = decoder_evaluate(d, type->length);
        v->bytes = "";
        if (!length)
            return;
        limit = length < limit ? length : limit;
    }
    limit = limit < d->bytes_left ? limit : d->bytes_left;
    bool is_ended = read_string(d, v, address, limit);
    d->bytes_left -= v->length;
    v->size = v->length;
    if (!is_ended && v->length < limit)
        v->state = VALUE_UNREADABLE;
    else if (!is_ended && type->length && type->style == STRING_PATH)
        v->end = END_CUT, v->length = v->size = limit ? limit - 1 : 0;
    else if (!is_ended)
        cut_string(v, limit);
}

/* It is there all the same, behind the others. */
static void drop_nul(struct value *v)
{
    v->rest = v->size - --v->length;
    v->size = v->length;
}

void build_bytes(struct decoder *d, struct value *v, const struct type *type, uint64_t address)
{
    uint64_t size = decoder_evaluate(d, type->length);
    size_t limit = decode_limits.string_bytes;
    /* One more than is shown must be there, as for strings. */
    size_t wanted = size < limit + 1 ? size : limit + 1;
    struct view view = decoder_read(d, address, wanted);
    bool is_there = view.n == wanted;
    view.n = view.n < limit ? view.n : limit;
    v->size = size;
    v->bytes = (const char *)view.bytes;
    v->length = view.n;
    if (!is_there)
        v->state = VALUE_UNREADABLE;
    else if (type->flags & TYPE_DROPS_NUL && view.n && view.bytes[view.n - 1] == '\0')
        drop_nul(v);
    else if (size > limit)
        v->end = END_CUT;
}

/* What is left of a frame is cut as text behind a pointer is; v->size of v->bytes are there. */
static void cut_rest(struct value *v, const struct type *type, size_t there)
{
    bool is_cut = v->length > decode_limits.string_bytes;
    bool is_string = type->kind == TYPE_STRING;
    bool is_ended = is_string ? v->length < there : there && v->bytes[there - 1] == '\0';
    bool has_nul = type->style == STRING_ENDED && is_ended && !is_string;
    v->size = v->length - has_nul;
    v->length = is_cut ? decode_limits.string_bytes : v->size;
    if (is_cut || (type->style == STRING_ENDED && !is_ended))
        v->end = END_CUT;
}

void build_inline_text(struct decoder *d, struct value *v, const struct type *type,
                       const struct view *view, size_t offset)
{
    size_t size = type->size[d->abi];
    size_t there = offset < view->n ? view->n - offset : 0;
    size = size && size < there ? size : there;
    v->bytes = (const char *)view->bytes + (offset < view->n ? offset : view->n);
    v->length = type->kind == TYPE_STRING ? strnlen(v->bytes, size) : size;
    if (type->flags & TYPE_FRAMED) {
        cut_rest(v, type, size);
        return;
    }
    /* Text that fills its place has lost its end. */
    if (type->kind == TYPE_STRING && type->size[d->abi] && v->length && v->length == size) {
        v->length--;
        v->end = END_CUT;
    }
    v->size = v->length;
    bool is_rest = type->kind == TYPE_BYTES && type->length && !type->size[d->abi];
    uint64_t whole = is_rest ? decoder_evaluate(d, type->length) : v->size;
    if (whole > v->size)
        v->end = END_CUT;
    else
        v->length = v->size = whole;
}
