/* The walk over a value, written down as it goes. */
#include "core/report/value_text.h"
#include "core/base/text.h"
#include "core/decode/sink.h"
#include "core/decode/syscall.h"
#include "core/describe/specials.h"
#include "core/report/context_text.h"
#include "core/report/futex_text.h"
#include "core/report/names_text.h"
#include "core/report/number_text.h"
#include "core/report/set_text.h"
#include "core/report/special_text.h"
#include <string.h>

enum { NO_NANOSECONDS = 0 };

struct writer {
    struct text *text;
    const struct value_view *view;
    const struct value *next; /* the field behind the one that comes; NULL: none */
    size_t number_end; /* in the text: where the number of a macro's word ends */
    size_t set_begin; /* where a set of names begins */
};

struct value_view value_view_of(const struct style *style, const struct syscall *syscall)
{
    bool is_brief = !syscall || call_set_has(&style->brief, syscall->abi->id, syscall->number);
    return (struct value_view){.style = style, .syscall = syscall, .is_brief = is_brief};
}

/* The nanoseconds of a moment are in the field that follows it: st_atime, st_atime_nsec. */
static int64_t nanoseconds_in(const struct value *next)
{
    bool is_fraction = next && next->field && next->state == VALUE_READ &&
                       strstr(describe_string(next->field->name), "nsec");
    return is_fraction ? (int64_t)next->bits : NO_NANOSECONDS;
}

static void add_scalar(void *self, const struct value *v)
{
    struct writer *w = self;
    if (v->type->kind == TYPE_NAMES)
        names_text_add(w->text, v, w->view);
    else if (v->type->style == STYLE_TIME)
        number_text_add_time(w->text, (int64_t)v->bits, nanoseconds_in(w->next));
    else
        number_text_add(w->text, v, w->view);
}

/* Changed numbers stand in brackets where they lie behind a pointer, but not as fields. */
static bool is_bare_change(const struct value *v)
{
    return v->type->kind == TYPE_CHANGE && !v->type->element;
}

static bool is_ratio(const struct value *v)
{
    return v->type->kind == TYPE_STRUCT && v->type->style == FORM_RATIO;
}

static bool is_macro(const struct value *v)
{
    return v->type->kind == TYPE_STRUCT && v->type->style == FORM_MACRO;
}

/* A word that a macro makes: under -X its number, and the macro in a comment; htobs() stays. */
static bool is_macro_word(const struct writer *w, const struct value *v)
{
    const uint16_t always = TYPE_IN_WORDS | TYPE_HEX_REST;
    return is_macro(v) && (v->type->flags & always) != always &&
           v->type->size[0] <= sizeof(uint32_t) &&
           (w->view->style->names == NAMES_RAW || v->type->flags & TYPE_COMMENTED ||
            (w->view->style->names == NAMES_VERBOSE && !(v->type->flags & TYPE_IN_WORDS)));
}

/* Seconds and their fraction, then the date that they are. */
static void add_date(struct text *text, const struct value *v)
{
    if (v->n_items < 2 || v->items[0].state != VALUE_READ || v->items[1].state != VALUE_READ)
        return;
    bool is_micro = strstr(describe_string(v->items[1].field->name), "usec");
    number_text_add_date(text, (int64_t)v->items[0].bits, (int64_t)v->items[1].bits,
                         is_micro ? 6 : 9);
}

/* A frame that has but a head, and a list that has but one frame, stand without brackets. */
static bool is_lone(const struct value *v)
{
    bool is_frame = v->type->kind == TYPE_STRUCT && v->type->style == FORM_LIST &&
                    v->type->flags & TYPE_FRAMED;
    bool is_list = v->type->kind == TYPE_RECORDS && v->type->flags & TYPE_FRAMED;
    bool is_cut_away = is_list && v->n_items == 0 && v->end == END_CUT;
    return ((is_frame || is_list) && v->n_items == 1 && v->end == END_WHOLE) || is_cut_away;
}

/* Stands among the fields of the list in which it lies. */
static bool is_spliced(const struct value *v)
{
    return v->type->kind == TYPE_RECORDS && v->type->flags & TYPE_CHAINED;
}

static void begin_macro_word(struct writer *w, const struct value *v)
{
    if (v->type->flags & (TYPE_IN_WORDS | TYPE_HEX_REST))
        text_add_hex(w->text, (uint32_t)v->bits);
    else if (v->type->flags & TYPE_SIGNED)
        text_add_decimal(w->text, (int32_t)v->bits);
    else
        text_add_unsigned(w->text, (uint32_t)v->bits);
    w->number_end = w->text->length;
    text_add_string(w->text, " /* ");
}

static void end_macro_word(struct writer *w)
{
    if (w->view->style->names != NAMES_RAW)
        text_add_string(w->text, " */");
    else
        w->text->bytes[w->text->length = w->number_end] = '\0';
}

/* A list of the bits that are set, by their names. */
static bool is_named_set(const struct value *v)
{
    return v->type->kind == TYPE_ARRAY && v->bytes;
}

static void begin(void *self, const struct value *v)
{
    struct writer *w = self;
    if (is_named_set(v))
        w->set_begin = w->text->length;
    if (is_lone(v) || is_spliced(v))
        return;
    if (is_macro_word(w, v))
        begin_macro_word(w, v);
    if (is_macro(v))
        text_add(w->text, "%s(", describe_string(v->type->name));
    else if (v->type->kind == TYPE_STRUCT && v->type->style == FORM_LIST)
        text_add_char(w->text, '[');
    else if (v->type->kind == TYPE_STRUCT && v->type->style != FORM_BARE && !is_ratio(v))
        text_add_char(w->text, '{');
    else if (v->type->kind == TYPE_STRUCT)
        return;
    else if (!is_bare_change(v))
        text_add_char(w->text, '[');
}

/* bpf's attributes, which zeros fill up, say what follows them as if it were one more. */
static bool has_extra_data(const struct value *v)
{
    return v->type->kind == TYPE_STRUCT && v->type->length && v->type->element && v->n_items &&
           !v->items[v->n_items - 1].field;
}

static void add_place_of(struct text *text, const struct value *extra)
{
    text_add(text, "/* bytes %llu..%llu */", (unsigned long long)extra->bits,
             (unsigned long long)(extra->bits + extra->size - 1));
}

static void end(void *self, const struct value *v)
{
    struct writer *w = self;
    if (is_lone(v)) {
        text_add_string(w->text, v->n_items ? "" : "...");
        return;
    }
    if (has_extra_data(v)) {
        text_add_char(w->text, ' ');
        add_place_of(w->text, &v->items[v->n_items - 1]);
    }
    if (v->end == END_TORN)
        text_add_string(w->text, v->n_items ? ", ???" : "???");
    else if (v->end != END_WHOLE)
        text_add(w->text, "%s...", !v->n_items ? "" : v->type->flags & TYPE_SPACED ? " " : ", ");
    if (v->end == END_UNREADABLE) {
        text_add_string(w->text, " /* ");
        text_add_hex(w->text, v->rest);
        text_add_string(w->text, " */");
    }
    if (v->type->kind == TYPE_STRUCT && (v->type->style == FORM_BARE || is_ratio(v)))
        return;
    if (is_spliced(v))
        return;
    if (is_named_set(v)) {
        text_add_char(w->text, ']');
        special_text_add_words(w->text, w->set_begin, v, w->view);
    } else if (v->type->kind == TYPE_STRUCT)
        text_add_char(w->text, is_macro(v) ? ')' : v->type->style == FORM_LIST ? ']' : '}');
    else if (!is_bare_change(v))
        text_add_char(w->text, ']');
    bool is_undated = v->type->flags & TYPE_HEX_REST && w->view->style->names == NAMES_RAW;
    if (v->type->kind == TYPE_STRUCT && v->type->style == FORM_MOMENT && !is_undated)
        add_date(w->text, v);
    if (is_macro_word(w, v))
        end_macro_word(w);
}

static bool is_in6(const struct value *v)
{
    return v->type->kind == TYPE_SPECIAL && v->type->style == SPECIAL_IN6;
}

/* inet_pton(AF_INET6, "::1", &sin6_addr) holds the name of its field. */
static bool names_itself(const struct writer *w, const struct value *item)
{
    return is_in6(item) && item->state == VALUE_READ && w->view->style->names == NAMES_ABBREV;
}

static void add_name(struct writer *w, const struct value *v, const struct value *item)
{
    if (!item->field && has_extra_data(v)) {
        text_add_string(w->text, "extra_data=");
    } else if (!item->field) {
        add_place_of(w->text, item);
        text_add_char(w->text, ' ');
    } else if (!(item->field->flags & FIELD_BARE) && !names_itself(w, item)) {
        text_add_name(w->text, describe_string(item->field->name));
    }
}

static bool is_remark(const struct value *v)
{
    return v->type->kind == TYPE_NONE && v->type->flags & TYPE_COMMENTED;
}

static void begin_field(void *self, const struct value *v, size_t i)
{
    struct writer *w = self;
    w->next = i + 1 < v->n_items ? &v->items[i + 1] : NULL;
    if (is_remark(&v->items[i]))
        return;
    if (i && is_ratio(v))
        text_add_char(w->text, '/');
    else if (i)
        text_add_string(w->text, ", ");
    add_name(w, v, &v->items[i]);
}

static const char *between(const struct value *v)
{
    if (v->type->kind == TYPE_CHANGE)
        return " => ";
    return v->type->flags & TYPE_SPACED ? " " : ", ";
}

/* The place in an array whose places have names: [IPV4_DEVCONF_FORWARDING-1]=1 */
static void add_place(struct writer *w, const struct value *v, size_t i)
{
    struct value place = {.type = &describe_types[v->type->selector], .bits = i};
    struct style in_words = {.names = NAMES_ABBREV};
    struct value_view words = {.style = &in_words, .syscall = w->view->syscall};
    bool has_number = w->view->style->names != NAMES_ABBREV;
    bool has_words = w->view->style->names != NAMES_RAW;
    text_add_char(w->text, '[');
    struct text name = {0};
    names_text_add(&name, &place, &words);
    bool is_named = name.length && !(name.bytes[0] >= '0' && name.bytes[0] <= '9');
    if (has_number && (is_named || !has_words))
        text_add_unsigned(w->text, i);
    if (has_words)
        text_add(w->text, has_number && is_named ? " /* %s */" : "%s", name.bytes);
    text_add_string(w->text, "]=");
    text_finish(&name);
}

static void begin_element(void *self, const struct value *v, size_t i)
{
    struct writer *w = self;
    if (i)
        text_add_string(w->text, between(v));
    if (v->type->kind == TYPE_ARRAY && v->type->selector)
        add_place(w, v, i);
    w->next = NULL;
}

static void add_bytes(void *self, const struct value *v)
{
    struct writer *w = self;
    enum quote_style style = v->type->style == STRING_HEX ? QUOTE_HEX : w->view->style->strings;
    bool is_hex = style == QUOTE_HEX || style == QUOTE_HEX_IF_NON_ASCII;
    /* A NUL at the end is one of the bytes where they may be shown as such. */
    bool has_nul = v->type->kind == TYPE_BYTES && v->type->flags & TYPE_DROPS_NUL && v->rest &&
                   is_hex;
    quote_string(w->text, v->bytes, v->length + has_nul, style);
    if (v->end == END_CUT || (has_nul && v->rest > 1))
        text_add_string(w->text, "...");
    if (v->type->kind == TYPE_STRING && v->type->style == STRING_PATH)
        context_text_add_path(w->text, v, w->view);
}

static void add_address(void *self, const struct value *v)
{
    struct writer *w = self;
    number_text_add_address(w->text, v->state == VALUE_NULL ? 0 : v->bits);
}

/* A text that stands for a value: under -X the value, and the text in a comment. */
static void add_meaning(struct writer *w, const struct value *v)
{
    value_text_add(w->text, v->items, w->view);
    if (w->view->style->names == NAMES_VERBOSE)
        text_add(w->text, " /* %s */", v->bytes);
}

static bool is_special(const struct value *v, enum special special)
{
    return v->type->kind == TYPE_SPECIAL && v->type->style == special && v->bytes;
}

/* @"abstract", as -x wants it. */
static void add_sun_path(struct writer *w, const struct value *v)
{
    if (v->bytes[0] == '@')
        text_add_char(w->text, '@');
    value_text_add(w->text, v->items, w->view);
}

/* A text that may leave bits out, or have none: then the bytes say more. */
static void add_call_sign(struct writer *w, const struct value *v)
{
    enum name_style style = w->view->style->names;
    if (v->end == END_WHOLE && style == NAMES_ABBREV) {
        text_add_bytes(w->text, v->bytes, v->length);
        return;
    }
    value_text_add(w->text, v->items, w->view);
    if (v->end == END_CUT || (v->end == END_WHOLE && style == NAMES_VERBOSE))
        text_add(w->text, " /* %s */", v->bytes);
}

static void add_ready(void *self, const struct value *v)
{
    struct writer *w = self;
    bool has_numbers = w->view->style->names != NAMES_ABBREV;
    if (is_in6(v))
        special_text_add_in6(w->text, v, w->view);
    else if (is_remark(v))
        text_add(w->text, " /* %s */", v->bytes);
    else if (is_special(v, SPECIAL_SUN_PATH))
        add_sun_path(w, v);
    else if (is_special(v, SPECIAL_CALL_SIGN))
        add_call_sign(w, v);
    else if (has_numbers && is_special(v, SPECIAL_SIGSET))
        set_text_add_signals(w->text, v->bits, v->bytes[0] == '~', w->view);
    else if (has_numbers && is_special(v, SPECIAL_MAC))
        special_text_add_hardware(w->text, v, w->view);
    else if (has_numbers && is_special(v, SPECIAL_IOC))
        special_text_add_operation(w->text, v, w->view);
    else if (has_numbers && is_special(v, SPECIAL_FUTEX_OP))
        futex_text_add_op(w->text, v, w->view->style);
    else if (has_numbers && v->type->kind == TYPE_NONE && v->n_items)
        add_meaning(w, v);
    else if (v->bytes)
        text_add_bytes(w->text, v->bytes, v->length);
}

void value_text_add(struct text *text, const struct value *v, const struct value_view *view)
{
    struct writer writer = {.text = text, .view = view};
    struct sink sink = {
        .scalar = add_scalar,
        .begin = begin,
        .field = begin_field,
        .element = begin_element,
        .end = end,
        .bytes = add_bytes,
        .address = add_address,
        .raw = add_ready,
        .self = &writer,
    };
    sink_walk(&sink, v);
}
