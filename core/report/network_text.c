/* Addresses, ports, interfaces: as a program would make them, inet_addr("127.0.0.1"), htons(80). */
#include "core/report/network_text.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include "core/report/generic_family.h"
#include "core/report/number_text.h"
#include <net/if.h>
#include <string.h>

static void add_big_endian_bytes(struct text *number, uint64_t bits, unsigned size)
{
    text_add_char(number, '"');
    for (unsigned i = size; i-- > 0;)
        text_add(number, "\\x%02x", (unsigned)(bits >> i * 8 & 0xff));
    text_add_char(number, '"');
}

static void add_inet4(struct text *text, uint32_t address, enum quote_style style)
{
    struct text words = {0};
    for (int shift = 24; shift >= 0; shift -= 8) {
        text_add_unsigned(&words, address >> shift & 0xff);
        text_add_string(&words, shift ? "." : "");
    }
    text_add_string(text, "inet_addr(");
    quote_string(text, words.bytes, words.length, style);
    text_add_char(text, ')');
    text_finish(&words);
}

static void add_network_words(struct text *text, const struct value *v, enum quote_style style)
{
    if (v->type->style == STYLE_INET4) {
        add_inet4(text, (uint32_t)v->bits, style);
        return;
    }
    text_add_string(text, v->type->style == STYLE_PORT   ? "htons("
                          : v->type->style == STYLE_BE64 ? "htobe64("
                                                         : "htonl(");
    unsigned unused = 64 - 8 * v->type->size[0];
    text_add_unsigned(text, v->bits << unused >> unused);
    text_add_char(text, ')');
}

/* Numbers in network order: bits are already in ours. */
void network_text_add(struct text *text, const struct value *v, const struct value_view *view)
{
    if (view->style->names == NAMES_ABBREV || v->type->flags & TYPE_IN_WORDS) {
        add_network_words(text, v, view->style->strings);
        return;
    }
    struct text number = {0}, words = {0};
    add_big_endian_bytes(&number, v->bits, v->type->size[0]);
    add_network_words(&words, v, view->style->strings);
    number_text_add_either(text, &number, &words, view);
}

/* The interface's name is that of our own network namespace. */
void network_text_add_interface(struct text *text, unsigned index, const struct value_view *view)
{
    char name[IF_NAMESIZE];
    struct text number = {0}, words = {0};
    if (!if_indextoname(index, name)) {
        text_add_decimal(text, index);
        return;
    }
    text_add_decimal(&number, index);
    text_add_string(&words, "if_nametoindex(");
    quote_string(&words, name, strlen(name), view->style->strings);
    text_add_char(&words, ')');
    number_text_add_either(text, &number, &words, view);
}

void network_text_add_generic_family(struct text *text, unsigned id, const struct value_view *view)
{
    char name[GENERIC_FAMILY_BYTES];
    struct text number = {0}, words = {0};
    bool is_known = generic_family_name(id, name);
    if (!is_known && view->style->names == NAMES_ABBREV) {
        text_add(text, "%#x /* GENERIC_FAMILY_??? */", id);
        return;
    }
    text_add_hex(&number, id);
    if (is_known)
        quote_escape(&words, name, strlen(name), QUOTE_PLAIN, "");
    else
        text_add_string(&words, "GENERIC_FAMILY_???");
    number_text_add_either(text, &number, &words, view);
}
