/* All names that a column goes by. */
#include "core/report/summary_columns.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const struct summary_heading summary_headings[COLUMN_COUNT] = {
    [COLUMN_PERCENT] = {"% time", 6},         [COLUMN_TOTAL] = {"seconds", 11},
    [COLUMN_MIN] = {"shortest", 8},           [COLUMN_MAX] = {"longest", 8},
    [COLUMN_AVERAGE] = {"usecs/call", 11},    [COLUMN_CALLS] = {"calls", 9},
    [COLUMN_WALL_TOTAL] = {"wall-total", 11}, [COLUMN_WALL_MIN] = {"wall-min", 9},
    [COLUMN_WALL_MAX] = {"wall-max", 9},      [COLUMN_WALL_AVERAGE] = {"wall-avg", 11},
    [COLUMN_ERRORS] = {"errors", 9},          [COLUMN_NAME] = {"syscall", 16},
};

static const struct {
    const char *word;
    enum summary_column column;
} column_words[] = {
    {"time", COLUMN_PERCENT},          {"time-percent", COLUMN_PERCENT},
    {"time_percent", COLUMN_PERCENT},  {"total-time", COLUMN_TOTAL},
    {"total_time", COLUMN_TOTAL},      {"time-total", COLUMN_TOTAL},
    {"time_total", COLUMN_TOTAL},      {"min-time", COLUMN_MIN},
    {"min_time", COLUMN_MIN},          {"time-min", COLUMN_MIN},
    {"time_min", COLUMN_MIN},          {"shortest", COLUMN_MIN},
    {"max-time", COLUMN_MAX},          {"max_time", COLUMN_MAX},
    {"time-max", COLUMN_MAX},          {"time_max", COLUMN_MAX},
    {"longest", COLUMN_MAX},           {"avg-time", COLUMN_AVERAGE},
    {"avg_time", COLUMN_AVERAGE},      {"time-avg", COLUMN_AVERAGE},
    {"time_avg", COLUMN_AVERAGE},      {"wall-total", COLUMN_WALL_TOTAL},
    {"wall_total", COLUMN_WALL_TOTAL}, {"wall-min", COLUMN_WALL_MIN},
    {"wall_min", COLUMN_WALL_MIN},     {"wall-max", COLUMN_WALL_MAX},
    {"wall_max", COLUMN_WALL_MAX},     {"wall-avg", COLUMN_WALL_AVERAGE},
    {"wall_avg", COLUMN_WALL_AVERAGE}, {"calls", COLUMN_CALLS},
    {"count", COLUMN_CALLS},           {"errors", COLUMN_ERRORS},
    {"error", COLUMN_ERRORS},          {"name", COLUMN_NAME},
    {"syscall", COLUMN_NAME},          {"syscall-name", COLUMN_NAME},
    {"syscall_name", COLUMN_NAME},     {"none", COLUMN_COUNT},
    {"nothing", COLUMN_COUNT},
};

enum { N_COLUMN_WORDS = sizeof column_words / sizeof *column_words };

static bool find_column(const char *word, enum summary_column *column)
{
    for (size_t i = 0; i < N_COLUMN_WORDS; i++) {
        if (strcmp(word, column_words[i].word))
            continue;
        *column = column_words[i].column;
        return true;
    }
    return false;
}

void summary_form_init(struct summary_form *form)
{
    *form = (struct summary_form){
        .sort = COLUMN_TOTAL,
        .columns = {COLUMN_PERCENT, COLUMN_TOTAL, COLUMN_AVERAGE, COLUMN_CALLS, COLUMN_ERRORS,
                    COLUMN_NAME},
        .n_columns = 6,
    };
}

/* "unknown column name: 'coals'" and the nearest that is known. */
static char *refuse_word(const char *what, const char *word)
{
    struct suggestion nearest = {.word = word};
    for (size_t i = 0; i < N_COLUMN_WORDS; i++)
        suggest_offer(&nearest, column_words[i].word);
    return suggest_append(alloc_format("%s: '%s'", what, word), "", &nearest);
}

bool summary_form_sort(struct summary_form *form, const char *word, char **why)
{
    form->is_sorted = true;
    if (find_column(word, &form->sort))
        return true;
    *why = refuse_word("invalid sortby", word);
    return false;
}

static bool add_column(struct summary_form *form, enum summary_column column)
{
    for (unsigned i = 0; i < form->n_columns; i++)
        if (form->columns[i] == column)
            return false;
    form->columns[form->n_columns++] = column;
    return true;
}

bool summary_form_show(struct summary_form *form, const char *words, char **why)
{
    char *copy = alloc_string(words), *rest = copy, *word;
    form->n_columns = 0;
    form->has_columns = true;
    *why = NULL;
    while ((word = strsep(&rest, ",")) && !*why) {
        enum summary_column column;
        if (!find_column(word, &column) || column == COLUMN_COUNT)
            *why = refuse_word("unknown column name", word);
        else if (!add_column(form, column))
            *why = alloc_format("call summary column has been provided more than once: '%s' (-U "
                                "option residual: '%s')",
                                word, words + (word - copy));
    }
    free(copy);
    add_column(form, COLUMN_NAME);
    return !*why;
}
