/* Look-ups in the tables of facts: calls by number and name, constants, classes. */
#include "core/describe/describe.h"
#include "core/describe/generated.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const struct call *describe_call(unsigned abi, uint64_t number)
{
    if (number >= describe_number_limits[abi] || !describe_numbers[abi][number])
        return NULL;
    return &describe_calls[describe_numbers[abi][number]];
}

unsigned describe_number_limit(unsigned abi)
{
    return describe_number_limits[abi];
}

int describe_number(unsigned abi, const char *name)
{
    for (unsigned number = 0; number < describe_number_limits[abi]; number++) {
        const struct call *call = describe_call(abi, number);
        if (call && strcmp(describe_string(call->name), name) == 0)
            return (int)number;
    }
    return -1;
}

const struct call *describe_call_named(const char *name)
{
    for (uint32_t i = 1; i <= describe_sizes.calls; i++)
        if (strcmp(describe_string(describe_calls[i].name), name) == 0)
            return &describe_calls[i];
    return NULL;
}

static int compare_constant(const void *name, const void *constant)
{
    return strcmp(name, describe_string(((const struct name *)constant)->text));
}

bool describe_constant(unsigned abi, const char *name, uint64_t *value)
{
    const struct name *found = bsearch(name, describe_constants + 1, describe_n_constants,
                                       sizeof *found, compare_constant);
    if (found)
        *value = found->value[abi];
    return found != NULL;
}

const char *describe_constant_at(size_t i)
{
    return i < describe_n_constants ? describe_string(describe_constants[i + 1].text) : NULL;
}

int describe_class(const char *name)
{
    for (unsigned bit = 0; bit < describe_n_classes; bit++)
        if (strcasecmp(describe_string(describe_class_names[bit]), name) == 0)
            return (int)bit;
    return -1;
}

const char *describe_class_name(unsigned bit)
{
    return bit < describe_n_classes ? describe_string(describe_class_names[bit]) : NULL;
}

uint32_t describe_type_named(const char *name)
{
    for (uint32_t i = 1; i <= describe_sizes.types; i++)
        if (describe_types[i].kind == TYPE_STRUCT &&
            strcmp(describe_string(describe_types[i].name), name) == 0)
            return i;
    return 0;
}

int describe_arg_named(const struct call *call, const char *name)
{
    for (unsigned i = 0; i < call->n_args; i++)
        if (strcmp(describe_string(describe_arg(call, i)->name), name) == 0)
            return (int)i;
    return -1;
}

/* Values that stand in rows of `stride` bytes, ordered by their low 32 bits under a mask. */
struct ordered {
    const char *values;
    size_t stride;
    uint32_t n, mask;
};

static uint32_t ordered_key(const struct ordered *rows, uint32_t i)
{
    uint64_t value;
    memcpy(&value, rows->values + i * rows->stride, sizeof value);
    return (uint32_t)value & rows->mask;
}

/* How many rows are below the key, or also those of the key. */
static uint32_t n_below(const struct ordered *rows, uint32_t key, bool with_equal)
{
    uint32_t low = 0, high = rows->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2, found = ordered_key(rows, middle);
        if (found < key || (with_equal && found == key))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct row_span span_of(const struct ordered *rows, uint32_t first, uint64_t value)
{
    uint32_t key = (uint32_t)value & rows->mask;
    return (struct row_span){first + n_below(rows, key, false), first + n_below(rows, key, true)};
}

struct row_span describe_names_for(const struct part *part, unsigned abi, uint64_t value,
                                   uint64_t mask)
{
    const struct name *names = &describe_names[part->first];
    struct ordered rows = {(const char *)&names->value[0], sizeof *names, part->count,
                           (uint32_t)part->mask};
    if (abi != 0 || (uint32_t)(part->mask & mask) != rows.mask)
        return (struct row_span){part->first, part->first + part->count};
    return span_of(&rows, part->first, value);
}

struct row_span describe_choices_for(const struct type *type, unsigned abi, uint64_t value)
{
    const struct choice *choices = &describe_choices[type->first];
    struct ordered rows = {(const char *)&choices->value[0], sizeof *choices, type->count,
                           UINT32_MAX};
    if (abi != 0)
        return (struct row_span){type->first, type->first + type->count};
    return span_of(&rows, type->first, value);
}
