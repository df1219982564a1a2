/* Under -X a name of it is its number, with the name in a comment. */
#include "core/report/futex_text.h"
#include "core/base/text.h"
#include "core/report/style.h"
#include <string.h>

/* FUTEX_OP_XOR<<28|0x2<<12|FUTEX_OP_CMP_NE<<24|0x3: under -X verbose a name has its number before
   it, and under -X raw that number counts as one without a name. */
void futex_text_add_op(struct text *text, const struct value *v, const struct style *style)
{
    const char *rest = v->bytes;
    while (*rest) {
        size_t length = strcspn(rest, "<|"), whole = strcspn(rest, "|");
        bool is_shift = !strncmp(rest, "FUTEX_OP_OPARG_SHIFT", length);
        bool is_comparison = !strncmp(rest, "FUTEX_OP_CMP_", strlen("FUTEX_OP_CMP_"));
        unsigned number = is_shift ? 8 : is_comparison ? v->bits >> 24 & 0xf : v->bits >> 28 & 7;
        bool has_name = *rest == 'F';
        if (has_name)
            text_add_hex(text, number);
        if (has_name && style->names == NAMES_VERBOSE)
            text_add(text, " /* %.*s */", (int)length, rest);
        size_t written = has_name ? length : 0;
        text_add_bytes(text, rest + written, whole - written);
        if (has_name && !is_shift && style->names == NAMES_RAW)
            text_add(text, " /* %s??? */", is_comparison ? "FUTEX_OP_CMP_" : "FUTEX_OP_");
        rest += whole;
        if (*rest)
            text_add_char(text, *rest++);
    }
}
