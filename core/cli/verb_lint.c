/* moontap lint FILE: loads a script without running a command, and says what is wrong with it. */
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include <stdlib.h>

int verb_lint(int n_words, char **words, struct options *options)
{
    char *why = NULL;
    struct scripts *scripts = scripts_create();
    struct session *session = NULL;
    (void)n_words;
    scripts_lend_values(scripts);
    enum verdict verdict = verb_words_load(words, options, scripts, &session, &why);
    session_destroy(session);
    scripts_destroy(scripts);
    return verdict == VERDICT_PASS ? EXIT_SUCCESS : verb_fail(verdict, why);
}
