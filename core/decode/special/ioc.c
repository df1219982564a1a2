/* Numbers that are made of parts: ioctl codes without a name, futex wake operations. */
#include "core/base/text.h"
#include "core/decode/special/special.h"
#include <linux/futex.h>
#include <linux/ioctl.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 16 };

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names that the number has, in the order of the alphabet; returns how many. */
static unsigned find_names(const struct type *names, uint64_t value, unsigned abi,
                           const char **found)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < names->count; i++) {
        const struct part *part = &describe_parts[names->first + i];
        struct row_span span = describe_names_for(part, abi, value, UINT64_MAX);
        for (uint32_t k = span.first; k < span.end && count < MOST_NAMES; k++)
            if (describe_names[k].value[abi] == value)
                found[count++] = describe_string(describe_names[k].text);
    }
    if (count > 1)
        qsort(found, count, sizeof *found, by_text);
    return count;
}

/* The controls of OSS's mixers: every number of their letter, also those of others. */
static bool add_mixer(struct text *text, uint32_t code)
{
    bool is_mixer = _IOC_TYPE(code) == 'M' &&
                    (_IOC_DIR(code) == _IOC_READ || _IOC_DIR(code) == _IOC_WRITE);
    const char *what = _IOC_DIR(code) == _IOC_READ ? "READ" : "WRITE";
    if (is_mixer)
        text_add(text, "MIXER_%s(%u)", what, _IOC_NR(code));
    return is_mixer;
}

static void add_parts(struct text *text, uint32_t code)
{
    static const char *const directions[] = {
        "_IOC_NONE",
        "_IOC_WRITE",
        "_IOC_READ",
        "_IOC_READ|_IOC_WRITE",
    };
    text_add(text, "_IOC(%s", directions[_IOC_DIR(code)]);
    const unsigned parts[] = {_IOC_TYPE(code), _IOC_NR(code), _IOC_SIZE(code)};
    for (unsigned i = 0; i < 3; i++)
        text_add(text, parts[i] ? ", %#x" : ", 0", parts[i]);
    text_add_char(text, ')');
}

void special_ioc(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    (void)view, (void)offset;
    const struct type *names = &describe_types[v->type->element];
    uint32_t code = (uint32_t)v->bits;
    struct text text = {0};
    const char *found[MOST_NAMES];
    bool is_mixer = add_mixer(&text, code);
    unsigned count = find_names(names, code, d->abi, found);
    while (count == 0 && names->element) {
        names = &describe_types[names->element];
        count = find_names(names, code, d->abi, found);
    }
    if (count == 1 && !is_mixer) {
        *v = (struct value){.type = names, .bits = code};
        text_finish(&text);
        return;
    }
    for (unsigned i = 0; i < count; i++)
        text_add(&text, "%s%s", text.length ? " or " : "", found[i]);
    if (count == 0 && !is_mixer)
        add_parts(&text, code);
    v->bits = code;
    decoder_set_text(d, v, &text);
}

static void add_choice(struct text *text, const char *const *names, unsigned n, unsigned value,
                       unsigned shift)
{
    if (value < n)
        text_add(text, "%s<<%u", names[value], shift);
    else
        text_add(text, "%#x<<%u /* %.*s??? */", value, shift,
                 (int)(strrchr(names[0], '_') + 1 - names[0]), names[0]);
}

void special_futex_op(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    static const char *const operations[] = {
        "FUTEX_OP_SET", "FUTEX_OP_ADD", "FUTEX_OP_OR", "FUTEX_OP_ANDN", "FUTEX_OP_XOR",
    };
    static const char *const comparisons[] = {
        "FUTEX_OP_CMP_EQ", "FUTEX_OP_CMP_NE", "FUTEX_OP_CMP_LT",
        "FUTEX_OP_CMP_LE", "FUTEX_OP_CMP_GT", "FUTEX_OP_CMP_GE",
    };
    (void)view, (void)offset;
    uint32_t word = (uint32_t)v->bits;
    unsigned operation = word >> 28 & 0xf;
    struct text text = {0};
    if (operation & FUTEX_OP_OPARG_SHIFT)
        text_add_string(&text, "FUTEX_OP_OPARG_SHIFT<<28|");
    add_choice(&text, operations, 5, operation & 7, 28);
    text_add(&text, "|%#x<<12|", word >> 12 & 0xfff);
    add_choice(&text, comparisons, 6, word >> 24 & 0xf, 24);
    text_add(&text, "|%#x", word & 0xfff);
    decoder_set_text(d, v, &text);
}
