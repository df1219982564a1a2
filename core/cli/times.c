/* [[format:]none|time|unix][,[precision:]s|ms|us|ns], in any order. */
#include "core/cli/times.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include <stdlib.h>
#include <string.h>

enum { MICROSECOND_DIGITS = 6 };

static const struct time_word {
    const char *word;
    int value;
} units[] = {{"s", 0}, {"ms", 3}, {"us", 6}, {"ns", 9}, {0}},
  clocks[] = {{"none", CLOCK_NONE}, {"time", CLOCK_OF_DAY}, {"unix", CLOCK_UNIX}, {0}};

static bool find_word(const struct time_word *words, const char *word, int *value)
{
    for (; words->word; words++) {
        if (strcmp(word, words->word))
            continue;
        *value = words->value;
        return true;
    }
    return false;
}

static void offer_all(struct suggestion *nearest, const struct time_word *words)
{
    for (; words->word; words++)
        suggest_offer(nearest, words->word);
}

static const char *without_label(const char *word, const char *label)
{
    size_t length = strlen(label);
    return strncmp(word, label, length) ? word : word + length;
}

static bool parse_clock_word(struct style *style, const char *word)
{
    int clock = style->clock;
    bool is_valid = find_word(clocks, without_label(word, "format:"), &clock) ||
                    find_word(units, without_label(word, "precision:"), &style->clock_digits);
    style->clock = (enum clock_style)clock;
    return is_valid;
}

bool times_take_absolute(struct options *options, const char *words, char **why)
{
    struct style *style = &options->style;
    char *copy = alloc_string(words ? words : ""), *state = NULL;
    struct suggestion nearest = {0};
    options->has_clock_words = true;
    style->clock = CLOCK_OF_DAY;
    style->clock_digits = 0;
    for (char *word = strtok_r(copy, ",", &state); word && !nearest.word;
         word = strtok_r(NULL, ",", &state))
        if (!parse_clock_word(style, word))
            nearest.word = without_label(without_label(word, "format:"), "precision:");
    if (nearest.word) {
        offer_all(&nearest, clocks);
        offer_all(&nearest, units);
        options_refuse(options, words, &nearest, why);
    }
    free(copy);
    return !nearest.word;
}

static bool take_digits(const struct options *options, int *digits, const char *word, char **why)
{
    struct suggestion nearest = {.word = word};
    *digits = MICROSECOND_DIGITS;
    if (!word || find_word(units, word, digits))
        return true;
    offer_all(&nearest, units);
    return options_refuse(options, word, &nearest, why);
}

bool times_take_relative(struct options *options, const char *word, char **why)
{
    return take_digits(options, &options->style.relative_digits, word, why);
}

bool times_take_duration(struct options *options, const char *word, char **why)
{
    return take_digits(options, &options->style.duration_digits, word, why);
}
