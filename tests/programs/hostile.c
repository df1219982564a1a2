/* Makes every call with words that mean to fool a tracer: hostile SEED ROUNDS. A filter of its own
   answers each call with 0, so that none happens, and a tracer reads all that it would have. */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    NUMBERS = 475,
    PAGE = 4096,
    UPROBE_FIRST = 335,        /* on x86-64 these end a program that is no probe, */
    UPROBE_LAST = 336,         /* whatever its filter says */
};

static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Three pages of memory, the middle one of which changes its meaning from round to round. */
static unsigned char *pages;

static void fill_randomly(size_t at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        pages[at + i] = (unsigned char)(next_random() >> 40);
}

/* Words that are small, or point into the pages: lists of pointers, lengths, circles. */
static void fill_with_words(size_t at, size_t size)
{
    for (size_t i = at; i + sizeof(long) <= at + size; i += sizeof(long)) {
        uint64_t r = next_random();
        long word = r % 4 == 0   ? (long)(uintptr_t)(pages + r / 4 % PAGE)
                    : r % 4 == 1 ? (long)(r >> 8 & 0x7f)
                    : r % 4 == 2 ? (long)(r >> 8 & 0x3ff) - 0x200
                                 : (long)(r >> 8);
        memcpy(pages + i, &word, sizeof word);
    }
}

static void fill(void)
{
    switch (next_random() % 4) {
    case 0:
        memset(pages, 'a', PAGE);
        break;
    case 1:
        memset(pages, 0xff, PAGE);
        break;
    case 2:
        fill_randomly(0, PAGE);
        break;
    default:
        fill_with_words(0, PAGE);
    }
}

static long hostile_word(void)
{
    uint64_t r = next_random();
    switch (r >> 32 & 15) {
    case 0:
        return 0;
    case 1:
        return -1;
    case 2:
        return (long)(r & 0xff);
    case 3:
        return (long)(r & 0xffffff);
    case 4:
        return (long)0x8000000000000000ull;
    case 5:
        return 0x7fffffff;
    case 6:
        return (long)0xffffffffff600000ull;    /* what the kernel keeps for itself */
    case 7:
        return 0x1000;                         /* nothing there */
    case 8:
        return (long)(uintptr_t)(pages + PAGE - (r & 15));   /* and the next page can't be read */
    case 9:
        return (long)(r & 7) << 28 | (long)(r >> 40 & 0xffff);
    default:
        return (long)(uintptr_t)(pages + (r & (PAGE - 1) & ~3u));
    }
}

/* SECCOMP_RET_ERRNO with errno 0 is a call that succeeds with 0 and did nothing. */
static int answer_all_calls(void)
{
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 17, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO),
    };
    struct sock_fprog program = {.len = sizeof steps / sizeof *steps, .filter = steps};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char **argv)
{
    state = (argc > 1 ? strtoull(argv[1], NULL, 0) : 1) * 0x9e3779b97f4a7c15ull + 1;
    long rounds = argc > 2 ? atol(argv[2]) : 1;
    pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + PAGE, PAGE, PROT_NONE) || answer_all_calls())
        return 1;
    for (long round = 0; round < rounds; round++) {
        for (long number = 0; number < NUMBERS; number++) {
            if (number >= UPROBE_FIRST && number <= UPROBE_LAST)
                continue;
            fill();
            syscall(number, hostile_word(), hostile_word(), hostile_word(), hostile_word(),
                    hostile_word(), hostile_word());
        }
    }
    syscall(SYS_exit_group, 17);
    return 0;
}
