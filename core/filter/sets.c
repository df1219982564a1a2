/* Lists with commas; a leading ! inverts, all and none stand alone. */
#include "core/filter/sets.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include "core/describe/describe.h"
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { HIGHEST_SIGNAL = 255 };

static bool is_member(const struct number_set *set, int number)
{
    for (size_t i = 0; i < set->n_numbers; i++)
        if (set->numbers[i] == number)
            return true;
    return false;
}

bool number_set_has(const struct number_set *set, int number)
{
    return is_member(set, number) != set->is_inverted;
}

void number_set_add(struct number_set *set, int number)
{
    if (is_member(set, number))
        return;
    set->numbers = alloc_resize(set->numbers, (set->n_numbers + 1) * sizeof *set->numbers);
    set->numbers[set->n_numbers++] = number;
}

void number_set_finish(struct number_set *set)
{
    free(set->numbers);
    *set = (struct number_set){0};
}

static bool parse_int(const char *word, int *number)
{
    char *end;
    errno = 0;
    long value = strtol(word, &end, 10);
    *number = (int)value;
    return end != word && !*end && !errno && value >= 0 && value <= INT_MAX;
}

static bool parse_fd(const char *word, int *fd, char **why)
{
    if (parse_int(word, fd))
        return true;
    *why = alloc_format("invalid descriptor '%s'", word);
    return false;
}

static bool parse_signal(const char *word, int *signal, char **why)
{
    struct suggestion nearest = {.word = word};
    if (parse_int(word, signal) && *signal <= HIGHEST_SIGNAL)
        return true;
    if ((*signal = describe_signal(word)))
        return true;
    for (int number = 1; number < 32; number++) {
        const char *name = describe_signal_name(number);
        if (name)
            suggest_offer(&nearest, name + (strncasecmp(word, "SIG", 3) ? 3 : 0));
    }
    *why = suggest_append(alloc_format("invalid signal '%s'", word), "", &nearest);
    return false;
}

static bool parse_numbers(struct number_set *set, const char *words,
                          bool (*parse)(const char *word, int *number, char **why), char **why)
{
    const char *typed = words;
    size_t n_marks = strspn(words, "!");
    bool is_valid = true;
    int number;
    number_set_finish(set);
    set->is_inverted = n_marks % 2;
    words += n_marks;
    if (!strcmp(words, "all"))
        set->is_inverted = !set->is_inverted;
    if (!strcmp(words, "all") || !strcmp(words, "none"))
        return true;
    if (!words[strspn(words, ",")])
        return parse(typed, &number, why);
    char *copy = alloc_string(words), *state = NULL;
    for (char *word = strtok_r(copy, ",", &state); word && is_valid;
         word = strtok_r(NULL, ",", &state)) {
        is_valid = parse(word, &number, why);
        if (is_valid)
            number_set_add(set, number);
    }
    free(copy);
    return is_valid;
}

bool number_set_parse_fds(struct number_set *set, const char *words, char **why)
{
    return parse_numbers(set, words, parse_fd, why);
}

bool number_set_parse_signals(struct number_set *set, const char *words, char **why)
{
    return parse_numbers(set, words, parse_signal, why);
}

static bool find_bits(unsigned *bits, const char *word, const struct named_bits *known,
                      const char *what, char **why)
{
    struct suggestion nearest = {.word = word};
    for (; known->word; known++) {
        if (!strcmp(word, known->word)) {
            *bits |= known->bits;
            return true;
        }
        suggest_offer(&nearest, known->word);
    }
    *why = suggest_append(alloc_format("invalid %s '%s'", what, word), "", &nearest);
    return false;
}

bool bits_parse(unsigned *bits, const char *words, const struct named_bits *known, const char *what,
                char **why)
{
    const char *typed = words;
    size_t n_marks = strspn(words, "!");
    unsigned found = 0, all = 0;
    bool is_valid = true;
    words += n_marks;
    for (const struct named_bits *k = known; k->word; k++)
        all |= k->bits;
    if (!words[strspn(words, ",")])
        return find_bits(&found, typed, known, what, why);
    char *copy = alloc_string(words), *state = NULL;
    for (char *word = strtok_r(copy, ",", &state); word && is_valid;
         word = strtok_r(NULL, ",", &state)) {
        if (!strcmp(words, "all"))
            found = all;
        else if (strcmp(words, "none"))
            is_valid = find_bits(&found, word, known, what, why);
    }
    free(copy);
    *bits = n_marks % 2 ? all & ~found : found;
    return is_valid;
}
