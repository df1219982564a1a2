/* Option names, and for arguments what kind of thing they are: files, users, processes. */
#include "core/cli/completion_text.h"
#include "core/base/text.h"
#include "core/cli/option_table.h"
#include "core/cli/qualifiers.h"
#include "core/cli/verbs.h"
#include <string.h>

/* What an argument's name stands for, in the words of each shell; @ is the list of qualifiers. */
static const struct {
    const char *argument_name, *bash, *zsh;
} kinds[] = {
    {"FILE", "compgen -f", "_files"},
    {"PATH", "compgen -f", "_files"},
    {"USER", "compgen -u", "_users"},
    {"PID[,PID]...", "compgen -W \"$(cd /proc && echo [0-9]*)\"", "_pids"},
    {"EXPR", "compgen -W '@'", "(@)"},
    {"RECIPE", "compgen -f", "_files -g \"*.lua\""},
};

enum { N_KINDS = sizeof kinds / sizeof *kinds };

static int kind_of(const struct option_row *row)
{
    for (int i = 0; i < N_KINDS; i++)
        if (row->argument_name && !strcmp(row->argument_name, kinds[i].argument_name))
            return i;
    return -1;
}

/* Those of one letter are shorter than what would be typed to choose among them. */
static void add_qualifiers(struct text *text)
{
    const char *name, *between = "";
    for (size_t i = 0; (name = qualifier_name(i)); i++) {
        if (!name[1])
            continue;
        text_add(text, "%s%s=", between, name);
        between = " ";
    }
}

static void add_kind(struct text *text, const char *words)
{
    for (; *words; words++)
        if (*words == '@')
            add_qualifiers(text);
        else
            text_add_char(text, *words);
}

static void add_verbs(struct text *text)
{
    for (const struct verb *verb = verbs; verb->name; verb++)
        text_add(text, " %s", verb->name);
}

static void add_bash_words(struct text *text, const struct option_row *row)
{
    if (row->letter)
        text_add(text, " -%c", row->letter);
    if (row->name)
        text_add(text, " --%s%s", row->name, row->argument == ARGUMENT_NEEDED ? "=" : "");
}

/* "-o|--output) COMPREPLY=($(compgen -f -- "$word")); return ;;" */
static void add_bash_case(struct text *text, const struct option_row *row)
{
    int kind = kind_of(row);
    if (row->argument != ARGUMENT_NEEDED || kind < 0)
        return;
    text_add_string(text, "    ");
    if (row->letter)
        text_add(text, "-%c%s", row->letter, row->name ? "|" : "");
    if (row->name)
        text_add(text, "--%s", row->name);
    text_add_string(text, ") COMPREPLY=($(");
    add_kind(text, kinds[kind].bash);
    text_add_string(text, " -- \"$word\")); return ;;\n");
}

char *completion_bash(void)
{
    struct text text = {0};
    text_add_string(&text, "# Completion of moontap's command line in bash.\n"
                           "_moontap()\n{\n"
                           "    local word=${COMP_WORDS[COMP_CWORD]}\n"
                           "    local before=${COMP_WORDS[COMP_CWORD-1]}\n"
                           "    [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD-2]}\n"
                           "    [[ $word == = ]] && word=\n"
                           "    case $before in\n");
    for (const struct option_row *row = option_table; row->take; row++)
        add_bash_case(&text, row);
    text_add_string(&text, "    esac\n    if [[ $word == -* ]]; then\n"
                           "        COMPREPLY=($(compgen -W '");
    for (const struct option_row *row = option_table; row->take; row++)
        add_bash_words(&text, row);
    text_add_string(&text, "' -- \"$word\"))\n"
                           "        [[ $COMPREPLY == *= ]] && compopt -o nospace\n"
                           "        return\n    fi\n"
                           "    COMPREPLY=($(compgen -c -- \"$word\") $(compgen -f -- \"$word\"))\n"
                           "    ((COMP_CWORD == 1)) && COMPREPLY+=($(compgen -W '");
    add_verbs(&text);
    text_add_string(&text, "' -- \"$word\"))\n}\ncomplete -F _moontap moontap\n");
    return text.bytes;
}

/* Within '[...]' of a specification. */
static void add_zsh_help(struct text *text, const char *help)
{
    for (; *help; help++) {
        if (*help == '\'')
            text_add_string(text, "'\\'");
        else if (strchr("[]:\\", *help))
            text_add_char(text, '\\');
        text_add_char(text, *help);
    }
}

static void add_zsh_row(struct text *text, const struct option_row *row)
{
    int kind = kind_of(row);
    text_add_string(text, "  '*'");
    if (row->letter && row->name)
        text_add(text, "{-%c%s,--%s%s}", row->letter, row->argument == ARGUMENT_NEEDED ? "+" : "",
                 row->name,
                 row->argument == ARGUMENT_NEEDED ? "="
                 : row->argument == ARGUMENT_MAY  ? "=-"
                                                  : "");
    else if (row->letter)
        text_add(text, "-%c%s", row->letter, row->argument == ARGUMENT_NEEDED ? "+" : "");
    else
        text_add(text, "--%s%s", row->name, row->argument_name ? "=" : "");
    text_add_string(text, "'[");
    add_zsh_help(text, row->help ? row->help : "another name");
    text_add_char(text, ']');
    if (row->argument == ARGUMENT_NEEDED || (row->argument == ARGUMENT_MAY && !row->letter)) {
        text_add_string(text, row->argument == ARGUMENT_MAY ? "::" : ":");
        add_zsh_help(text, row->argument_name);
        text_add_char(text, ':');
        if (kind >= 0)
            add_kind(text, kinds[kind].zsh);
    }
    text_add_string(text, "' \\\n");
}

char *completion_zsh(void)
{
    struct text text = {0};
    text_add_string(&text, "#compdef moontap\n# Completion of moontap's command line in zsh.\n"
                           "if ((CURRENT == 2)); then\n  compadd --");
    add_verbs(&text);
    text_add_string(&text, "\nfi\n_arguments -s -S \\\n");
    for (const struct option_row *row = option_table; row->take; row++)
        add_zsh_row(&text, row);
    text_add_string(&text, "  '*::command:_normal'\n");
    return text.bytes;
}
