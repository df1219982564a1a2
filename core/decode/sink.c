/* The one walk over values. */
#include "core/decode/sink.h"

static void call(void (*function)(void *, const struct value *), void *self, const struct value *v)
{
    if (function)
        function(self, v);
}

static void walk_items(const struct sink *sink, const struct value *v)
{
    void (*before)(void *, const struct value *,
                   size_t) = v->type->kind == TYPE_STRUCT ? sink->field : sink->element;
    call(sink->begin, sink->self, v);
    for (size_t i = 0; i < v->n_items; i++) {
        if (before)
            before(sink->self, v, i);
        sink_walk(sink, &v->items[i]);
    }
    call(sink->end, sink->self, v);
}

static bool has_brackets(const struct value *v)
{
    return v->type->kind == TYPE_STRUCT || v->type->kind == TYPE_ARRAY ||
           v->type->kind == TYPE_RECORDS || (v->type->kind == TYPE_SPECIAL && v->bytes) ||
           (v->type->kind == TYPE_NAMES && v->type->flags & TYPE_SPACED);
}

static void walk_pointer(const struct sink *sink, const struct value *v)
{
    if (v->bytes)
        call(sink->raw, sink->self, v);
    else if (v->n_items && has_brackets(v->items))
        sink_walk(sink, v->items);
    else
        walk_items(sink, v);
}

void sink_walk(const struct sink *sink, const struct value *v)
{
    if (v->state == VALUE_ABSENT)
        return;
    if (v->state != VALUE_READ) {
        call(sink->address, sink->self, v);
        return;
    }
    switch ((enum type_kind)v->type->kind) {
    case TYPE_NUMBER:
    case TYPE_NAMES:
        call(sink->scalar, sink->self, v);
        break;
    case TYPE_STRING:
    case TYPE_BYTES:
        call(sink->bytes, sink->self, v);
        break;
    case TYPE_POINTER:
        walk_pointer(sink, v);
        break;
    case TYPE_ARRAY:
    case TYPE_RECORDS:
    case TYPE_STRUCT:
    case TYPE_CHANGE:
        walk_items(sink, v);
        break;
    case TYPE_SPECIAL:
    case TYPE_NONE:
        call(sink->raw, sink->self, v);
        break;
    case TYPE_UNION:
    case TYPE_CASE:
        break;
    }
}
