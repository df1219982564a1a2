/* Puts longer tables in the place of those that the program began with. */
#include "core/describe/extend.h"
#include "core/describe/generated.h"
#include <string.h>

void describe_replace(const struct describe_tables *tables)
{
    describe_types = tables->types;
    describe_fields = tables->fields;
    describe_parts = tables->parts;
    describe_names = tables->names;
    describe_choices = tables->choices;
    describe_calls = tables->calls;
    describe_code = tables->code;
    describe_big = tables->big;
    describe_strings = tables->strings;
    describe_sizes = tables->sizes;
}

void describe_replace_numbers(unsigned abi, const uint16_t *table, uint32_t limit)
{
    describe_numbers[abi] = table;
    describe_number_limits[abi] = limit;
}

const uint16_t *describe_number_table(unsigned abi)
{
    return describe_numbers[abi];
}

long describe_symbol(const char *name)
{
    for (const struct symbol *symbol = describe_symbols; symbol->name; symbol++)
        if (strcmp(symbol->name, name) == 0)
            return symbol->value;
    return -1;
}
