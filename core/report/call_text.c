/* Name, arguments, result. Arguments are written in their order; the first that the kernel will
   write ends what can be said at entry. */
#include "core/report/call_text.h"
#include "core/base/text.h"
#include "core/decode/decode.h"
#include "core/describe/specials.h"
#include "core/report/names_text.h"
#include "core/report/namespace_text.h"
#include "core/report/number_text.h"
#include "core/report/value_text.h"
#include "core/report/vcpu_text.h"

enum { ARGS_MOST = SYSCALL_WORDS, FIRST_RESTART = 512 };

static enum decode_depth depth_of(const struct value_view *view)
{
    return view->is_brief ? DECODE_BRIEF : DECODE_FULL;
}

static bool is_raw(const struct syscall *syscall, const struct style *style)
{
    return !syscall->call || call_set_has(&style->raw, syscall->abi->id, syscall->number);
}

static bool is_followed(const struct syscall *syscall, const struct style *style)
{
    return call_set_has(&style->followed, syscall->abi->id, syscall->number);
}

static unsigned n_args(const struct syscall *syscall)
{
    unsigned n = syscall->call ? syscall->call->n_args : ARGS_MOST;
    return n < ARGS_MOST ? n : ARGS_MOST;
}

void call_text_name(struct text *text, const struct syscall *syscall)
{
    if (syscall->call) {
        text_add_string(text, describe_string(syscall->call->name));
        return;
    }
    text_add_string(text, "syscall_");
    text_add_hex(text, syscall->number);
}

static void add_raw_arguments(struct text *text, const struct syscall *syscall)
{
    for (unsigned i = 0; i < n_args(syscall); i++) {
        if (i)
            text_add_string(text, ", ");
        text_add_hex(text, syscall->words[i]);
    }
}

/* What -e verbose= is about: structs and sets, not strings. */
static bool is_memory(const struct value *v)
{
    bool is_number = v->type->style == SPECIAL_IOC || v->type->style == SPECIAL_FUTEX_OP;
    return v->type->kind == TYPE_POINTER || v->type->kind == TYPE_ARRAY ||
           (v->type->kind == TYPE_SPECIAL && !is_number);
}

static bool is_shut(const struct value *v, const struct value_view *view)
{
    return is_memory(v) && !is_followed(view->syscall, view->style);
}

/* Its word alone, where what it points to is not to be shown. */
static void add_word(struct text *text, const struct value *v, const struct syscall *syscall)
{
    uint32_t slot = v->field->offset[syscall->abi->id];
    number_text_add_address(text, slot < SYSCALL_WORDS ? syscall->words[slot] : v->bits);
}

static void add_argument(struct text *text, const struct value *v, const struct value_view *view)
{
    bool is_named = v->field && v->field->flags & FIELD_NAMED;
    if (v->field && (view->style->shows_arg_names || is_named))
        text_add_name(text, describe_string(v->field->name));
    if (v->field && is_shut(v, view))
        add_word(text, v, view->syscall);
    else
        value_text_add(text, v, view);
}

/* The first argument from i on that is there; how many there are at most if none is. */
static unsigned find_present(struct syscall *syscall, unsigned i, enum decode_depth depth)
{
    while (i < n_args(syscall) && decode_arg(syscall, i, depth)->state == VALUE_ABSENT)
        i++;
    return i;
}

/* Where a line is cut, the comma before a result that is named (clone's) stands with it; all others
   stand with what was said before. */
static bool brings_comma(struct syscall *syscall, unsigned i)
{
    return i < n_args(syscall) && describe_arg(syscall->call, i)->flags & FIELD_NAMED &&
           decode_flow(syscall, i) != FLOW_IN;
}

/* Inputs behind the first output: the kernel or another thread may change them before the end. */
static void remember_inputs(struct syscall *syscall, unsigned i, enum decode_depth depth)
{
    for (; i < n_args(syscall); i++)
        decode_arg(syscall, i, depth);
}

static unsigned begin_arguments(struct text *text, struct syscall *syscall,
                                const struct value_view *view)
{
    enum decode_depth depth = depth_of(view);
    for (unsigned i = 0; i < n_args(syscall); i++) {
        enum field_flow flow = decode_flow(syscall, i);
        const struct value *v = decode_arg_at_entry(syscall, i, depth);
        if (!v || (flow != FLOW_IN && !describe_is_twice(flow))) {
            remember_inputs(syscall, i, depth);
            return i;
        }
        if (v->state == VALUE_ABSENT)
            continue;
        add_argument(text, v, view);
        if (describe_is_twice(flow)) {
            remember_inputs(syscall, i, depth);
            return i;
        }
        unsigned next = find_present(syscall, i + 1, depth);
        if (next < n_args(syscall) && !brings_comma(syscall, next))
            text_add_string(text, ", ");
    }
    return n_args(syscall);
}

unsigned call_text_begin(struct text *text, struct syscall *syscall, const struct style *style)
{
    struct value_view view = value_view_of(style, syscall);
    call_text_name(text, syscall);
    text_add_char(text, '(');
    if (!is_raw(syscall, style))
        return begin_arguments(text, syscall, &view);
    add_raw_arguments(text, syscall);
    return n_args(syscall);
}

bool call_text_is_partial(struct syscall *syscall, const struct style *style, unsigned n_written)
{
    struct value_view view = value_view_of(style, syscall);
    if (is_raw(syscall, style))
        return false;
    return find_present(syscall, n_written, depth_of(&view)) < n_args(syscall);
}

/* What the kernel made of it, after what the program asked for. */
static void add_exit_part(struct text *text, struct syscall *syscall, unsigned i,
                          const struct value_view *view)
{
    const struct value *before = decode_arg_at_entry(syscall, i, depth_of(view));
    const struct value *v = decode_arg(syscall, i, depth_of(view));
    const struct value *target = value_target(v);
    if (!is_followed(syscall, view->style) || (before && before->state != VALUE_READ))
        return;
    bool is_empty = target->type->kind == TYPE_STRUCT && !target->n_items && !target->end;
    bool has_failed = syscall->error && decode_flow(syscall, i) == FLOW_ENTRY_EXIT;
    if (has_failed || v->state != VALUE_READ || is_empty)
        return;
    text_add_string(text, " => ");
    value_text_add(text, v, view);
}

static void add_both_parts(struct text *text, struct syscall *syscall, unsigned i,
                           const struct value_view *view)
{
    const struct value *before = decode_arg_at_entry(syscall, i, depth_of(view));
    if (before)
        add_argument(text, before, view);
    add_exit_part(text, syscall, i, view);
}

void call_text_arguments(struct text *text, struct syscall *syscall, const struct style *style,
                         unsigned n_written)
{
    struct value_view view = value_view_of(style, syscall);
    if (is_raw(syscall, style))
        return;
    bool needs_comma = brings_comma(syscall, find_present(syscall, n_written, depth_of(&view)));
    for (unsigned i = n_written; i < n_args(syscall); i++) {
        const struct value *v = decode_arg(syscall, i, depth_of(&view));
        if (v->state == VALUE_ABSENT)
            continue;
        if (needs_comma)
            text_add_string(text, ", ");
        needs_comma = true;
        if (!describe_is_twice(decode_flow(syscall, i)))
            add_argument(text, v, &view);
        else if (i == n_written)
            add_exit_part(text, syscall, i, &view);
        else
            add_both_parts(text, syscall, i, &view);
    }
}

void call_text_align(struct text *text, size_t start, const struct style *style)
{
    size_t written = text->length - start;
    if (written < (size_t)style->column)
        text_add_spaces(text, (size_t)style->column - written);
    else
        text_add_char(text, ' ');
    text_add_string(text, "= ");
}

static void add_error(struct text *text, int error)
{
    const char *name = describe_error_name(error), *why = describe_error_text(error);
    text_add_string(text, name && error >= FIRST_RESTART ? "? " : "-1 ");
    if (!name) {
        text_add(text, "(errno %d)", error);
        return;
    }
    text_add_string(text, name);
    if (why)
        text_add(text, " (%s)", why);
}

/* The descriptors of a comment on the result were told before. */
static void add_comment(struct text *text, const struct value *v, const struct value_view *view)
{
    struct value_view plain = *view;
    plain.is_comment = true;
    value_text_add(text, v, &plain);
}

/* ` (flags O_RDWR|O_LARGEFILE)`: what a result means. */
static void add_after(struct text *text, struct syscall *syscall, const struct value_view *view)
{
    if (!syscall->call->after)
        return;
    const struct value *after = decode_after(syscall, depth_of(view));
    const char *before = " (";
    for (size_t i = 0; i < after->n_items; i++) {
        const struct value *v = &after->items[i];
        bool is_number = v->type->style == FORM_MACRO && view->style->names == NAMES_RAW;
        if (is_shut(v, view) || (v->type->kind == TYPE_STRUCT && is_number) ||
            names_text_are_silent(v, view))
            continue;
        text_add_string(text, before);
        before = ", ";
        if (v->field && !(v->field->flags & FIELD_BARE)) {
            text_add_string(text, describe_string(v->field->name));
            text_add_char(text, v->field->flags & FIELD_NAMED ? '=' : ' ');
        }
        add_comment(text, v, view);
    }
    if (*before == ',')
        text_add_char(text, ')');
}

static void add_success(struct text *text, struct syscall *syscall, const struct value_view *view)
{
    if (is_raw(syscall, view->style)) {
        text_add_hex(text, (uint64_t)syscall->result);
        return;
    }
    value_text_add(text, decode_result(syscall), view);
}

static void add_tamper(struct text *text, unsigned tamper)
{
    if (tamper & TAMPER_RESULT)
        text_add_string(text, tamper & TAMPER_ARGS ? " (INJECTED: args, retval)" : " (INJECTED)");
    else if (tamper & TAMPER_ARGS)
        text_add_string(text, " (INJECTED: args)");
    if (tamper & TAMPER_DELAY)
        text_add_string(text, " (DELAYED)");
}

static void add_duration(struct text *text, uint64_t ns, int digits)
{
    uint64_t unit = 1000000000;
    text_add(text, " <%llu", (unsigned long long)(ns / unit));
    uint64_t fraction = ns % unit;
    for (int i = digits; i < 9; i++)
        fraction /= 10;
    if (digits)
        text_add(text, ".%0*llu", digits, (unsigned long long)fraction);
    text_add_char(text, '>');
}

void call_text_result(struct text *text, size_t start, struct syscall *syscall,
                      const struct style *style)
{
    struct value_view view = value_view_of(style, syscall);
    text_add_char(text, ')');
    call_text_align(text, start, style);
    if (syscall->error)
        add_error(text, syscall->error);
    else
        add_success(text, syscall, &view);
    if (!is_raw(syscall, style))
        add_after(text, syscall, &view);
    if (style->shows_namespaces)
        namespace_text_add(text, syscall);
    if (style->vcpus != VCPUS_NONE && !is_raw(syscall, style))
        vcpu_text_add_reason(text, syscall);
    add_tamper(text, syscall->tamper);
    if (style->duration_digits != DIGITS_NONE)
        add_duration(text, syscall->left_ns - syscall->entered_ns, style->duration_digits);
}

void call_text_add(struct text *text, struct syscall *syscall, const struct style *style)
{
    size_t start = text->length;
    unsigned n_written = call_text_begin(text, syscall, style);
    if (!syscall->is_done)
        return;
    call_text_arguments(text, syscall, style, n_written);
    call_text_result(text, start, syscall, style);
}
