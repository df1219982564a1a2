/* [[format:]none|time|unix][,[precision:]s|ms|us|ns], in any order. */
#include "core/cli/times.h"
#include "core/base/alloc.h"
#include <stdlib.h>
#include <string.h>

enum { MICROSECOND_DIGITS = 6 };

static bool parse_precision(const char *word, int *digits)
{
    static const struct {
        const char *word;
        int digits;
    } units[] = {{"s", 0}, {"ms", 3}, {"us", 6}, {"ns", 9}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(word, units[i].word))
            continue;
        *digits = units[i].digits;
        return true;
    }
    return false;
}

static bool parse_clock(const char *word, enum clock_style *clock)
{
    static const struct {
        const char *word;
        enum clock_style clock;
    } clocks[] = {{"none", CLOCK_NONE}, {"time", CLOCK_OF_DAY}, {"unix", CLOCK_UNIX}};
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        if (strcmp(word, clocks[i].word))
            continue;
        *clock = clocks[i].clock;
        return true;
    }
    return false;
}

static const char *without_label(const char *word, const char *label)
{
    size_t length = strlen(label);
    return strncmp(word, label, length) ? word : word + length;
}

bool times_take_absolute(struct options *options, const char *words, char **why)
{
    struct style *style = &options->style;
    char *copy = alloc_string(words ? words : ""), *state = NULL;
    bool is_valid = true;
    options->has_clock_words = true;
    style->clock = CLOCK_OF_DAY;
    style->clock_digits = 0;
    for (char *word = strtok_r(copy, ",", &state); word && is_valid;
         word = strtok_r(NULL, ",", &state))
        is_valid = parse_clock(without_label(word, "format:"), &style->clock) ||
                   parse_precision(without_label(word, "precision:"), &style->clock_digits);
    free(copy);
    return is_valid || options_refuse(options, words, NULL, why);
}

static bool take_digits(const struct options *options, int *digits, const char *word, char **why)
{
    *digits = MICROSECOND_DIGITS;
    return !word || parse_precision(word, digits) || options_refuse(options, word, NULL, why);
}

bool times_take_relative(struct options *options, const char *word, char **why)
{
    return take_digits(options, &options->style.relative_digits, word, why);
}

bool times_take_duration(struct options *options, const char *word, char **why)
{
    return take_digits(options, &options->style.duration_digits, word, why);
}
