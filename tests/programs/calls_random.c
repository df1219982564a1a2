/* Random calls with random words, and pointers into memory of many kinds and to the ends of pages.
   A filter of our own answers each of them, with success or EINVAL: none is really made. The seed
   is fixed, so that every run makes the same calls. */
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { N_CALLS = 1200, KNOWN_CALLS = 451, START = 0x20000000, SIZE = 0x4000, DISTANCE = 0x10000 };
enum kind { ZEROS, ONES, NOISE, SMALL, POINTERS, TEXT, MIXED, N_KINDS };
typedef unsigned long word;

/* What no filter holds back, what tells of the stack, where the kernel starts anew. */
static const unsigned skipped[] = {
    SYS_exit,      SYS_exit_group, SYS_rt_sigreturn, SYS_restart_syscall,
#ifdef __i386__
    SYS_sigreturn,
#endif
};

static uint64_t state = 0x9e3779b97f4a7c15;

static uint64_t noise(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 0x2545f4914f6cdd1d;
}

static unsigned below(unsigned n)
{
    return (unsigned)(noise() >> 20) % n;
}

static word place(enum kind kind)
{
    return START + (word)kind * DISTANCE;
}

/* Within the first n kinds; one of four ends shortly before memory that is not there. */
static word pointer(unsigned n_kinds)
{
    word start = place(below(n_kinds));
    return below(4) ? start + 8 * below(SIZE / 8 - 64) : start + SIZE - below(80);
}

static word small_word(void)
{
    static const unsigned limits[] = {1, 2, 8, 12, 64, 512, 0x10000};
    return below(limits[below(sizeof limits / sizeof *limits)]);
}

static word any_word(void)
{
    switch (below(12)) {
    case 0:
        return -(word)below(300);
    case 1:
        return (word)1 << below(8 * sizeof(word));
    case 2:
        return (uint32_t)noise();
    case 3:
        return (uint32_t)-1;
    case 4:
        return (word)noise();
    case 5:
    case 6:
    case 7:
        return small_word();
    default:
        return pointer(N_KINDS);
    }
}

/* Lengths of all ones keep strace busy for ever, so that no pointer in memory leads to them. */
static void fill(enum kind kind, unsigned char *memory)
{
    if (kind == ONES)
        memset(memory, 0xff, SIZE);
    for (size_t i = 0; i < SIZE && (kind == NOISE || kind == TEXT); i++)
        memory[i] = kind == NOISE || below(16) == 0 ? noise() : 32 + below(95);
    for (size_t i = 0; i < SIZE / sizeof(uint32_t) && kind == SMALL; i++)
        ((uint32_t *)memory)[i] = small_word();
    for (size_t i = 0; i < SIZE / sizeof(word) && (kind == POINTERS || kind == MIXED); i++)
        ((word *)memory)[i] = below(kind == MIXED ? 2 : 4)
                                  ? place(NOISE + below(4)) + 8 * below(2000)
                                  : small_word();
}

static void make_memory(void)
{
    for (enum kind kind = 0; kind < N_KINDS; kind++) {
        void *memory = (void *)place(kind);
        mmap(memory, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        fill(kind, memory);
    }
}

static void make_descriptors(void)
{
    int ends[2];
    open("/dev/null", O_RDWR);
    open("/", O_RDONLY | O_DIRECTORY);
    pipe(ends);
    socket(AF_INET, SOCK_DGRAM, 0);
    socket(AF_UNIX, SOCK_STREAM, 0);
}

/* The end of the last word says how a call ends. */
static int answer_calls(void)
{
    static struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[5])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 1, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 22),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 0),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static int is_skipped(unsigned number)
{
    for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++)
        if (number == skipped[i])
            return 1;
#ifdef __x86_64__
    if (number > SYS_rseq && number < SYS_pidfd_send_signal)
        return 1;
#endif
    return 0;
}

int main(void)
{
    make_memory();
    make_descriptors();
    if (answer_calls() != 0)
        return 1;
    for (int i = 0; i < N_CALLS; i++) {
        unsigned number = below(KNOWN_CALLS);
        word words[6];
        for (int k = 0; k < 6; k++)
            words[k] = any_word();
        if (!is_skipped(number))
            syscall(number, words[0], words[1], words[2], words[3], words[4], words[5]);
    }
    return 0;
}
