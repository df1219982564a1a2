/* The columns of the table, by the words that choose them and by which rows are sorted. */
#pragma once
#include <stdbool.h>

enum summary_column {
    COLUMN_PERCENT,
    COLUMN_TOTAL,
    COLUMN_MIN,
    COLUMN_MAX,
    COLUMN_AVERAGE,
    COLUMN_CALLS,
    COLUMN_ERRORS,
    COLUMN_NAME,
    COLUMN_COUNT,              /* also: sort by nothing */
};

struct summary_heading {
    const char *title;
    int width;
};

extern const struct summary_heading summary_headings[COLUMN_COUNT];

/* COLUMN_COUNT for "nothing"; false for no such word. */
bool summary_column_named(const char *word, enum summary_column *column);
