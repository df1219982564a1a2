/* moontap show CALL: its arguments, classes and numbers, as scripts see them. */
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include "core/cli/type_words.h"
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include "core/decode/value.h"
#include "core/abi/abi.h"
#include <stdio.h>
#include <stdlib.h>

static const char *const flows[] = {
    [FLOW_IN] = "",
    [FLOW_OUT] = ", written by the kernel",
    [FLOW_OUT_ALWAYS] = ", written by the kernel",
    [FLOW_INOUT] = ", read and written by the kernel",
    [FLOW_INOUT_ALWAYS] = ", read and written by the kernel",
    [FLOW_ENTRY_EXIT] = ", at entry and at exit",
    [FLOW_ENTRY_EXIT_ALWAYS] = ", at entry and at exit",
};

static void show_fields(const struct type *type)
{
    printf("      {");
    unsigned n = 0;
    for (uint32_t i = 0; i < type->count; i++) {
        const struct field *field = &describe_fields[type->first + i];
        if (field->name && !(field->flags & FIELD_HIDDEN))
            printf("%s%s", n++ ? ", " : "", describe_string(field->name));
    }
    printf("}\n");
}

/* What else it is called, where that depends on the other arguments. */
static void show_cases(const struct field *field)
{
    struct case_name names[DESCRIBE_CASE_NAMES];
    unsigned n = describe_case_names(field, names);
    for (unsigned i = 0; i < n; i++)
        printf("    a.%-12s %s%s\n", describe_string(names[i].name),
               type_words_kind(type_words_target(names[i].type)),
               names[i].is_output ? flows[FLOW_OUT] : "");
}

static void show_argument(const struct field *field)
{
    const struct type *type = type_words_target(field->type);
    printf("  a.%-14s %s%s\n", describe_string(field->name), type_words_kind(type),
           flows[field->flow]);
    if (type->kind == TYPE_STRUCT)
        show_fields(type);
    show_cases(field);
}

static void show_call(const struct call *call)
{
    const char *name = describe_string(call->name), *class;
    printf("%s\n", name);
    for (unsigned i = 0; i < call->n_args; i++)
        show_argument(describe_arg(call, i));
    for (unsigned abi = 0; abi < ABI_COUNT; abi++)
        if (describe_number(abi, name) >= 0)
            printf("  number %d on %s\n", describe_number(abi, name),
                   abi_get((enum abi_id)abi)->name);
    printf("  classes:");
    for (unsigned bit = 0; (class = describe_class_name(bit)); bit++)
        if (call->classes >> bit & 1)
            printf(*class == '+' ? " %%%s (scripts)" : " %%%s", class + (*class == '+'));
    putchar('\n');
}

static char *refuse(const char *name)
{
    struct suggestion nearest = {.word = name};
    for (uint32_t i = 1; i <= describe_sizes.calls; i++)
        suggest_offer(&nearest, describe_string(describe_calls[i].name));
    return suggest_append(alloc_format("no call '%s'", name), "", &nearest);
}

int verb_show(int n_words, char **words, struct options *options)
{
    (void)options;
    if (n_words == 0)
        return verb_fail(VERDICT_USAGE, alloc_string("show which call?"));
    for (int i = 0; i < n_words; i++) {
        const struct call *call = describe_call_named(words[i]);
        if (!call)
            return verb_fail(VERDICT_USAGE, refuse(words[i]));
        show_call(call);
    }
    return EXIT_SUCCESS;
}
