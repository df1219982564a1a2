/* Prints the options part of the manual page, from the option table: for the build alone. */
#include "core/cli/options.h"
#include <stdio.h>

int main(void)
{
    fputs(options_manual(), stdout);
    return 0;
}
