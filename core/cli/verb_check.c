/* moontap check RECIPE ... -- CMD: the exit status is the verdict. */
#include "core/base/notice.h"
#include "core/cli/check_report.h"
#include "core/cli/check_summary.h"
#include "core/cli/verb_session.h"
#include "core/cli/verbs.h"
#include <stdlib.h>

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
        notice("failed: %llu rule%s never fired", (unsigned long long)n_idle,
               n_idle == 1 ? "" : "s");
    if (n_violations > 0)
        notice("failed: %llu violation%s", (unsigned long long)n_violations,
               n_violations == 1 ? "" : "s");
    if (n_idle == 0 && n_violations == 0)
        notice("passed");
    return n_violations > 0 || n_idle > 0 ? VERDICT_VIOLATION : VERDICT_PASS;
}

/* A report that can't be written is no pass. */
static enum verdict write_reports(const struct options *options, const struct check_cases *cases,
                                  enum verdict verdict)
{
    char *why = NULL;
    for (size_t i = 0; i < options->reports.n_words; i++)
        if (!check_report_write(options->reports.words[i], cases, &why))
            verdict = verb_fail(VERDICT_TRACER, why);
    if (!check_summary_write(cases, &why))
        verdict = verb_fail(VERDICT_TRACER, why);
    return verdict;
}

static bool read_reports(const struct options *options, char **why)
{
    for (size_t i = 0; i < options->reports.n_words; i++)
        if (!check_report_read(options->reports.words[i], why))
            return false;
    return true;
}

/* Nothing ran: skipped, where the user allows it. */
static enum verdict tell_failure(const struct options *options, enum verdict verdict, char *why)
{
    struct check_cases cases = {0};
    bool is_skipped = verdict == VERDICT_TRACER && options->skips_unavailable;
    check_cases_add(&cases, is_skipped ? CASE_SKIPPED : CASE_BROKEN, "check", why);
    if (is_skipped)
        notice("skipped: %s", why);
    else
        notice("%s", why);
    if (verdict != VERDICT_USAGE)
        verdict = write_reports(options, &cases, is_skipped ? VERDICT_PASS : verdict);
    check_cases_finish(&cases);
    free(why);
    return verdict;
}

static enum verdict tell_findings(const struct options *options, struct scripts *scripts)
{
    struct check_cases cases = {0};
    check_cases_collect(&cases, scripts);
    enum verdict verdict = write_reports(options, &cases, judge(scripts));
    check_cases_finish(&cases);
    return verdict;
}

int verb_check(int n_words, char **words, struct options *options)
{
    char *why = NULL;
    int wait_status = 0;
    struct scripts *scripts = scripts_create();
    (void)n_words;
    enum verdict verdict = verb_prepare(words, SCRIPTS_BY_NAME, options, scripts, &why);
    if (verdict == VERDICT_PASS && !read_reports(options, &why))
        verdict = VERDICT_USAGE;
    if (verdict == VERDICT_PASS)
        verdict = verb_run_session(options, scripts, &wait_status, &why);
    if (verdict == VERDICT_PASS)
        verdict = tell_findings(options, scripts);
    else
        verdict = tell_failure(options, verdict, why);
    scripts_destroy(scripts);
    return (int)verdict;
}
