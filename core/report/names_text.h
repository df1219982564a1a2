/* Named words as text: O_RDONLY|O_CLOEXEC, and as -X raw and -X verbose want them. */
#pragma once
#include "core/report/value_text.h"

void names_text_add(struct text *text, const struct value *v, const struct value_view *view);

/* Whether a word that is only shown in words (what a result means) has none to show: nothing in it
   has a name, or -X raw wants no names of flags. */
bool names_text_are_silent(const struct value *v, const struct value_view *view);
