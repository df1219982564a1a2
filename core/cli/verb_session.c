/* From a verb's words to the end of its run. */
#include "core/cli/verb_session.h"
#include "core/base/alloc.h"
#include <stddef.h>

enum verdict verb_run_session(const struct options *options, struct scripts *scripts,
                              int *wait_status, char **why)
{
    enum verdict verdict = VERDICT_TRACER;
    struct session *session = session_create(options, SESSION_FILTERS, why);
    if (!session)
        return VERDICT_USAGE;
    if (!scripts_load(scripts, session, why))
        verdict = VERDICT_SCRIPT;
    else if (session_run(session, wait_status, why))
        verdict = VERDICT_PASS;
    session_destroy(session);
    return verdict;
}

enum verdict verb_prepare(char **words, enum script_words kind, struct options *options,
                          struct scripts *scripts, char **why)
{
    options->follows_children = true;
    if (!verb_words_read(words, kind, options, scripts, why) || !options_settle(options, why))
        return VERDICT_USAGE;
    if (options->command || options->n_pids)
        return VERDICT_PASS;
    *why = alloc_string("which command? write it after --, or give -p PID");
    return VERDICT_USAGE;
}
