/* The columns of the table, and the words that choose and sort them. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum summary_column {
    COLUMN_PERCENT,
    COLUMN_TOTAL,
    COLUMN_MIN,
    COLUMN_MAX,
    COLUMN_AVERAGE,
    COLUMN_WALL_TOTAL,         /* from a call's begin to its end, whatever -w says */
    COLUMN_WALL_MIN,
    COLUMN_WALL_MAX,
    COLUMN_WALL_AVERAGE,
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

/* What the table shows, by which clock, and in which order: -S, -U, -w. */
struct summary_form {
    bool is_wall_clock;
    bool is_sorted;                /* by a word of the user */
    bool has_columns;              /* likewise */
    uint64_t overhead_ns;          /* of each call, not counted: -O */
    enum summary_column sort;      /* COLUMN_COUNT: as they come */
    enum summary_column columns[COLUMN_COUNT];
    unsigned n_columns;
};

/* What strace shows without options. */
void summary_form_init(struct summary_form *form);

/* The user's words; false with *why, allocated. */
bool summary_form_sort(struct summary_form *form, const char *word, char **why);
bool summary_form_show(struct summary_form *form, const char *words, char **why);
