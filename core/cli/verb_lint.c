/* moontap lint FILE: loads a script without running a command, and says what is wrong with it. */
#include "core/base/notice.h"
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include <stdlib.h>

int verb_lint(int n_words, char **words, struct options *options)
{
    char *why = NULL;
    enum verdict verdict = VERDICT_PASS;
    struct session *session = NULL;
    struct scripts *scripts = scripts_create();
    (void)n_words;
    if (!verb_words_read(words, SCRIPTS_BY_NAME, options, scripts, &why))
        verdict = VERDICT_USAGE;
    else if (!(session = session_create(options, SESSION_STOPS, &why)))
        verdict = VERDICT_TRACER;
    else if (!scripts_load(scripts, session, &why))
        verdict = VERDICT_SCRIPT;
    session_destroy(session);
    scripts_destroy(scripts);
    if (verdict != VERDICT_PASS)
        return verb_fail(verdict, why);
    return EXIT_SUCCESS;
}
