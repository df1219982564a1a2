/* Calls whose stacks are told: from a C++ name, from two callers at one depth, from many places. */
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define AS_WRITTEN __attribute__((noinline, optimize("no-optimize-sibling-calls")))

/* What a C++ compiler calls shop::Basket::weigh(int). */
long weigh(int n) __asm__("_ZN4shop6Basket5weighEi");

AS_WRITTEN long weigh(int n)
{
    long result = syscall(SYS_getppid);
    __asm__ volatile("");
    return result + n;
}

AS_WRITTEN static long first_caller(int n)
{
    long result = weigh(n);
    __asm__ volatile("");
    return result;
}

AS_WRITTEN static long second_caller(int n)
{
    long result = weigh(n);
    __asm__ volatile("");
    return result;
}

/* By one call instruction, so that only what is called tells the two apart. */
static void call_by_turns(int n_turns)
{
    static long (*const callers[])(int) = {first_caller, second_caller};
    for (volatile int i = 0; i < n_turns; i++)
        callers[i % 2](i);
}

AS_WRITTEN static long go_down(int n_levels)
{
    long result = n_levels ? go_down(n_levels - 1) : syscall(SYS_getppid);
    __asm__ volatile("");
    return result;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "turns"))
            call_by_turns(6);
        else if (!strcmp(argv[i], "hot"))
            call_by_turns(2000);
        else if (!strcmp(argv[i], "levels"))
            for (int n = 0; n < 60; n++)
                go_down(n);
    }
    return 0;
}
