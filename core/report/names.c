/* Part by part, as the description lists them; bits that were named are not named again. */
#include "core/report/names.h"

struct split {
    struct name_piece *pieces;
    size_t n_pieces;
    uint64_t bits; /* not named yet */
    uint64_t whole;
    uint64_t width;
    unsigned abi;
    const char *rest_text; /* what is said of bits for which a list of flags has no name */
};

uint64_t names_width_mask(const struct type *type, unsigned abi)
{
    uint32_t size = type->size[abi];
    return size && size < 8 ? ((uint64_t)1 << size * 8) - 1 : UINT64_MAX;
}

/* The next piece, which stands for bits and for a part's names. Made in its place: it is filled in
   for each name of each word. */
static struct name_piece *add_piece(struct split *split, uint64_t bits, const struct part *part)
{
    struct name_piece *piece = &split->pieces[split->n_pieces];
    split->n_pieces += split->n_pieces < NAMES_MOST - 1;
    split->bits &= ~bits;
    piece->text = NULL;
    piece->bits = bits;
    piece->number = 0;
    piece->part = part;
    return piece;
}

/* A name that the machine does not have is all ones. */
static bool has_name(const struct split *split, const struct name *name)
{
    return name->value[split->abi] != DESCRIBE_ABSENT;
}

static void split_enum(struct split *split, const struct part *part)
{
    uint64_t mask = part->mask & split->width;
    struct row_span span = describe_names_for(part, split->abi, split->whole, split->width);
    for (uint32_t i = span.first; mask && i < span.end; i++) {
        const struct name *name = &describe_names[i];
        uint64_t value = name->value[split->abi] & split->width;
        if (!has_name(split, name) || (split->whole & mask) != value)
            continue;
        add_piece(split, split->whole & mask, part)->text = describe_string(name->text);
        return;
    }
    uint64_t bits = split->whole & mask;
    bool is_decimal = part->style == STYLE_DECIMAL;
    if (!bits || (!part->unknown && !is_decimal))
        return;
    struct name_piece *piece = add_piece(split, bits, part->unknown ? NULL : part);
    piece->number = is_decimal ? bits : 0;
    if (part->unknown)
        piece->text = describe_string(part->unknown);
}

static void split_flags(struct split *split, const struct part *part)
{
    size_t n_before = split->n_pieces;
    for (uint32_t i = 0; i < part->count; i++) {
        const struct name *name = &describe_names[part->first + i];
        uint64_t value = name->value[split->abi] & split->width;
        if (!value && name->value[split->abi])
            continue;
        /* Nothing is left; the names of no bits at all stand before all others. */
        if (!split->bits && (split->whole || value))
            break;
        bool is_set = value ? (split->bits & part->mask & value) == value
                            : !split->whole && !split->n_pieces;
        if (!has_name(split, name) || !is_set)
            continue;
        add_piece(split, value, part)->text = describe_string(name->text);
    }
    bool is_nameless = part->unknown && split->n_pieces == n_before;
    split->rest_text = is_nameless ? describe_string(part->unknown) : NULL;
}

static void split_number(struct split *split, const struct part *part)
{
    uint64_t bits = split->whole & part->mask & split->width;
    if (bits || part->style != STYLE_HEX)
        add_piece(split, bits, part)->number = bits;
}

static void split_shifted(struct split *split, const struct part *part)
{
    uint64_t bits = split->bits & part->mask;
    if (!bits)
        return;
    struct name_piece *piece = add_piece(split, bits, part);
    piece->text = describe_string(part->first);
    piece->number = bits >> __builtin_ctzll(part->mask);
}

/* The rest follows the flags; shifted numbers and the like come after it. */
static void insert_rest(struct split *split, size_t at)
{
    for (size_t i = split->n_pieces; i > at; i--)
        split->pieces[i] = split->pieces[i - 1];
    split->pieces[at] = (struct name_piece){.bits = split->bits, .text = split->rest_text};
    split->n_pieces++;
}

size_t names_split(const struct value *v, unsigned abi, struct name_piece pieces[NAMES_MOST])
{
    uint64_t width = names_width_mask(v->type, abi);
    struct split split = {.pieces = pieces,
                          .bits = v->bits & width,
                          .whole = v->bits & width,
                          .width = width,
                          .abi = abi};
    size_t after_flags = 0;
    bool has_flags = false;
    for (uint32_t i = 0; i < v->type->count; i++) {
        const struct part *part = &describe_parts[v->type->first + i];
        switch ((enum part_kind)part->kind) {
        case PART_ENUM:
            split_enum(&split, part);
            break;
        case PART_FLAGS:
            split_flags(&split, part);
            after_flags = split.n_pieces;
            has_flags = true;
            break;
        case PART_NUMBER:
            split_number(&split, part);
            break;
        case PART_SHIFTED:
            split_shifted(&split, part);
            break;
        }
    }
    if (split.bits)
        insert_rest(&split, has_flags ? after_flags : split.n_pieces);
    return split.n_pieces;
}
