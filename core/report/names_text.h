/* Named words as text: O_RDONLY|O_CLOEXEC, and as -X raw and -X verbose want them. */
#pragma once
#include "core/report/value_text.h"

void names_text_add(struct text *text, const struct value *v, const struct value_view *view);
