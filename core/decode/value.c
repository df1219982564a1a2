/* Looking into a tree of values. */
#include "core/decode/value.h"
#include <string.h>

const struct value *value_target(const struct value *v)
{
    while (v && v->state == VALUE_READ && v->type->kind == TYPE_POINTER && v->n_items)
        v = v->items;
    return v;
}

const struct value *value_field(const struct value *v, const char *name)
{
    v = value_target(v);
    for (size_t i = 0; v && i < v->n_items; i++) {
        const struct field *field = v->items[i].field;
        if (field && strcmp(describe_string(field->name), name) == 0)
            return &v->items[i];
    }
    return NULL;
}
