/* The walk over a value, as JSON. */
#include "core/base/quote.h"
#include "core/base/text.h"
#include "core/decode/sink.h"
#include "core/report/json.h"
#include "core/report/names.h"
#include <string.h>

struct writer {
    struct text *text;
    unsigned abi;
};

static void add_address(void *self, const struct value *v)
{
    struct writer *w = self;
    if (v->state == VALUE_NULL)
        text_add_string(w->text, "null");
    else
        text_add(w->text, "{\"address\":\"%#llx\"}", (unsigned long long)v->bits);
}

static void add_number(struct text *text, const struct value *v, unsigned abi)
{
    if (v->type->flags & TYPE_SIGNED)
        text_add_decimal(text, (int64_t)v->bits);
    else
        text_add_unsigned(text, v->bits & names_width_mask(v->type, abi));
}

static void add_names(struct writer *w, const struct value *v)
{
    struct name_piece pieces[NAMES_MOST];
    size_t n_pieces = names_split(v, w->abi, pieces);
    const char *between = "";
    text_add_string(w->text, "{\"value\":");
    add_number(w->text, v, w->abi);
    text_add_string(w->text, ",\"names\":[");
    for (size_t i = 0; i < n_pieces; i++) {
        if (!pieces[i].text)
            continue;
        text_add_string(w->text, between);
        quote_json(w->text, pieces[i].text, strlen(pieces[i].text));
        between = ",";
    }
    text_add_string(w->text, "]}");
}

static void add_scalar(void *self, const struct value *v)
{
    struct writer *w = self;
    if (v->type->kind == TYPE_NAMES)
        add_names(w, v);
    else
        add_number(w->text, v, w->abi);
}

/* A pointer to a number is that number; only [before => after] is an object. */
static void begin(void *self, const struct value *v)
{
    struct writer *w = self;
    if (v->type->kind == TYPE_STRUCT || v->type->kind == TYPE_CHANGE)
        text_add_char(w->text, '{');
    else if (v->type->kind != TYPE_POINTER)
        text_add_char(w->text, '[');
}

static void end(void *self, const struct value *v)
{
    struct writer *w = self;
    if (v->type->kind == TYPE_STRUCT || v->type->kind == TYPE_CHANGE)
        text_add_char(w->text, '}');
    else if (v->type->kind != TYPE_POINTER)
        text_add_char(w->text, ']');
}

static void begin_field(void *self, const struct value *v, size_t i)
{
    struct writer *w = self;
    const struct field *field = v->items[i].field;
    const char *name = field ? describe_string(field->name) : "more";
    if (i)
        text_add_char(w->text, ',');
    quote_json(w->text, name, strlen(name));
    text_add_char(w->text, ':');
}

static void begin_element(void *self, const struct value *v, size_t i)
{
    struct writer *w = self;
    if (i)
        text_add_char(w->text, ',');
    if (v->type->kind == TYPE_CHANGE)
        text_add_string(w->text, i ? "\"after\":" : "\"before\":");
}

static void add_bytes(void *self, const struct value *v)
{
    struct writer *w = self;
    if (v->end == END_CUT)
        text_add_string(w->text, "{\"text\":");
    quote_json(w->text, v->bytes, v->length);
    if (v->end == END_CUT)
        text_add_string(w->text, ",\"cut\":true}");
}

static void add_ready(void *self, const struct value *v)
{
    struct writer *w = self;
    quote_json(w->text, v->bytes ? v->bytes : "", v->bytes ? v->length : 0);
}

void json_add_value(struct text *text, const struct value *v, unsigned abi)
{
    struct writer writer = {.text = text, .abi = abi};
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
    if (v->state == VALUE_ABSENT)
        text_add_string(text, "null");
    sink_walk(&sink, v);
}
