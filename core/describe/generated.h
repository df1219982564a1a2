/* What compile.lua makes beside the tables of describe.h; for core/describe alone. */
#pragma once
#include <stdint.h>

extern const struct name describe_constants[]; /* 1..n, sorted by name */
extern const uint32_t describe_n_constants;
extern const uint16_t *describe_numbers[]; /* per machine: call of each number */
extern uint32_t describe_number_limits[];
extern const uint32_t describe_class_names[]; /* strings, by bit */
extern const uint32_t describe_n_classes;

struct symbol {
    const char *name;
    long value;
};
extern const struct symbol describe_symbols[]; /* ended by a NULL name */
