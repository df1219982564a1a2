/* The words of run, eval, check and lint. */
#include "core/cli/verb_words.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/cli/verbs.h"
#include <stdlib.h>
#include <string.h>

int verb_fail(enum verdict verdict, char *why)
{
    notice("%s", why);
    free(why);
    return (int)verdict;
}

static bool add_script(struct scripts *scripts, enum script_words kind, const char *word,
                       char **why)
{
    return kind == SCRIPTS_AS_TEXT ? scripts_add_text(scripts, word, why)
                                   : scripts_add(scripts, word, why);
}

/* An option at words[at], the script's own or ours: how many words it took, -1 with *why. */
static int take_option(struct options *options, struct scripts *scripts, char **words, int at,
                       char **why)
{
    int taken = scripts_take_option(scripts, words, at, why);
    return taken != 0 ? taken : options_take(options, words, at, why);
}

/* An option that neither the last script nor moontap has. */
static bool refuse_option(struct scripts *scripts, char *word, char **why)
{
    struct word_list one = {&word, 1};
    if (scripts_count(scripts) > 0)
        return scripts_add_words(scripts, &one, why);
    return options_refuse_name(word, why);
}

/* --help behind a recipe's name tells of the recipe. */
static _Noreturn void show_help(const struct scripts *scripts, struct options *options)
{
    size_t n = scripts_count(scripts);
    if (n > 0)
        verb_help_recipe(scripts_recipe_at(scripts, n - 1));
    else
        verb_help(0, NULL, options);
    exit(EXIT_SUCCESS);
}

bool verb_words_read(char **words, enum script_words kind, struct options *options,
                     struct scripts *scripts, char **why)
{
    bool expects_script = true;
    int at = 0;
    while (words[at] && strcmp(words[at], "--") != 0) {
        int taken = take_option(options, scripts, words, at, why);
        if (taken < 0)
            return false;
        if (taken > 0) {
            if (options->wants_help)
                show_help(scripts, options);
            at += taken;
            continue;
        }
        bool is_option = words[at][0] == '-' && words[at][1];
        if (is_option)
            return refuse_option(scripts, words[at], why);
        if (strcmp(words[at], "+") == 0) {
            expects_script = true;
        } else if (!expects_script) {
            break;
        } else {
            if (!add_script(scripts, kind, words[at], why))
                return false;
            expects_script = false;
        }
        at++;
    }
    if (words[at] && strcmp(words[at], "--") == 0)
        at++;
    options->command = words[at] ? words + at : NULL;
    if (scripts_count(scripts) == 0)
        *why = alloc_string(kind == SCRIPTS_AS_TEXT ? "which script? give its text as one word"
                                                    : "which recipe? 'moontap list' shows them");
    return scripts_count(scripts) > 0;
}

enum verdict verb_words_load(char **words, struct options *options, struct scripts *scripts,
                             struct session **session, char **why)
{
    if (!verb_words_read(words, SCRIPTS_BY_NAME, options, scripts, why))
        return VERDICT_USAGE;
    options->command = NULL;
    *session = session_create(options, SESSION_STOPS, why);
    if (!*session)
        return VERDICT_TRACER;
    return scripts_load(scripts, *session, why) ? VERDICT_PASS : VERDICT_SCRIPT;
}
