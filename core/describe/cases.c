/* What arguments are called where that depends on others: prctl's second is a name, a signal ... */
#include "core/describe/describe.h"
#include <string.h>

enum { DEEPEST = 8 };

struct names {
    struct case_name *all;
    unsigned n;
};

static bool is_output(const struct type *type)
{
    return type->style == FLOW_OUT || type->style == FLOW_OUT_ALWAYS;
}

static void add(struct names *names, const struct type *type)
{
    for (unsigned i = 0; i < names->n; i++) {
        if (names->all[i].name != type->name)
            continue;
        names->all[i].is_output &= is_output(type);
        return;
    }
    if (names->n < DESCRIBE_CASE_NAMES)
        names->all[names->n++] = (struct case_name){type->name, type->element, is_output(type)};
}

static void collect(struct names *names, uint32_t index, unsigned depth)
{
    const struct type *type = &describe_types[index];
    bool is_union = type->kind == TYPE_UNION;
    if ((!is_union && type->kind != TYPE_CASE) || depth == DEEPEST)
        return;
    if (!is_union && type->name)
        add(names, type);
    for (uint32_t i = 0; is_union && i < type->count; i++)
        collect(names, describe_choices[type->first + i].type, depth + 1);
    collect(names, type->element, depth + 1);
}

unsigned describe_case_names(const struct field *arg, struct case_name *names)
{
    struct names list = {.all = names};
    collect(&list, arg->type, 0);
    return list.n;
}

int describe_arg_in_case(const struct call *call, const char *name, struct case_name *found)
{
    struct case_name names[DESCRIBE_CASE_NAMES];
    for (unsigned i = 0; i < call->n_args; i++) {
        unsigned n = describe_case_names(describe_arg(call, i), names);
        for (unsigned k = 0; k < n; k++) {
            if (strcmp(describe_string(names[k].name), name) != 0)
                continue;
            *found = names[k];
            return (int)i;
        }
    }
    return -1;
}
