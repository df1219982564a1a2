/* Sets of bits: [A B], or what is missing, ~[C]. */
#pragma once
#include "core/report/value_text.h"

/* Flags as a set, a TYPE_NAMES value with TYPE_SPACED. Of more than half of all bits those that are
   missing are listed; bits without a name, and all under -X, by their place. */
void set_text_add_names(struct text *text, const struct value *v, const struct value_view *view);

/* The signals of a set by number, as -X raw and verbose want them. An inverted one lists those that
   are not in it. */
void set_text_add_signals(struct text *text, uint64_t set, bool is_inverted,
                          const struct value_view *view);
