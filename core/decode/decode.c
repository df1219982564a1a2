/* Arguments and results of a call as values: what is read when, and remembered. */
#include "core/decode/decode.h"
#include "core/base/arena.h"
#include "core/decode/decoder.h"
#include <fcntl.h>
#include <string.h>

struct decode_limits decode_limits = {.string_bytes = 32, .array_items = 32};

uint64_t decoder_word(const struct syscall *syscall, const struct field *arg)
{
    unsigned abi = syscall->abi->id;
    uint32_t slot = arg->offset[abi] & 0xff, upper = arg->offset[abi] >> 8;
    if (slot >= SYSCALL_WORDS)
        return slot == SYSCALL_WORDS ? (uint64_t)syscall->result : syscall->stack;
    upper = upper ? upper - 1 : slot + 1;
    bool is_pair = syscall->abi->word_bytes == 4 && describe_types[arg->type].size[abi] == 8;
    uint64_t high = is_pair && upper < SYSCALL_WORDS ? syscall->words[upper] : 0;
    return syscall->words[slot] | high << 32;
}

static size_t bytes_allowed(void)
{
    size_t longest = decode_limits.string_bytes + 1;
    return longest < DECODE_BYTES ? DECODE_BYTES : longest;
}

static struct decoder decoder_of(struct syscall *syscall, enum decode_depth depth)
{
    return (struct decoder){
        .syscall = syscall,
        .arena = syscall->arena,
        .memory = syscall->memory,
        .abi = syscall->abi->id,
        .is_exiting = syscall->is_done,
        .is_failed = syscall->is_done && syscall->error != 0,
        .depth = depth,
        .items_left = DECODE_ITEMS,
        .bytes_left = bytes_allowed(),
    };
}

void decode_forget(struct syscall *syscall)
{
    memset(syscall->entry_values, 0, sizeof syscall->entry_values);
    memset(syscall->exit_values, 0, sizeof syscall->exit_values);
    memset(syscall->plans, 0, sizeof syscall->plans);
}

void decode_forget_end(struct syscall *syscall)
{
    memset(syscall->exit_values, 0, sizeof syscall->exit_values);
    memset(syscall->plans[true], 0, sizeof syscall->plans[true]);
}

static const struct field *named(const struct decoder *d, const struct field *arg, uint32_t name)
{
    struct field *field = arena_copy(d->arena, arg, sizeof *arg);
    field->name = name;
    return field;
}

/* A union's case may have a flow and a name of its own. */
static void choose_case(struct syscall *syscall, struct arg_plan *plan)
{
    struct decoder d = decoder_of(syscall, DECODE_BRIEF);
    const struct type *type = decoder_choose(&d, plan->type);
    while (type->kind == TYPE_CASE) {
        plan->flow = type->style;
        plan->exit_type = type->selector;
        if (type->name)
            plan->field = named(&d, plan->field, type->name);
        type = decoder_choose(&d, &describe_types[type->element]);
    }
    plan->type = type;
}

static void make_plan(struct syscall *syscall, unsigned i, struct arg_plan *plan)
{
    plan->field = describe_arg(syscall->call, i);
    plan->flow = plan->field->flow;
    plan->exit_type = plan->field->exit_type;
    plan->type = &describe_types[plan->field->type];
    if (plan->type->kind == TYPE_UNION || plan->type->kind == TYPE_CASE)
        choose_case(syscall, plan);
}

/* The type, the flow and the name that argument i has in this call: a union's are those of its
   case. */
static const struct arg_plan *plan_of(struct syscall *syscall, unsigned i)
{
    struct arg_plan *plan = &syscall->plans[syscall->is_done][i];
    if (!plan->type)
        make_plan(syscall, i, plan);
    return plan;
}

const char *decode_arg_name(struct syscall *syscall, unsigned i)
{
    const struct arg_plan *found = plan_of(syscall, i);
    bool is_nothing = found->type->kind == TYPE_NONE && !found->type->name;
    return is_nothing ? NULL : describe_string(found->field->name);
}

int decode_arg_named(struct syscall *syscall, const char *name)
{
    int slot = describe_arg_named(syscall->call, name);
    for (unsigned i = 0; slot < 0 && i < syscall->call->n_args; i++) {
        if (describe_types[describe_arg(syscall->call, i)->type].kind != TYPE_UNION)
            continue;
        const char *own = decode_arg_name(syscall, i);
        if (own && strcmp(own, name) == 0)
            slot = (int)i;
    }
    return slot;
}

enum field_flow decode_flow(struct syscall *syscall, unsigned i)
{
    return plan_of(syscall, i)->flow;
}

static bool is_memory(const struct type *type)
{
    return type->kind == TYPE_POINTER || type->kind == TYPE_STRING || type->kind == TYPE_BYTES ||
           type->kind == TYPE_CHANGE || type->kind == TYPE_SPECIAL;
}

static void build_in(struct decoder *d, struct value *v, const struct field *arg,
                     const struct type *type)
{
    if (arg->when && !decoder_evaluate(d, arg->when))
        *v = (struct value){.type = type, .state = VALUE_ABSENT};
    else
        decoder_build_word(d, v, type, decoder_word(d->syscall, arg));
    v->field = arg;
}

static struct value *build(struct decoder *d, const struct field *arg, const struct type *type)
{
    struct value *v = arena_alloc(d->arena, sizeof *v);
    build_in(d, v, arg, type);
    return v;
}

/* A list without entries is that wherever it would be. */
static bool is_empty_list(const struct decoder *d, const struct type *type)
{
    const struct type *list = &describe_types[type->element];
    bool is_counted = type->kind == TYPE_POINTER && list->kind == TYPE_ARRAY && list->length;
    return is_counted && decoder_evaluate(d, list->length) == 0;
}

static struct value *pending(struct decoder *d, const struct field *arg, const struct type *type)
{
    struct value *v = arena_alloc(d->arena, sizeof *v);
    uint64_t word = decoder_word(d->syscall, arg);
    *v = (struct value){.type = type, .field = arg, .bits = word};
    v->state = word ? VALUE_PENDING : VALUE_NULL;
    if (word && d->is_failed && is_empty_list(d, type))
        decoder_build_word(d, v, type, word), v->field = arg;
    if (arg->when && !decoder_evaluate(d, arg->when))
        v->state = VALUE_ABSENT;
    return v;
}

/* [entry => exit], or one of them where they are the same. */
static struct value *join_change(struct decoder *d, const struct field *arg,
                                 const struct type *type, const struct value *before)
{
    struct value *after = build(d, arg, type);
    bool is_changed = before && before->state == VALUE_READ && after->state == VALUE_READ &&
                      before->n_items && after->n_items &&
                      before->items->bits != after->items->bits;
    if (!is_changed)
        return after;
    struct value *pair = arena_alloc(d->arena, 2 * sizeof *pair);
    pair[0] = *before->items;
    pair[1] = *after->items;
    struct value *v = arena_alloc(d->arena, sizeof *v);
    *v = (struct value){.type = type, .field = arg, .items = pair, .n_items = 2};
    return v;
}

static const struct value *entry_value(struct syscall *syscall, unsigned i)
{
    const struct value **values = syscall->entry_values[i];
    return values[DECODE_FULL] ? values[DECODE_FULL] : values[DECODE_BRIEF];
}

static const struct value *build_exit(struct decoder *d, unsigned i, const struct arg_plan *plan)
{
    const struct field *arg = plan->field;
    const struct type *type = plan->type;
    enum field_flow flow = plan->flow;
    const struct value *before = entry_value(d->syscall, i);
    if (d->is_failed && (flow == FLOW_INOUT || flow == FLOW_ENTRY_EXIT))
        return before ? before : build(d, arg, type);
    if (d->is_failed && flow == FLOW_OUT && is_memory(type))
        return pending(d, arg, type);
    if (type->kind == TYPE_CHANGE)
        return join_change(d, arg, type, before);
    if (describe_is_twice(flow))
        return build(d, arg, decoder_choose(d, &describe_types[plan->exit_type]));
    d->before = before ? value_target(before) : NULL;
    return build(d, arg, type);
}

const struct value *decode_arg(struct syscall *syscall, unsigned i, enum decode_depth depth)
{
    const struct arg_plan *arg = plan_of(syscall, i);
    enum field_flow flow = arg->flow;
    bool is_at_exit = syscall->is_done && flow != FLOW_IN;
    const struct value **known = is_at_exit ? &syscall->exit_values[i][depth]
                                            : &syscall->entry_values[i][depth];
    if (*known)
        return *known;
    struct decoder d = decoder_of(syscall, depth);
    bool is_output = flow == FLOW_OUT || flow == FLOW_OUT_ALWAYS;
    if (is_at_exit)
        *known = build_exit(&d, i, arg);
    else if (is_output && is_memory(arg->type))
        *known = pending(&d, arg->field, arg->type);
    else
        *known = build(&d, arg->field, arg->type);
    return *known;
}

const struct value *decode_arg_at_entry(struct syscall *syscall, unsigned i,
                                        enum decode_depth depth)
{
    const struct value *known = syscall->entry_values[i][depth];
    if (syscall->is_done && !known)
        known = entry_value(syscall, i);
    return known || syscall->is_done ? known : decode_arg(syscall, i, depth);
}

int decode_folder(const struct syscall *syscall, unsigned i)
{
    const struct field *before = i > 0 ? describe_arg(syscall->call, i - 1) : NULL;
    const struct type *type = before ? &describe_types[before->type] : NULL;
    bool is_folder = type && type->kind == TYPE_NUMBER && type->style == STYLE_DIRFD;
    return is_folder ? (int)decoder_word(syscall, before) : AT_FDCWD;
}

const struct value *decode_result(struct syscall *syscall)
{
    struct decoder d = decoder_of(syscall, DECODE_BRIEF);
    struct value *v = arena_alloc(d.arena, sizeof *v);
    decoder_build_word(&d, v, &describe_types[syscall->call->result], (uint64_t)syscall->result);
    return v;
}

const struct value *decode_after(struct syscall *syscall, enum decode_depth depth)
{
    const struct type *type = &describe_types[syscall->call->after];
    struct decoder d = decoder_of(syscall, depth);
    struct value *v = arena_alloc(d.arena, sizeof *v);
    struct value *items = arena_alloc(d.arena, (type->count + 1) * sizeof *items);
    *v = (struct value){.type = type, .items = items};
    for (uint32_t i = 0; i < type->count; i++) {
        const struct field *field = &describe_fields[type->first + i];
        struct value *item = &items[v->n_items];
        build_in(&d, item, field, &describe_types[field->type]);
        bool is_empty = field->flags & FIELD_NONZERO &&
                        (item->n_items == 0 || item->state != VALUE_READ);
        v->n_items += item->state != VALUE_ABSENT && !is_empty;
    }
    return v;
}

const struct value *decode_at(struct arena *arena, const struct value_place *place, uint32_t type)
{
    const struct type *what = &describe_types[type];
    struct decoder d = {.arena = arena,
                        .memory = place->memory,
                        .abi = place->abi,
                        .is_exiting = true,
                        .depth = DECODE_FULL,
                        .items_left = DECODE_ITEMS,
                        .bytes_left = bytes_allowed()};
    struct value *v = arena_alloc(arena, sizeof *v);
    struct view view = decoder_read(&d, place->address, what->size[place->abi]);
    if (view.n < what->size[place->abi])
        *v = (struct value){.type = what, .state = VALUE_UNREADABLE, .bits = place->address};
    else
        decoder_build_at(&d, v, what, &view, 0);
    return v;
}

/* Memory that is a copy in ours. */
struct copy {
    const uint8_t *bytes;
    size_t size;
};

static size_t read_copy(void *self, uint64_t address, void *bytes, size_t size)
{
    const struct copy *copy = self;
    if (address >= copy->size)
        return 0;
    size_t there = copy->size - address < size ? copy->size - address : size;
    __builtin_memcpy(bytes, copy->bytes + address, there);
    return there;
}

const struct value *decode_siginfo(struct arena *arena, const void *siginfo, size_t size)
{
    struct copy copy = {siginfo, size};
    struct memory memory = {.read = read_copy, .self = &copy};
    struct decoder d = {.arena = arena,
                        .memory = &memory,
                        .abi = ABI_X86_64,
                        .is_exiting = true,
                        .depth = DECODE_FULL,
                        .items_left = DECODE_ITEMS,
                        .bytes_left = bytes_allowed()};
    struct view view = {siginfo, size, 0, 0};
    struct value *v = arena_alloc(arena, sizeof *v);
    decoder_build_at(&d, v, &describe_types[describe_type_named("siginfo")], &view, 0);
    return v;
}
