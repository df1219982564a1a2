/* Pieces joined by |. Under -X raw and -X verbose neighbours that were named from one list share a
   number, and where the type says so the whole word has one. */
#include "core/report/names_text.h"
#include "core/base/text.h"
#include "core/decode/syscall.h"
#include "core/report/names.h"
#include "core/report/number_text.h"
#include "core/report/set_text.h"
#include <string.h>

static unsigned abi_of(const struct value_view *view)
{
    return view->syscall ? view->syscall->abi->id : 0;
}

static void add_part_number(struct text *text, const struct name_piece *piece)
{
    if (piece->part->style == STYLE_HEX)
        text_add_hex(text, piece->number);
    else
        text_add_unsigned(text, piece->number);
}

static void add_piece(struct text *text, const struct name_piece *piece)
{
    if (!piece->part) {
        if (piece->number)
            text_add_unsigned(text, piece->number);
        else
            text_add_hex(text, piece->bits);
        if (piece->text)
            text_add(text, " /* %s */", piece->text);
        return;
    }
    switch ((enum part_kind)piece->part->kind) {
    case PART_ENUM:
    case PART_FLAGS:
        if (piece->text)
            text_add_string(text, piece->text);
        else
            text_add_unsigned(text, piece->number);
        return;
    case PART_NUMBER:
        if (piece->part->style == STYLE_OCTAL)
            number_text_add_mode(text, piece->number);
        else
            add_part_number(text, piece);
        return;
    case PART_SHIFTED:
        add_part_number(text, piece);
        text_add_string(text, "<<");
        text_add_string(text, piece->text);
    }
}

static void add_pieces(struct text *text, const struct name_piece *pieces, size_t n_pieces)
{
    for (size_t i = 0; i < n_pieces; i++) {
        if (i)
            text_add_char(text, '|');
        add_piece(text, &pieces[i]);
    }
}

static bool has_octal_part(const struct type *type)
{
    for (uint32_t i = 0; i < type->count; i++)
        if (describe_parts[type->first + i].kind == PART_NUMBER &&
            describe_parts[type->first + i].style == STYLE_OCTAL)
            return true;
    return false;
}

/* Signals, keys, what may be -1: numbers that people know as such. */
static bool is_decimal(const struct type *type)
{
    return type->flags & TYPE_SIGNED;
}

/* The number of a word or of some of its pieces, in the style of its type. */
static void add_number(struct text *text, const struct type *type, uint64_t bits)
{
    if (is_decimal(type))
        text_add_decimal(text, (int64_t)bits);
    else if (has_octal_part(type) && type->flags & TYPE_JOINS_NAMES)
        text_add_octal(text, bits);
    else
        text_add_hex(text, bits);
}

/* One name out of a list, for which 0 is as unknown as any other number; also behind flags. */
static bool is_enum(const struct type *type)
{
    const struct part *part = &describe_parts[type->first], *last = part + type->count - 1;
    bool is_behind_flags = part->kind == PART_FLAGS && last->kind == PART_ENUM && last->unknown;
    return (type->count == 1 && part->kind == PART_ENUM && part->mask == UINT64_MAX) ||
           is_behind_flags;
}

/* Nothing in it has a name. */
static void add_unnamed(struct text *text, const struct value *v, uint64_t bits,
                        const struct value_view *view)
{
    const char *unknown = v->type->name ? describe_string(v->type->name) : "";
    if (v->type->flags & TYPE_HEX_REST || !*unknown) {
        add_number(text, v->type, is_decimal(v->type) ? v->bits : bits);
        return;
    }
    if (v->type->flags & TYPE_SIGNED)
        text_add_decimal(text, (int64_t)v->bits);
    else
        text_add_hex(text, bits);
    if ((bits || is_enum(v->type)) && view->style->names != NAMES_RAW)
        text_add(text, " /* %s */", unknown);
}

/* Bits of an enum that have no name in it, with a comment of their own. */
static bool is_unknown(const struct name_piece *piece)
{
    return !piece->part && piece->text;
}

/* How many pieces from the first on share one number. */
static size_t segment_length(const struct type *type, const struct name_piece *pieces,
                             size_t n_pieces)
{
    size_t n = 1;
    if (type->flags & TYPE_JOINS_NAMES)
        return n_pieces;
    bool is_flags = pieces[0].part && pieces[0].part->kind == PART_FLAGS;
    while (n < n_pieces && !is_unknown(&pieces[0]) && !is_unknown(&pieces[n]) &&
           (pieces[n].part ? pieces[n].part == pieces[0].part : is_flags))
        n++;
    return n;
}

/* A name that is another one shifted: B9600<<IBSHIFT. */
static bool is_moved_name(const struct name_piece *piece)
{
    return piece->part && piece->part->kind == PART_ENUM && piece->text &&
           strstr(piece->text, "<<");
}

/* Under -X the number of the name, and that of the shift. */
static void add_moved_name(struct text *text, const struct name_piece *piece,
                           const struct value_view *view)
{
    const char *shift = strstr(piece->text, "<<");
    bool has_words = view->style->names == NAMES_VERBOSE;
    unsigned n_bits = __builtin_ctzll(piece->part->mask);
    text_add_hex(text, piece->bits >> n_bits);
    bool is_named = !(shift[2] >= '0' && shift[2] <= '9');
    if (has_words)
        text_add(text, " /* %.*s */", (int)(shift - piece->text), piece->text);
    text_add(text, is_named ? "<<%#x" : "<<%u", n_bits);
    if (has_words && is_named)
        text_add(text, " /* %s */", shift + strlen("<<"));
}

/* 21<<26, under -X verbose with the name of the shift in a comment. */
static void add_shifted(struct text *text, const struct name_piece *piece,
                        const struct value_view *view)
{
    text_add(text, "%llu<<%d", (unsigned long long)piece->number,
             __builtin_ctzll(piece->part->mask));
    bool is_named = !(piece->text[0] >= '0' && piece->text[0] <= '9');
    if (view->style->names == NAMES_VERBOSE && is_named)
        text_add(text, " /* %s */", piece->text);
}

/* Where the whole word has one number, it has it here too. */
static bool is_shifted_alone(const struct value *v, const struct name_piece *piece)
{
    return piece->part && piece->part->kind == PART_SHIFTED && !(v->type->flags & TYPE_JOINS_NAMES);
}

static bool is_number_alone(const struct name_piece *pieces, size_t n)
{
    return n == 1 && pieces[0].part && pieces[0].part->kind == PART_NUMBER;
}

static bool is_decimal_piece(const struct name_piece *piece)
{
    if (piece->part && piece->part->kind == PART_SHIFTED)
        return false;
    return piece->part ? piece->part->style == STYLE_DECIMAL : piece->number != 0;
}

/* A number that a comment could only repeat. */
static bool is_nameless(const struct name_piece *pieces, size_t n)
{
    return n == 1 && !pieces[0].text;
}

static void add_segments(struct text *text, const struct value *v, const struct name_piece *pieces,
                         size_t n_pieces, const struct value_view *view)
{
    for (size_t i = 0; i < n_pieces;) {
        size_t n = segment_length(v->type, pieces + i, n_pieces - i);
        uint64_t bits = 0;
        for (size_t k = 0; k < n; k++)
            bits |= pieces[i + k].bits;
        if (i)
            text_add_char(text, '|');
        if (is_number_alone(pieces + i, n)) {
            add_piece(text, &pieces[i]);
        } else if (n == 1 && is_shifted_alone(v, &pieces[i])) {
            add_shifted(text, &pieces[i], view);
        } else if (n == 1 && is_moved_name(&pieces[i])) {
            add_moved_name(text, &pieces[i], view);
        } else {
            bool is_whole = n == n_pieces;
            if (is_decimal_piece(&pieces[i]))
                text_add_unsigned(text, bits);
            else
                add_number(text, v->type, is_whole && is_decimal(v->type) ? v->bits : bits);
            bool is_unknown_alone = n == 1 && is_unknown(&pieces[i]);
            if (is_unknown_alone && view->style->names == NAMES_VERBOSE) {
                text_add(text, " /* %s */", pieces[i].text);
            } else if (view->style->names == NAMES_VERBOSE && !is_nameless(pieces + i, n)) {
                text_add_string(text, " /* ");
                add_pieces(text, pieces + i, n);
                text_add_string(text, " */");
            }
        }
        i += n;
    }
}

/* A mode is a number as a whole if its kind of file has no name; other bits without a name belong
   to its last part. */
static bool join_mode(const struct value *v, struct name_piece *pieces, size_t *n_pieces)
{
    const struct part *first = &describe_parts[v->type->first];
    bool has_kind = *n_pieces && pieces[0].part == first;
    if (first->kind == PART_ENUM && v->bits & first->mask && !has_kind)
        return false;
    size_t n = 0;
    uint64_t rest = 0;
    for (size_t i = 0; i < *n_pieces; i++) {
        if (!pieces[i].part)
            rest |= pieces[i].bits;
        else
            pieces[n++] = pieces[i];
    }
    pieces[n - 1].number |= rest;
    pieces[n - 1].bits |= rest;
    *n_pieces = n;
    return true;
}

/* The number with its name in a comment, whatever -X says; where it is in hex, -X raw has none. */
static void add_commented(struct text *text, const struct value *v, const struct name_piece *pieces,
                          size_t n_pieces, const struct value_view *view)
{
    bool is_flags = describe_parts[v->type->first].kind == PART_FLAGS;
    bool is_hex = is_flags || v->type->flags & TYPE_JOINS_NAMES;
    if (v->type->flags & TYPE_SIGNED)
        text_add_decimal(text, (int64_t)v->bits);
    else if (is_hex)
        text_add_hex(text, v->bits);
    else
        text_add_unsigned(text, v->bits);
    bool has_name = n_pieces && pieces[0].part;
    if ((is_hex && view->style->names == NAMES_RAW) ||
        (is_flags ? !v->bits : !has_name && !*describe_string(v->type->name)))
        return;
    text_add_string(text, " /* ");
    if (has_name)
        add_pieces(text, pieces, n_pieces);
    else
        text_add_string(text, describe_string(v->type->name));
    text_add_string(text, " */");
}

static bool is_upper(const struct name_piece *piece)
{
    return piece->bits && !(uint32_t)piece->bits;
}

/* Sets of two words: the bits of the upper one are counted from its own start. */
static void move_upper_halves(struct name_piece *pieces, size_t n_pieces)
{
    for (size_t i = 0; i < n_pieces; i++)
        if (is_upper(&pieces[i]))
            pieces[i].bits >>= 32;
}

static void add_names(struct text *text, const struct value *v, const struct value_view *view)
{
    struct name_piece pieces[NAMES_MOST];
    if (v->type->flags & TYPE_SPACED) {
        set_text_add_names(text, v, view);
        return;
    }
    size_t n_pieces = names_split(v, abi_of(view), pieces);
    bool is_in_words = v->type->flags & TYPE_IN_WORDS || view->style->names == NAMES_ABBREV;
    if (v->type->flags & TYPE_HALVES)
        move_upper_halves(pieces, n_pieces);
    bool is_unnamed = !n_pieces || (n_pieces == 1 && !pieces[0].part && !pieces[0].text);
    bool is_mode = has_octal_part(v->type) && v->type->flags & TYPE_JOINS_NAMES;
    if (is_mode && !join_mode(v, pieces, &n_pieces)) {
        number_text_add_mode(text, v->bits);
        return;
    }
    bool is_raw_whole = v->type->flags & TYPE_COUNTED && view->style->names == NAMES_RAW;
    if (is_raw_whole)
        add_number(text, v->type, v->bits & names_width_mask(v->type, abi_of(view)));
    else if (v->type->flags & TYPE_COMMENTED)
        add_commented(text, v, pieces, n_pieces, view);
    else if (is_unnamed)
        add_unnamed(text, v, v->bits & names_width_mask(v->type, abi_of(view)), view);
    else if (is_in_words)
        add_pieces(text, pieces, n_pieces);
    else
        add_segments(text, v, pieces, n_pieces, view);
}

/* Its bytes, in the order in which they lie in memory. */
static void add_bytes(struct text *text, const struct value *v)
{
    text_add_char(text, '"');
    for (unsigned i = v->type->size[0]; i--;)
        text_add(text, "\\x%02x", (unsigned)(v->bits >> 8 * i & 0xff));
    text_add_char(text, '"');
}

static void add_swapped(struct text *text, const struct value *v, const struct value_view *view)
{
    text_add_string(text, v->type->size[0] == 2 ? "htons(" : "htonl(");
    add_names(text, v, view);
    text_add_char(text, ')');
}

/* Names of a number in network order stand as in a program: htons(ETH_P_ALL). Under -X some of them
   are bytes, and that in a comment. */
void names_text_add(struct text *text, const struct value *v, const struct value_view *view)
{
    bool is_in_bytes = v->type->flags & TYPE_JOINS_NAMES && view->style->names != NAMES_ABBREV;
    if (!(v->type->flags & TYPE_BIG_ENDIAN)) {
        add_names(text, v, view);
        return;
    }
    if (!is_in_bytes) {
        add_swapped(text, v, view);
        return;
    }
    add_bytes(text, v);
    if (view->style->names == NAMES_RAW)
        return;
    const struct style style = {.names = NAMES_ABBREV};
    const struct value_view in_words = {.style = &style, .syscall = view->syscall};
    text_add_string(text, " /* ");
    add_swapped(text, v, &in_words);
    text_add_string(text, " */");
}

bool names_text_are_silent(const struct value *v, const struct value_view *view)
{
    if (v->type->kind != TYPE_NAMES || !(v->type->flags & TYPE_IN_WORDS))
        return false;
    bool is_flags = describe_parts[v->type->first].kind == PART_FLAGS;
    if (is_flags && view->style->names == NAMES_RAW)
        return true;
    struct name_piece pieces[NAMES_MOST];
    size_t n_pieces = names_split(v, abi_of(view), pieces);
    for (size_t i = 0; i < n_pieces; i++)
        if (pieces[i].part && pieces[i].part->kind != PART_NUMBER)
            return false;
    return true;
}
