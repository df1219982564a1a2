/* moontap check RECIPE ... -- CMD: the exit status is the verdict. */
#include "core/base/notice.h"
#include "core/cli/verb_session.h"
#include "core/cli/verbs.h"
#include "lua/script.h"

/* What all scripts found: the worst. */
static enum verdict judge(const struct scripts *scripts)
{
    uint64_t n_violations = 0, n_idle = 0;
    for (size_t i = 0; i < scripts_count(scripts); i++) {
        const struct script_outcome *outcome = script_outcome(scripts_at(scripts, i));
        n_violations += outcome->n_violations;
        n_idle += outcome->n_idle;
    }
    if (scripts_failed(scripts))
        return VERDICT_SCRIPT;
    if (n_idle > 0)
        notice("failed: %llu rules never fired", (unsigned long long)n_idle);
    if (n_violations > 0)
        notice("failed: %llu violations", (unsigned long long)n_violations);
    if (n_idle == 0 && n_violations == 0)
        notice("passed");
    return n_violations > 0 || n_idle > 0 ? VERDICT_VIOLATION : VERDICT_PASS;
}

int verb_check(int n_words, char **words, struct options *options)
{
    char *why = NULL;
    int wait_status = 0;
    struct scripts *scripts = scripts_create();
    (void)n_words;
    enum verdict verdict = verb_prepare(words, SCRIPTS_BY_NAME, options, scripts, &why);
    if (verdict == VERDICT_PASS)
        verdict = verb_run_session(options, scripts, &wait_status, &why);
    if (verdict == VERDICT_PASS)
        verdict = judge(scripts);
    else
        verb_fail(verdict, why);
    scripts_destroy(scripts);
    return (int)verdict;
}
