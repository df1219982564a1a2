/* Every device control that has a name: as it fails with little numbers in memory and without any,
   then as if it had succeeded, with other memory. See calls_ioctl.h. */
#include "calls_ioctl.h"
#include <string.h>

static const unsigned operations[] = {
#include "controls.inc"
};

static unsigned char ones[1 << 16], counting[1 << 16];

static void fail_each(void)
{
    for (size_t i = 0; i < COUNT(operations); i++) {
        control(operations[i], NULL);
        control(operations[i], memory);
        control(operations[i], ones);
    }
}

static void succeed_each(void)
{
    for (size_t i = 0; i < COUNT(operations); i++) {
        control(operations[i], NULL);
        control(operations[i], zeros);
        control(operations[i], memory);
        control(operations[i], counting);
    }
}

int main(void)
{
    fill_memory();
    memset(ones, 0xff, sizeof ones);
    for (size_t i = 0; i < sizeof counting; i++)
        counting[i] = (unsigned char)(i + 1);
    fail_each();
    if (pretend_success())
        return 1;
    succeed_each();
    return 0;
}
