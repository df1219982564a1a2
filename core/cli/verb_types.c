/* moontap types: stubs for editors that read LuaLS annotations: a class for the arguments of each
   call, a field for each argument, a name for each constant. */
#include "core/base/alloc.h"
#include "core/cli/type_words.h"
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include "lua/embedded.h"
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Which structs have a class already, by the index of their type; and those that wait for one. */
struct structs {
    bool *is_known;
    uint32_t *waiting;
    size_t n_waiting;
};

static bool is_identifier(const char *name)
{
    static const char *const keywords[] = {
        "and",      "break",  "do",   "else", "elseif", "end",   "false", "for",
        "function", "goto",   "if",   "in",   "local",  "nil",   "not",   "or",
        "repeat",   "return", "then", "true", "until",  "while",
    };
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strcmp(keywords[i], name) == 0)
            return false;
    bool is_good = isalpha((unsigned char)*name) || *name == '_';
    for (; *name && is_good; name++)
        is_good = isalnum((unsigned char)*name) || *name == '_';
    return is_good;
}

/* Few structs are without a name of their own. */
static void print_struct_name(uint32_t index)
{
    const char *name = describe_string(describe_types[index].name);
    if (is_identifier(name) && describe_type_named(name) == index)
        printf("moontap.struct.%s", name);
    else
        printf("moontap.struct.%" PRIu32, index);
}

/* What LuaLS calls a value of that type; structs are put down for a class of their own. */
static void print_kind(struct structs *structs, const struct type *type, unsigned depth)
{
    uint32_t index = (uint32_t)(type - describe_types);
    switch ((enum type_kind)type->kind) {
    case TYPE_NUMBER:
    case TYPE_NAMES:
    case TYPE_POINTER:
    case TYPE_CHANGE:
    case TYPE_CASE:
        printf("integer");
        break;
    case TYPE_STRING:
    case TYPE_SPECIAL:
        printf("string");
        break;
    case TYPE_BYTES:
        printf("moontap.buffer");
        break;
    case TYPE_ARRAY:
    case TYPE_RECORDS:
        if (depth > 3) {
            printf("any[]");
            break;
        }
        print_kind(structs, type_words_target(type->element), depth + 1);
        printf("[]");
        break;
    case TYPE_STRUCT:
        print_struct_name(index);
        if (!structs->is_known[index])
            structs->waiting[structs->n_waiting++] = index;
        structs->is_known[index] = true;
        break;
    case TYPE_NONE:
    case TYPE_UNION:
        printf("any");
        break;
    }
}

static void print_name(struct structs *structs, const char *name, uint32_t type)
{
    printf(is_identifier(name) ? "---@field %s " : "---@field [\"%s\"] ", name);
    print_kind(structs, type_words_target(type), 0);
}

static void print_field(struct structs *structs, const struct field *field)
{
    print_name(structs, describe_string(field->name), field->type);
    putchar('\n');
}

/* Whether one of the arguments from `first` to before `end` has that name in some case. */
static bool has_case(const struct call *call, unsigned first, unsigned end, uint32_t name)
{
    struct case_name names[DESCRIBE_CASE_NAMES];
    for (unsigned i = first; i < end; i++)
        for (unsigned k = describe_case_names(describe_arg(call, i), names); k > 0; k--)
            if (names[k - 1].name == name)
                return true;
    return false;
}

/* The names that arguments have in some cases only; what several share may be anything. */
static void print_cases(struct structs *structs, const struct call *call)
{
    struct case_name names[DESCRIBE_CASE_NAMES];
    for (unsigned i = 0; i < call->n_args; i++) {
        unsigned n = describe_case_names(describe_arg(call, i), names);
        for (unsigned k = 0; k < n; k++) {
            uint32_t name = names[k].name;
            if (has_case(call, 0, i, name))
                continue;
            bool is_shared = has_case(call, i + 1, call->n_args, name);
            print_name(structs, describe_string(name), is_shared ? 0 : names[k].type);
            printf("?\n");
        }
    }
}

static void print_call(struct structs *structs, const struct call *call)
{
    printf("---@class moontap.args.%s\n", describe_string(call->name));
    for (unsigned i = 0; i < call->n_args; i++)
        print_field(structs, describe_arg(call, i));
    print_cases(structs, call);
    putchar('\n');
}

/* Fields that stand among their parent's are its own. */
static void print_fields(struct structs *structs, const struct type *type, unsigned depth)
{
    for (uint32_t i = 0; i < type->count; i++) {
        const struct field *field = &describe_fields[type->first + i];
        const struct type *target = &describe_types[field->type];
        if (field->flags & FIELD_SPREAD && target->kind == TYPE_STRUCT && depth < 8)
            print_fields(structs, target, depth + 1);
        else if (field->name && !(field->flags & FIELD_HIDDEN))
            print_field(structs, field);
    }
}

/* Each may bring further ones. */
static void print_structs(struct structs *structs)
{
    for (size_t i = 0; i < structs->n_waiting; i++) {
        uint32_t index = structs->waiting[i];
        printf("---@class ");
        print_struct_name(index);
        putchar('\n');
        print_fields(structs, &describe_types[index], 0);
        putchar('\n');
    }
}

/* Some machines share a description. */
static bool is_first_of_its_name(uint32_t index)
{
    return describe_call_named(describe_string(describe_calls[index].name)) ==
           &describe_calls[index];
}

static void print_hook(const char *hook, const char *meaning)
{
    printf("---%s\n", meaning);
    for (uint32_t i = 1; i <= describe_sizes.calls; i++) {
        const char *name = describe_string(describe_calls[i].name);
        if (!is_first_of_its_name(i))
            continue;
        printf("---@overload fun(calls: \"%s\", handler: fun(e: moontap.event, "
               "a: moontap.args.%s)|moontap.aggregate)\n",
               name, name);
        printf("---@overload fun(calls: \"%s\", where: moontap.where, "
               "handler: fun(e: moontap.event, a: moontap.args.%s)|moontap.aggregate)\n",
               name, name);
    }
    printf("---@overload fun(calls: string, handler: moontap.handler)\n"
           "---@param calls string\n---@param where moontap.where\n"
           "---@param handler moontap.handler\nfunction %s(calls, where, handler) end\n\n",
           hook);
}

static void print_constants(void)
{
    const char *name;
    uint64_t value;
    for (size_t i = 0; (name = describe_constant_at(i)); i++)
        if (is_identifier(name) && describe_constant(0, name, &value))
            printf("%s = %" PRId64 "\n", name, (int64_t)value);
}

static void print_fixed_part(void)
{
    for (const struct embedded_file *file = embedded_files; file->path; file++)
        if (strcmp(file->path, "lua/stubs/api.lua") == 0)
            fwrite(file->bytes, 1, file->size, stdout);
}

int verb_types(int n_words, char **words, struct options *options)
{
    (void)words;
    (void)options;
    if (n_words > 0)
        return verb_fail(VERDICT_USAGE, alloc_string("types takes no words"));
    struct structs structs = {
        .is_known = alloc_zeroed(describe_sizes.types + 1),
        .waiting = alloc_zeroed((describe_sizes.types + 1) * sizeof(uint32_t)),
    };
    print_fixed_part();
    putchar('\n');
    for (uint32_t i = 1; i <= describe_sizes.calls; i++)
        if (is_first_of_its_name(i))
            print_call(&structs, &describe_calls[i]);
    print_structs(&structs);
    print_hook("before", "Calls that have not happened: look, change, fail, skip, delay.");
    print_hook("after", "Calls that have happened: result, duration, the arguments of entry.");
    print_constants();
    free(structs.is_known);
    free(structs.waiting);
    return ferror(stdout) ? VERDICT_TRACER : EXIT_SUCCESS;
}
