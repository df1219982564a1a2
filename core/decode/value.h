/* What decoding yields: a tree of values, in the tracee's arena, that all listeners read alike. */
#pragma once
#include "core/describe/describe.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_state {
    VALUE_READ,
    VALUE_ABSENT, /* not there in this call: mode of an openat without O_CREAT */
    VALUE_NULL,
    VALUE_UNREADABLE, /* bits is the address */
    VALUE_PENDING, /* the kernel has not written it yet, or the call failed: bits is the address */
};

/* Why an array, string or struct ends where it does. */
enum value_end {
    END_WHOLE,
    END_CUT,        /* there is more than was decoded */
    END_UNREADABLE, /* the rest can't be read: rest is its address */
    END_TORN,       /* of a struct that tells its length: what is past the fields can't be read */
};

struct value {
    const struct type *type;
    const struct field *field; /* as which it stands in its struct, or NULL */
    uint8_t state;             /* enum value_state */
    uint8_t end;               /* enum value_end */
    uint64_t bits;             /* the number (sign-extended if signed), or the address */
    /* STRING, BYTES: what was read. SPECIAL, counted POINTER, literal NONE: text, ready to print */
    const char *bytes;
    size_t length;             /* of bytes */
    uint64_t size;             /* BYTES: how long it is in the program */
    /* NONE (what its text stands for), POINTER, CHANGE (1 or 2), ARRAY, RECORDS, STRUCT. A union's
       value is that of its chosen case; a spread struct's fields are its parent's. An item of a
       struct without field: bytes past those that we know. */
    const struct value *items;
    size_t n_items;
    /* END_UNREADABLE. FD: whose it is, if not the thread's. BYTES: how many there are past size. */
    uint64_t rest;
};

/* The value of a field of a struct value, by name, through spread members; NULL if it has none. */
const struct value *value_field(const struct value *v, const char *name);

/* v seen through pointers and unions: what a script would call the value. */
const struct value *value_target(const struct value *v);
