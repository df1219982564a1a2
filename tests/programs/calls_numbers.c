/* Numbers that have names of their own: file systems, sets of registers, options of sockets, and
   what quotas are asked for; words that mean nothing to the kernel. Nothing is done, or filters
   answer. */
#include <errno.h>
#include <stdint.h>
#include <sys/prctl.h>
#include "answer.h"
#include "calls_table.h"

/* Kinds of file systems of which the headers do not tell. */
static const unsigned kinds[] = {
    0x1badface, 0x61756673, 0x42465331, 0x1373,     0xef51,     0x137d,     0x65735543, 0x47504653,
    0x482b,     0x4244,     0x3153464a, 0x5346544e, 0x12ff7b4,  0x12ff7b5,  0x12ff7b6,  0x12ff7b7,
    0x24051905, 0x11954,    0xa501fcf5, 0x12fd16d,  0x2fc12fc1, 0x58295829, 0x62656570, 0x7275,
    0x1161970,  0x453dcd28, 0x73727279, 0xef53,     0x1234,
};

static void ask_kinds(void)
{
    static uint64_t space[16];
    for (size_t i = 0; i < COUNT(kinds); i++) {
        *space = kinds[i];
        syscall(SYS_statfs, "nowhere", space);
    }
}

static void ask_numbers(void)
{
    static const struct {
        unsigned first, last;
    } registers[] = {{0, 25},        {0x100, 0x112}, {0x200, 0x207}, {0x300, 0x310},
                     {0x400, 0x40c}, {0x500, 0x503}, {0x600, 0x601}, {0x700, 0x701},
                     {0x800, 0x803}, {0xa00, 0xa04}};
    for (size_t i = 0; i < COUNT(registers); i++)
        for (unsigned number = registers[i].first; number <= registers[i].last; number++)
            syscall(SYS_ptrace, 0x4204, NO_PID, number, 0);
    static const unsigned levels[] = {0, 41, 279}, firsts[] = {60, 0x480};
    for (size_t i = 0; i < COUNT(levels); i++) {
        for (size_t k = 0; k < COUNT(firsts); k++) {
            for (unsigned n = 0; n < 75; n++) {
                syscall(SYS_getsockopt, NONE, levels[i], firsts[k] + n, ZEROS, ZEROS);
                syscall(SYS_setsockopt, NONE, levels[i], firsts[k] + n, ZEROS, 4);
            }
        }
    }
}

static void ask_quotas(void)
{
    static const unsigned operations[] = {
        0x800001, 0x800002, 0x800003, 0x800004, 0x800005, 0x800006, 0x800007, 0x800008, 0x800009,
        0x5801,   0x5802,   0x5803,   0x5804,   0x5805,   0x5806,   0x5807,   0x5808,   0x5809,
    };
    static const unsigned long places[] = {0, BAD, ZEROS, ONES, LETTERS, EDGE(20), EDGE(90)};
    for (size_t i = 0; i < COUNT(operations); i++)
        for (size_t k = 0; k < COUNT(places); k++)
            syscall(SYS_quotactl, operations[i] << 8 | k % 4, "device", 2, places[k]);
}

/* Names together with what has none, and sizes of pages among them. */
static void ask_words(void)
{
    static const unsigned words[] = {0,          0x3,      0x5, 0x1000,     0x20000000, 0x20000008,
                                     0x20200000, 8u << 26, 0x7, 0x54000004, 0x54000007, 0x10000};
    for (size_t i = 0; i < COUNT(words); i++) {
        syscall(SYS_personality, words[i]);
        syscall(SYS_statx, NONE, "", words[i], words[i], 0);
        syscall(SYS_memfd_create, "", words[i]);
        syscall(SYS_mmap, 0, 0, words[i], words[i], NONE, 0);
        syscall(SYS_setxattr, "", "user.name", LETTERS, i * 3, words[i]);
    }
}

/* What is asked of locks of another size, and of threads whose ids nobody counts. */
static void ask_refused(void)
{
    static uint64_t words[11] = {[4] = 17};
    for (int operation = 12; operation < 15; operation++)
        for (int i = 0; i < 3; i++)
            syscall(SYS_fcntl, NONE, operation, (unsigned long[]){0, BAD, ZEROS}[i]);
    for (int i = 0; i < 3; i++) {
        words[8] = (unsigned long[]){0, BAD, ZEROS}[i];
        words[4] = 0x11111;
        syscall(SYS_clone3, words, sizeof words);
    }
}

int main(void)
{
    make_pages();
    ask_numbers();
    ask_refused();
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (answer(SYS_quotactl, EPERM))
        return 0;
    ask_quotas();
    answer(SYS_quotactl, 0);
    ask_quotas();
    answer(SYS_statfs, 0);
    ask_kinds();
    answer(SYS_personality, 0);
    answer(SYS_memfd_create, 0);
    ask_words();
    return 0;
}
