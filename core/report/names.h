/* A word made of named parts, taken to pieces: what text and JSON both show. */
#pragma once
#include "core/decode/value.h"

enum { NAMES_MOST = 96 };

struct name_piece {
    const char *text; /* NULL: a number, or what nobody has a name for. Without a part:
                                  the comment on bits of an enum that have no name */
    uint64_t bits;             /* of the word that this piece stands for */
    uint64_t number;           /* PART_NUMBER: as it is; PART_SHIFTED: shifted down */
    const struct part *part;   /* NULL: the rest */
};

/* v, a TYPE_NAMES value of the machine abi -> its pieces in print order; returns how many. The
   rest, if there is one, comes last. */
size_t names_split(const struct value *v, unsigned abi, struct name_piece pieces[NAMES_MOST]);

/* The bits that a value of this type has: all ones in its width. */
uint64_t names_width_mask(const struct type *type, unsigned abi);
