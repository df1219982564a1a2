/* Options, one session, and the end that the command had. */
#include "core/cli/strace_mode.h"
#include "core/base/notice.h"
#include "core/cli/tips.h"
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include "core/cli/version.h"
#include <stdio.h>
#include <stdlib.h>

static int fail(char *why)
{
    notice("%s", why);
    free(why);
    return EXIT_FAILURE;
}

static int show(char *text)
{
    fputs(text, stdout);
    free(text);
    return EXIT_SUCCESS;
}

/* Scripts beside the lines are filtered for where children are followed, as under the verbs. */
static enum verdict run(const struct options *options, struct scripts *scripts, int *wait_status,
                        char **why)
{
    enum verdict verdict = VERDICT_PASS;
    bool is_filtered = options->scripts.n_words && options->follows_children;
    struct session *session = session_create(options, is_filtered ? SESSION_FILTERS : SESSION_STOPS,
                                             why);
    if (!session)
        return VERDICT_TRACER;
    if (!scripts_add_words(scripts, &options->scripts, why))
        verdict = VERDICT_USAGE;
    else if (!scripts_load(scripts, session, why))
        verdict = VERDICT_SCRIPT;
    else if (!session_run(session, wait_status, why))
        verdict = VERDICT_TRACER;
    session_destroy(session);
    return verdict;
}

int strace_mode(char **words, struct options *options)
{
    char *why = NULL;
    int wait_status = 0;
    options->shows_lines = true;
    int at = options_parse(options, words, 0, &why);
    if (at < 0)
        return fail(why);
    if (options->wants_help)
        return show(options_help());
    if (options->n_version) {
        version_show(options->n_version);
        return EXIT_SUCCESS;
    }
    options->command = words[at] ? words + at : NULL;
    if (!options->command && !options->n_pids && options->tip_form != TIP_NONE) {
        tips_show(options);
        return EXIT_SUCCESS;
    }
    if (!options_settle(options, &why))
        return fail(why);
    struct scripts *scripts = scripts_create();
    enum verdict verdict = run(options, scripts, &wait_status, &why);
    if (verdict == VERDICT_PASS && scripts_failed(scripts))
        exit(VERDICT_SCRIPT);
    scripts_destroy(scripts);
    if (verdict != VERDICT_PASS)
        return verb_fail(verdict == VERDICT_TRACER ? EXIT_FAILURE : verdict, why);
    tips_show(options);
    options_finish(options);
    session_end_as(wait_status);
}
