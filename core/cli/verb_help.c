/* moontap help [RECIPE | classes | VERB]. */
#include "core/cli/recipe.h"
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include "core/filter/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int show_verbs(void)
{
    puts("strace's own command line: moontap [options] CMD..., moontap -h tells the "
         "options.\nVerbs:");
    for (const struct verb *verb = verbs; verb->name; verb++)
        printf("  moontap %-8s %s\n      %s\n", verb->name, verb->arguments, verb->help);
    return EXIT_SUCCESS;
}

/* The calls of one machine in a set, by name. */
static void show_calls(const struct call_set *calls)
{
    int column = 0;
    for (uint64_t number = 0; number < CALL_SET_LIMIT; number++) {
        const struct call *call = call_set_has(calls, 0, number) ? describe_call(0, number) : NULL;
        if (!call)
            continue;
        const char *name = describe_string(call->name);
        column += printf("%s%s", column == 0 ? "    " : " ", name);
        if (column > 80) {
            putchar('\n');
            column = 0;
        }
    }
    if (column > 0)
        putchar('\n');
}

static void show_class(const char *name, enum words_dialect dialect)
{
    char words[64], *why = NULL;
    struct call_set calls;
    snprintf(words, sizeof words, "%%%s", name);
    if (words_parse(&calls, words, dialect, &why))
        show_calls(&calls);
    free(why);
}

static int show_classes(void)
{
    const char *name;
    for (unsigned bit = 0; (name = describe_class_name(bit)); bit++) {
        bool is_script = *name == '+';
        printf("%%%s%s\n", name + is_script, is_script ? ", in scripts" : "");
        show_class(name + is_script, is_script ? WORDS_SCRIPT : WORDS_STRACE);
    }
    return EXIT_SUCCESS;
}

static void show_words(const char *title, char **words)
{
    if (!words)
        return;
    printf("%s:", title);
    for (; *words; words++)
        printf(" %s", *words);
    putchar('\n');
}

static void show_option(const struct manifest_option *option)
{
    printf("  --%-12s %-9s %s", option->name, option_type_name(option->type),
           option->help ? option->help : "");
    if (option->is_required)
        printf(" (required)");
    else if (option->default_text)
        printf(" (default %s)", option->default_text);
    show_words(option->choices ? " one of" : "", option->choices);
    if (!option->choices)
        putchar('\n');
}

static void show_output(const char *output)
{
    for (; *output; output += *output == '\n') {
        int length = (int)strcspn(output, "\n");
        printf("  %.*s\n", length, output);
        output += length;
    }
}

void verb_help_recipe(const struct recipe *recipe)
{
    const struct manifest *manifest = &recipe->manifest;
    printf("%s: %s\n", manifest->name ? manifest->name : recipe->chunk_name + 1,
           manifest->summary ? manifest->summary : "(no recipe{} says what it does)");
    show_words("tags", manifest->tags);
    show_words("may", manifest->permissions);
    if (manifest->n_options)
        puts("options:");
    for (size_t i = 0; i < manifest->n_options; i++)
        show_option(&manifest->options[i]);
    if (manifest->example)
        printf("example:\n  $ %s\n", manifest->example);
    if (manifest->output)
        show_output(manifest->output);
}

static int show_recipe(const char *name)
{
    struct recipe recipe;
    char *why = NULL;
    if (!recipe_open(&recipe, name, &why))
        return verb_fail(VERDICT_USAGE, why);
    verb_help_recipe(&recipe);
    recipe_close(&recipe);
    return EXIT_SUCCESS;
}

static int show(const char *word)
{
    if (strcmp(word, "classes") == 0)
        return show_classes();
    const struct verb *verb = verbs_find(word);
    if (!verb)
        return show_recipe(word);
    printf("moontap %s %s\n  %s\n", verb->name, verb->arguments, verb->help);
    return EXIT_SUCCESS;
}

int verb_help(int n_words, char **words, struct options *options)
{
    int status = EXIT_SUCCESS;
    (void)options;
    if (n_words == 0)
        return show_verbs();
    for (int i = 0; i < n_words && status == EXIT_SUCCESS; i++) {
        if (i > 0)
            putchar('\n');
        status = show(words[i]);
    }
    return status;
}
