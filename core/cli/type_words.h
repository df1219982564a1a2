/* What a script gets of a type, in a word: for show, and for the stubs of editors. */
#pragma once
#include "core/describe/describe.h"

/* The type seen through pointers and flows. */
const struct type *type_words_target(uint32_t type);

/* "path", "fd", "integer", "flags", "string", "buffer", "list", "table" ... of such a type. */
const char *type_words_kind(const struct type *target);
