/* The version, and for those who go on asking, a drawing of which each further -V brings a line. */
#include "core/cli/version.h"
#include "core/cli/verbs.h"
#include "core/report/context_policy.h"
#include "core/tracee/stack.h"
#include <stdio.h>

enum { ASKED_WITHOUT_DRAWING = 5 };

static const char *const drawing[] = {
    "",
    "            ____|____",
    "                |",
    "     .----------'--.",
    "     |  moontap     '.",
    "     '-----------.    |",
    "                 |____|",
    "",
    "                   o",
    "                   .",
    "               _.-----._",
    "             .'   o     '.",
    "            /  .      o   \\",
    "           |      ( )      |",
    "            \\  o        . /",
    "             '._   .   _.'",
    "                '-----'",
};

void version_show(int n_asked)
{
    const int n_lines = sizeof drawing / sizeof *drawing;
    /* Programs that look for a version of strace find the one whose words these are. */
    if (verbs_are_hidden())
        printf("strace -- version 7.2 (moontap %s)\n", MOONTAP_VERSION);
    else
        printf("moontap -- version %s\n", MOONTAP_VERSION);
    puts("Copyright (c) the moontap authors, under the MIT license.\n"
         "This is free software. There is NO warranty; not even for MERCHANTABILITY or FITNESS\n"
         "FOR A PARTICULAR PURPOSE.\n");
    printf("Optional features enabled: %sm32-mpers secontext%s seccomp-bpf lua\n",
           stack_is_available() ? "stack-trace=libdw stack-demangle " : "",
           context_policy_is_available() ? "=libselinux" : "");
    for (int i = 0; i < n_asked - ASKED_WITHOUT_DRAWING && i < n_lines; i++)
        puts(drawing[i]);
}
