/* Reading words as getopt_long(3) does with a leading +: clusters, glued and separate arguments,
   unambiguous beginnings of long names; the first word that is no option ends it. */
#include "core/cli/options.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/base/suggest.h"
#include "core/base/text.h"
#include "core/cli/option_table.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STRING_BYTES = 32 };

void word_list_add(struct word_list *list, const char *word)
{
    list->words = alloc_resize(list->words, (list->n_words + 1) * sizeof *list->words);
    list->words[list->n_words++] = alloc_string(word);
}

void word_list_finish(struct word_list *list)
{
    for (size_t i = 0; i < list->n_words; i++)
        free(list->words[i]);
    free(list->words);
    *list = (struct word_list){0};
}

void options_init(struct options *options)
{
    *options = (struct options){.string_bytes = STRING_BYTES};
    selection_init(&options->selection);
    style_init(&options->style);
    summary_form_init(&options->summary_form);
}

void options_finish(struct options *options)
{
    selection_finish(&options->selection);
    free(options->pids);
    word_list_finish(&options->environment);
    word_list_finish(&options->paths);
    word_list_finish(&options->injections);
    word_list_finish(&options->scripts);
    word_list_finish(&options->reports);
}

bool options_misuse(char **why, const char *format, ...)
{
    char *message = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&message, format, arguments);
    va_end(arguments);
    *why = alloc_format("%s\nTry '%s -h' for more information.", length < 0 ? "" : message,
                        notice_name());
    if (length >= 0)
        free(message);
    return false;
}

/* message: allocated, and no longer whoever calls this. */
static bool misuse(char *message, char **why)
{
    options_misuse(why, "%s", message);
    free(message);
    return false;
}

bool options_refuse(const struct options *options, const char *argument,
                    const struct suggestion *nearest, char **why)
{
    const struct option_row *row = options->taken;
    const struct suggestion none = {0};
    char *message = options->is_taken_by_name
                        ? alloc_format("invalid --%s argument: '%s'", row->name, argument)
                        : alloc_format("invalid -%c argument: '%s'", row->letter, argument);
    return misuse(suggest_append(message, "", nearest ? nearest : &none), why);
}

static bool take_row(struct options *options, const struct option_row *row, const char *argument,
                     char **why)
{
    options->taken = row;
    return row->take(options, argument, why);
}

static const struct option_row *find_letter(char letter)
{
    for (const struct option_row *row = option_table; row->take; row++)
        if (row->letter == letter)
            return row;
    return NULL;
}

static bool begins_with(const struct option_row *row, const char *name, size_t length)
{
    return row->name && !strncmp(row->name, name, length);
}

static bool is_named(const struct option_row *row, const char *name, size_t length)
{
    return begins_with(row, name, length) && !row->name[length];
}

bool options_has(const char *name)
{
    for (const struct option_row *row = option_table; row->take; row++)
        if (is_named(row, name, strlen(name)))
            return true;
    return false;
}

static bool refuse_ambiguous(const char *word, const char *name, size_t length, char **why)
{
    struct text possible = {0};
    for (const struct option_row *row = option_table; row->take; row++)
        if (begins_with(row, name, length))
            text_add(&possible, " '--%s'", row->name);
    options_misuse(why, "option '%s' is ambiguous; possibilities:%s", word, possible.bytes);
    text_finish(&possible);
    return false;
}

bool options_refuse_name(const char *word, char **why)
{
    char *name = strndup(word + 2, strcspn(word + 2, "="));
    struct suggestion nearest = {.word = name};
    for (const struct option_row *row = option_table; row->take; row++)
        if (row->name)
            suggest_offer(&nearest, row->name);
    misuse(suggest_append(alloc_format("unrecognized option '%s'", word), "--", &nearest), why);
    free(name);
    return false;
}

/* The row of "--name" or "--name=...": exact, or the only one that does what its beginning could
   mean. NULL without *why if there is none. */
static const struct option_row *find_long(const char *word, char **why)
{
    const char *name = word + 2;
    size_t length = strcspn(name, "=");
    const struct option_row *found = NULL;
    bool is_ambiguous = false;
    for (const struct option_row *row = option_table; row->take; row++) {
        if (is_named(row, name, length))
            return row;
        if (!begins_with(row, name, length))
            continue;
        is_ambiguous |= found && found->take != row->take;
        found = row;
    }
    if (is_ambiguous)
        refuse_ambiguous(word, name, length, why);
    return is_ambiguous ? NULL : found;
}

static int take_long(struct options *options, char **words, int at, char **why)
{
    const struct option_row *row = find_long(words[at], why);
    const char *value = strchr(words[at], '=');
    if (!row)
        return *why ? -1 : 0;
    bool is_alone = options->is_verb && !strcmp(row->name, "trace");
    bool needs_value = row->argument == ARGUMENT_NEEDED && !value && !is_alone;
    if (value && row->argument == ARGUMENT_NONE) {
        options_misuse(why, "option '--%s' doesn't allow an argument", row->name);
        return -1;
    }
    if (needs_value && !words[at + 1]) {
        options_misuse(why, "option '--%s' requires an argument", row->name);
        return -1;
    }
    const char *argument = value ? value + 1 : needs_value ? words[at + 1] : NULL;
    options->is_taken_by_name = true;
    return take_row(options, row, argument, why) ? 1 + needs_value : -1;
}

static int take_letters(struct options *options, char **words, int at, char **why)
{
    options->is_taken_by_name = false;
    for (const char *letter = words[at] + 1; *letter; letter++) {
        const struct option_row *row = find_letter(*letter);
        if (!row) {
            options_misuse(why, "invalid option -- '%c'", *letter);
            return -1;
        }
        if (row->argument != ARGUMENT_NEEDED) {
            if (!take_row(options, row, NULL, why))
                return -1;
            continue;
        }
        const char *argument = letter[1] ? letter + 1 : words[at + 1];
        if (!argument) {
            options_misuse(why, "option requires an argument -- '%c'", *letter);
            return -1;
        }
        return take_row(options, row, argument, why) ? 1 + !letter[1] : -1;
    }
    return 1;
}

int options_take(struct options *options, char **words, int at, char **why)
{
    const char *word = words[at];
    *why = NULL;
    if (!word || word[0] != '-' || !word[1] || !strcmp(word, "--"))
        return 0;
    return word[1] == '-' ? take_long(options, words, at, why)
                          : take_letters(options, words, at, why);
}

int options_parse(struct options *options, char **words, int at, char **why)
{
    *why = NULL;
    for (;;) {
        const char *word = words[at];
        int taken = options_take(options, words, at, why);
        if (taken < 0)
            return -1;
        if (taken) {
            at += taken;
            continue;
        }
        if (!word || strncmp(word, "--", 2))
            return at;
        if (!word[2])
            return at + 1;
        if (!options->scripts.n_words) {
            options_refuse_name(word, why);
            return -1;
        }
        word_list_add(&options->scripts, word);
        at++;
    }
}
