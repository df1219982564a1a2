/* The verbs in the order in which help shows them. */
#include "core/cli/verbs.h"
#include "core/base/notice.h"
#include <stddef.h>
#include <string.h>

const struct verb verbs[] = {
    {"run", verb_run, "[options] RECIPE [its options] [+ RECIPE ...] -- CMD...",
     "run a command under scripts, without trace lines; --trace adds them"},
    {"eval", verb_eval, "[options] 'LUA' [+ 'LUA' ...] -- CMD...", "the same with a one-liner"},
    {"check", verb_check, "[options] RECIPE [its options] [+ RECIPE ...] -- CMD...",
     "the same, and the exit status is the verdict: 0 pass, 1 fail, 2 usage, 3 script, 4 tracer"},
    {"explain", verb_explain, "RECIPE [its options] [+ RECIPE ...]",
     "the plan: which calls stop, and which the kernel lets pass"},
    {"lint", verb_lint, "FILE|RECIPE [its options]", "load a script, run nothing"},
    {"new", verb_new, "NAME", "write a recipe to start from into NAME.lua"},
    {"test", verb_test, "RECIPE...", "run the tests that recipes carry, and tell in TAP"},
    {"list", verb_list, "[WORDS]", "the recipes there are"},
    {"show", verb_show, "CALL...",
     "a call's arguments, as scripts name them, its numbers and classes"},
    {"types", verb_types, "",
     "what scripts can say, for editors that read LuaLS annotations: moontap types >moontap.lua"},
    {"help", verb_help, "[RECIPE|VERB|classes]", "what a recipe does and takes"},
    {0},
};

bool verbs_are_hidden(void)
{
    static const char strace[] = "strace";
    size_t length = strlen(notice_name()), n = sizeof strace - 1;
    return length >= n && !strcmp(notice_name() + length - n, strace);
}

const struct verb *verbs_find(const char *name)
{
    for (const struct verb *verb = verbs; verb->name && !verbs_are_hidden(); verb++)
        if (!strcmp(verb->name, name))
            return verb;
    return NULL;
}
