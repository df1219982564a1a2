/* --help and the manual page from the rows of the option table. */
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/base/text.h"
#include "core/cli/option_table.h"
#include "core/cli/verbs.h"
#include <string.h>

enum { HELP_COLUMN = 17, HELP_WIDTH = 78 };

/* "-o FILE, --output=FILE". */
static void add_spelling(struct text *text, const struct option_row *row)
{
    const char *argument = row->argument_name;
    bool is_optional = row->argument == ARGUMENT_MAY;
    if (row->letter) {
        text_add(text, "-%c", row->letter);
        if (argument && !is_optional)
            text_add(text, " %s", argument);
    }
    if (row->letter && row->name)
        text_add_string(text, ", ");
    if (!row->name)
        return;
    text_add(text, "--%s", row->name);
    if (argument)
        text_add(text, is_optional ? "[=%s]" : "=%s", argument);
}

/* The row's, and those of the rows below it that have no help of their own. */
static void add_spellings(struct text *text, const struct option_row *row)
{
    add_spelling(text, row);
    for (row++; row->take && !row->help; row++) {
        text_add_string(text, ", ");
        add_spelling(text, row);
    }
}

/* Words up to the width, each line behind the column. */
static void add_wrapped(struct text *text, const char *words)
{
    size_t column = HELP_COLUMN;
    while (*words) {
        size_t length = strcspn(words, " ");
        if (column + 1 + length > HELP_WIDTH) {
            text_add_char(text, '\n');
            text_add_spaces(text, HELP_COLUMN);
            column = HELP_COLUMN;
        } else if (column > HELP_COLUMN) {
            text_add_char(text, ' ');
            column++;
        }
        text_add_bytes(text, words, length);
        column += length;
        words += length + strspn(words + length, " ");
    }
    text_add_char(text, '\n');
}

static void add_entry(struct text *text, const char *spelling, const char *words)
{
    size_t length = strlen(spelling);
    text_add(text, "  %s", spelling);
    if (length + 4 > HELP_COLUMN)
        text_add_char(text, '\n');
    text_add_spaces(text, length + 4 > HELP_COLUMN ? HELP_COLUMN : HELP_COLUMN - length - 2);
    add_wrapped(text, words);
}

static void add_row(struct text *text, const struct option_row *row)
{
    struct text spelling = {0};
    add_spellings(&spelling, row);
    add_entry(text, spelling.bytes, row->help);
    text_finish(&spelling);
}

static void add_usage(struct text *text)
{
    const char *name = notice_name();
    text_add(text, "Usage: %s [OPTIONS] [-l RECIPE] { -p PID | [--] COMMAND [ARGUMENTS] }\n", name);
    for (const struct verb *verb = verbs; verb->name; verb++)
        text_add(text, "   or: %s %s %s\n", name, verb->name, verb->arguments);
    text_add_string(text, "\nVerbs (the first word alone can be one):\n");
    for (const struct verb *verb = verbs; verb->name; verb++)
        add_entry(text, verb->name, verb->help);
}

char *options_help(void)
{
    struct text text = {0};
    add_usage(&text);
    for (int group = 0; group < GROUP_COUNT; group++) {
        text_add(&text, "\n%s:\n", option_group_titles[group]);
        for (const struct option_row *row = option_table; row->take; row++)
            if (row->help && (int)row->group == group)
                add_row(&text, row);
    }
    return text.bytes;
}

/* roff: hyphens that are no minus signs would be searched for in vain, and a leading . is a
   request. */
static void add_roff(struct text *text, const char *words)
{
    if (*words == '.' || *words == '\'')
        text_add_string(text, "\\&");
    for (; *words; words++) {
        if (*words == '-' || *words == '\\')
            text_add_char(text, '\\');
        text_add_char(text, *words == '\\' ? 'e' : *words);
    }
}

char *options_manual(void)
{
    struct text text = {0};
    for (int group = 0; group < GROUP_COUNT; group++) {
        text_add(&text, ".SS %s\n", option_group_titles[group]);
        for (const struct option_row *row = option_table; row->take; row++) {
            struct text spelling = {0};
            if (!row->help || (int)row->group != group)
                continue;
            add_spellings(&spelling, row);
            text_add_string(&text, ".TP\n.B ");
            add_roff(&text, spelling.bytes);
            text_add_char(&text, '\n');
            add_roff(&text, row->help);
            text_add_char(&text, '\n');
            text_finish(&spelling);
        }
    }
    return text.bytes;
}
