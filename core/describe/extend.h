/* Descriptions that come at run time: a script's own structs, ioctls and calls. */
#pragma once
#include "core/describe/describe.h"

/* All tables, longer than before; rows that were there keep their index. */
struct describe_tables {
    const struct type *types;
    const struct field *fields;
    const struct part *parts;
    const struct name *names;
    const struct choice *choices;
    const struct call *calls;
    const uint32_t *code;
    const uint64_t *big;
    const char *strings;
    struct describe_sizes sizes;
};

/* From now on these are the tables. The memory is the caller's; it must outlive every use. */
void describe_replace(const struct describe_tables *tables);

/* Calls by number of a machine: table has limit entries, each the index of a call or 0. */
void describe_replace_numbers(unsigned abi, const uint16_t *table, uint32_t limit);

/* The same as they are now. */
const uint16_t *describe_number_table(unsigned abi);

/* The value of TYPE_POINTER and its like by name, for rows that are made at run time; -1 if there
   is none of that name. */
long describe_symbol(const char *name);
