/* What FUTEX_WAKE_OP does, in words: FUTEX_OP_ADD<<28|0x1<<12|... */
#pragma once
#include "core/decode/value.h"

struct style;
struct text;

/* v: a SPECIAL_FUTEX_OP. */
void futex_text_add_op(struct text *text, const struct value *v, const struct style *style);
