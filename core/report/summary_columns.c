/* All names that a column goes by. */
#include "core/report/summary_columns.h"
#include <stddef.h>
#include <string.h>

const struct summary_heading summary_headings[COLUMN_COUNT] = {
    [COLUMN_PERCENT] = {"% time", 6},      [COLUMN_TOTAL] = {"seconds", 11},
    [COLUMN_MIN] = {"shortest", 8},        [COLUMN_MAX] = {"longest", 8},
    [COLUMN_AVERAGE] = {"usecs/call", 11}, [COLUMN_CALLS] = {"calls", 9},
    [COLUMN_ERRORS] = {"errors", 9},       [COLUMN_NAME] = {"syscall", 16},
};

static const struct {
    const char *word;
    enum summary_column column;
} words[] = {
    {"time", COLUMN_PERCENT},
    {"time-percent", COLUMN_PERCENT},
    {"time_percent", COLUMN_PERCENT},
    {"total-time", COLUMN_TOTAL},
    {"total_time", COLUMN_TOTAL},
    {"time-total", COLUMN_TOTAL},
    {"time_total", COLUMN_TOTAL},
    {"min-time", COLUMN_MIN},
    {"min_time", COLUMN_MIN},
    {"time-min", COLUMN_MIN},
    {"shortest", COLUMN_MIN},
    {"max-time", COLUMN_MAX},
    {"max_time", COLUMN_MAX},
    {"time-max", COLUMN_MAX},
    {"longest", COLUMN_MAX},
    {"avg-time", COLUMN_AVERAGE},
    {"avg_time", COLUMN_AVERAGE},
    {"time-avg", COLUMN_AVERAGE},
    {"calls", COLUMN_CALLS},
    {"count", COLUMN_CALLS},
    {"errors", COLUMN_ERRORS},
    {"error", COLUMN_ERRORS},
    {"name", COLUMN_NAME},
    {"syscall", COLUMN_NAME},
    {"syscall-name", COLUMN_NAME},
    {"syscall_name", COLUMN_NAME},
    {"none", COLUMN_COUNT},
    {"nothing", COLUMN_COUNT},
};

bool summary_column_named(const char *word, enum summary_column *column)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i].word))
            continue;
        *column = words[i].column;
        return true;
    }
    return false;
}
