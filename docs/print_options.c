/* Prints the options part of the manual page, from the option table: for the build alone. */
#include "core/cli/options.h"
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *manual = options_manual();
    fputs(manual, stdout);
    free(manual);
    return 0;
}
