/* Sets are written member by member, with blanks between them. */
#include "core/report/set_text.h"
#include "core/base/text.h"
#include "core/decode/syscall.h"
#include "core/report/names.h"
#include <string.h>

static const char *name_of_bits(const struct type *type, uint64_t bits, unsigned abi)
{
    const struct part *part = &describe_parts[type->first];
    for (uint32_t i = 0; i < part->count; i++)
        if (describe_names[part->first + i].value[abi] == bits)
            return describe_string(describe_names[part->first + i].text);
    return NULL;
}

static void add_member(struct text *text, unsigned place, const char *name, const char *unknown,
                       enum name_style style)
{
    if (name && style == NAMES_ABBREV) {
        text_add_string(text, name);
        return;
    }
    text_add_hex(text, place);
    if (style != NAMES_RAW)
        text_add(text, " /* %s */", name ? name : unknown);
}

void set_text_add_names(struct text *text, const struct value *v, const struct value_view *view)
{
    unsigned abi = view->syscall ? view->syscall->abi->id : 0;
    uint64_t all = names_width_mask(v->type, abi), bits = v->bits & all;
    bool is_most = 2 * __builtin_popcountll(bits) > __builtin_popcountll(all);
    bits = is_most ? ~bits & all : bits;
    text_add_string(text, is_most ? "~[" : "[");
    for (uint64_t left = bits; left; left &= left - 1) {
        unsigned place = (unsigned)__builtin_ctzll(left);
        const char *name = name_of_bits(v->type, (uint64_t)1 << place, abi);
        if (left != bits)
            text_add_char(text, ' ');
        add_member(text, place, name, describe_string(v->type->name), view->style->names);
    }
    text_add_char(text, ']');
}

void set_text_add_signals(struct text *text, uint64_t set, bool is_inverted,
                          const struct value_view *view)
{
    enum { N_SIGNALS = 64 };
    const char *between = is_inverted ? "~[" : "[";
    for (int number = 1; number <= N_SIGNALS; number++) {
        if ((set >> (number - 1) & 1) == is_inverted)
            continue;
        text_add(text, "%s%d", between, number);
        if (view->style->names == NAMES_VERBOSE)
            text_add(text, " /* %s */", describe_signal_name(number) + strlen("SIG"));
        between = " ";
    }
    text_add_string(text, *between == ' ' ? "]" : is_inverted ? "~[]" : "[]");
}
