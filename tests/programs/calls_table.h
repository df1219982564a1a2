/* Tables of calls with six raw words, for the programs calls_*. The words may point to three pages
   at fixed places, behind which nothing can be read. */
#pragma once
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <string.h>
#include <unistd.h>

enum { BAD = 16, NONE = -1, NO_PID = -7777, PAGE = 4096 };
enum { ZEROS = 0x20000000, ONES = ZEROS + PAGE, LETTERS = ONES + PAGE, GUARD = LETTERS + PAGE };
#define ALL 0xffffffffUL

/* The last n letters that can be read: a text without an end. */
#define EDGE(n) (GUARD - (n))
#define WORD(pointer) ((unsigned long)(pointer))

/* Calls that a machine does not have are left out. */
#ifdef __i386__
enum { SYS_newfstatat = -1, SYS_kexec_file_load = -1 };
#endif

struct table_call {
    long number;
    unsigned long words[6];
};

static void make_pages(void)
{
    char *pages = mmap((void *)ZEROS, 4 * PAGE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    memset(pages + PAGE, 0xff, PAGE);
    for (int i = 0; i < PAGE; i++)
        pages[2 * PAGE + i] = 'a' + i % 26;
    mprotect((void *)GUARD, PAGE, PROT_NONE);
}

static void make_call(long number, const unsigned long *w)
{
    if (number >= 0)
        syscall(number, w[0], w[1], w[2], w[3], w[4], w[5]);
}

static inline void make_calls(const struct table_call *calls, size_t n_calls)
{
    for (size_t i = 0; i < n_calls; i++)
        make_call(calls[i].number, calls[i].words);
}

/* Each call with each of the words as its first; the words of the table follow it. */
static inline void make_calls_with(const unsigned long *firsts, size_t n_firsts,
                                   const struct table_call *calls, size_t n_calls)
{
    for (size_t i = 0; i < n_calls; i++) {
        for (size_t k = 0; k < n_firsts; k++) {
            unsigned long words[6] = {firsts[k]};
            memcpy(words + 1, calls[i].words, 5 * sizeof *words);
            make_call(calls[i].number, words);
        }
    }
}

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MAKE_CALLS(calls) make_calls(calls, COUNT(calls))
#define MAKE_CALLS_WITH(firsts, calls) make_calls_with(firsts, COUNT(firsts), calls, COUNT(calls))
