/* Each has its case where a value is written down: core/report/value_text.c. */
#include "core/report/special_text.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include "core/decode/syscall.h"
#include <arpa/inet.h>
#include <string.h>

static void add_in6_words(struct text *text, const struct value *v, const struct value_view *view)
{
    text_add_string(text, "inet_pton(AF_INET6, ");
    quote_string(text, v->bytes, v->length, view->style->strings);
}

void special_text_add_in6(struct text *text, const struct value *v, const struct value_view *view)
{
    const char *name = v->field ? describe_string(v->field->name) : "addr";
    struct in6_addr address = {0};
    if (view->style->names == NAMES_ABBREV) {
        bool is_nameless = v->field && v->field->flags & FIELD_BARE;
        add_in6_words(text, v, view);
        text_add(text, is_nameless ? ")" : ", &%s)", name);
        return;
    }
    inet_pton(AF_INET6, v->bytes, &address);
    quote_string(text, (const char *)&address, sizeof address, QUOTE_HEX);
    if (view->style->names != NAMES_VERBOSE)
        return;
    text_add_string(text, " /* ");
    add_in6_words(text, v, view);
    text_add_string(text, ") */");
}

void special_text_add_operation(struct text *text, const struct value *v,
                                const struct value_view *view)
{
    bool has_number = view->style->names != NAMES_ABBREV;
    bool has_words = view->style->names != NAMES_RAW;
    if (has_number)
        text_add_hex(text, v->bits);
    if (has_words)
        text_add(text, has_number ? " /* %s */" : "%s", v->bytes);
}

void special_text_add_hardware(struct text *text, const struct value *v,
                               const struct value_view *view)
{
    text_add_char(text, '"');
    for (size_t i = 0; i + 1 < v->size; i += 3)
        text_add(text, "\\x%.2s", v->bytes + i);
    text_add_char(text, '"');
    if (view->style->names == NAMES_VERBOSE && v->length)
        text_add(text, " /* %.*s */", (int)v->length, v->bytes);
}

static void add_words(struct text *text, const struct value *v, size_t word_bytes)
{
    text_add_char(text, '[');
    for (size_t at = 0; at + word_bytes <= v->size; at += word_bytes) {
        uint64_t word = 0;
        memcpy(&word, v->bytes + at, word_bytes);
        text_add_string(text, at ? ", " : "");
        text_add_hex(text, word);
    }
    text_add_char(text, ']');
}

void special_text_add_words(struct text *text, size_t begin, const struct value *v,
                            const struct value_view *view)
{
    size_t word_bytes = view->syscall ? view->syscall->abi->word_bytes : sizeof(uint64_t);
    if (view->style->names == NAMES_RAW) {
        text->bytes[text->length = begin] = '\0';
        add_words(text, v, word_bytes);
    } else if (view->style->names == NAMES_VERBOSE) {
        text_add_string(text, " /* ");
        add_words(text, v, word_bytes);
        text_add_string(text, " */");
    }
}
