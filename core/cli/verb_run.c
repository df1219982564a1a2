/* moontap run RECIPE ... -- CMD and moontap eval 'LUA' -- CMD: scripts without trace lines. */
#include "core/cli/driver.h"
#include "core/cli/look_session.h"
#include "core/cli/verb_session.h"
#include "core/cli/verbs.h"

static int run_driver(struct scripts *scripts, const struct options *options)
{
    int status = driver_run(scripts, options);
    scripts_destroy(scripts);
    return status;
}

static int run(char **words, enum script_words kind, struct options *options)
{
    char *why = NULL;
    int wait_status = 0;
    struct scripts *scripts = scripts_create();
    enum verdict verdict = verb_prepare(words, kind, options, scripts, &why);
    if (verdict == VERDICT_PASS && driver_is_asked_for(scripts, &why))
        return run_driver(scripts, options);
    if (why)
        verdict = VERDICT_USAGE;
    if (verdict == VERDICT_PASS)
        verdict = scripts_only_look(scripts)
                      ? look_session_run(options, scripts, &wait_status, &why)
                      : verb_run_session(options, scripts, &wait_status, &why);
    bool has_failed = scripts_failed(scripts);
    scripts_destroy(scripts);
    if (verdict != VERDICT_PASS)
        return verb_fail(verdict, why);
    if (has_failed)
        return VERDICT_SCRIPT;
    options_finish(options);
    session_end_as(wait_status);
}

int verb_run(int n_words, char **words, struct options *options)
{
    (void)n_words;
    return run(words, SCRIPTS_BY_NAME, options);
}

int verb_eval(int n_words, char **words, struct options *options)
{
    (void)n_words;
    return run(words, SCRIPTS_AS_TEXT, options);
}
