/* Built with -m32: says so. */
#include <stdio.h>

int main(void)
{
    puts("hello from 32 bits");
    return 0;
}
