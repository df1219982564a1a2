/* One walk over a value for all who write it: text, JSON, Lua. */
#pragma once
#include "core/decode/value.h"

/* Each is called in the order of the walk; a NULL member is skipped. Depth is bounded by decode. */
struct sink {
    void (*scalar)(void *self, const struct value *v); /* NUMBER, NAMES */
    void (*begin)(void *self,
                  const struct value *v); /* STRUCT, ARRAY, RECORDS, CHANGE, and POINTER to
                                                                  something that has no brackets */
    void (*field)(void *self, const struct value *v, size_t i);   /* before item i of a struct */
    void (*element)(void *self, const struct value *v, size_t i); /* before item i of the others */
    void (*end)(void *self, const struct value *v);
    void (*bytes)(void *self, const struct value *v);   /* STRING, BYTES */
    void (*address)(void *self, const struct value *v); /* NULL, UNREADABLE, PENDING */
    void (*raw)(void *self,
                const struct value *v); /* SPECIAL, counted POINTER, literal NONE: text */
    void *self;
};

void sink_walk(const struct sink *sink, const struct value *v);
