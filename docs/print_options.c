/* Prints what is made from the option table: the manual page's part, or the completion for a shell.
   For the build alone. */
#include "core/cli/completion_text.h"
#include "core/cli/options.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "manual";
    char *text = !strcmp(what, "bash")  ? completion_bash()
                 : !strcmp(what, "zsh") ? completion_zsh()
                                        : options_manual();
    fputs(text, stdout);
    free(text);
    return 0;
}
