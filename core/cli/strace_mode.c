/* Options, one session, and the end that the command had. */
#include "core/cli/strace_mode.h"
#include "core/base/notice.h"
#include "core/cli/session.h"
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

static int show_version(void)
{
    printf("moontap -- version %s\n\nOptional features enabled: m32 seccomp-bpf lua\n",
           MOONTAP_VERSION);
    return EXIT_SUCCESS;
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
    if (options->wants_version)
        return show_version();
    options->command = words[at] ? words + at : NULL;
    if (!options_settle(options, &why))
        return fail(why);
    struct session *session = session_create(options, SESSION_STOPS, &why);
    if (!session)
        return fail(why);
    bool has_run = session_run(session, &wait_status, &why);
    session_destroy(session);
    if (!has_run)
        return fail(why);
    options_finish(options);
    session_end_as(wait_status);
}
