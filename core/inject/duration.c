/* Durations in the user's words. */
#include "core/inject/duration.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    uint64_t ns;
} units[] = {
    {"s", 1000000000}, {"ms", 1000000},    {"us", 1000},
    {"ns", 1},         {"m", 60000000000}, {"h", 3600000000000},
};

enum { N_UNITS = sizeof units / sizeof *units, N_STRACE_UNITS = 4 };

bool duration_parse(const char *words, uint64_t default_unit_ns, uint64_t *ns)
{
    char *end;
    uint64_t unit = *words ? default_unit_ns : 0;
    size_t n_units = default_unit_ns ? N_STRACE_UNITS : N_UNITS;
    if ((!isdigit((unsigned char)*words) && *words != '.') || strpbrk(words, "xX"))
        return false;
    double number = strtod(words, &end);
    if (*end) {
        unit = 0;
        for (size_t i = 0; i < n_units; i++)
            if (strcmp(end, units[i].name) == 0)
                unit = units[i].ns;
    }
    if (end == words || unit == 0 || !isfinite(number) || number * (double)unit > 3.2e18)
        return false;
    *ns = (uint64_t)(number * (double)unit);
    return true;
}
