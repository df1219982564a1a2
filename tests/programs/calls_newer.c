/* Operations of prctl with words of many kinds, links and programs of bpf, addresses of every
   family of sockets, cut at many lengths. None of it is really done: a seccomp filter answers that
   the words are wrong, then another that the call succeeded. */
#include <errno.h>
#include <linux/bpf.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include "answer.h"
#include "calls_table.h"

/* Up to those that strace 6.1 knows. */
static const unsigned long operations[] = {
    1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,         19,
    20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34,         35,
    36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50,         51,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 99, 0x59616d61, 0x53564d41,
};
static const unsigned long words[][4] = {
    {0, 0, 0, 0},
    {1, 1, 1, 1},
    {2, 2, 2, 2},
    {3, 3, 3, 3},
    {4, 4, 4, 4},
    {5, 7, 9, 11},
    {-1UL, -1UL, -1UL, -1UL},
    {LETTERS, LETTERS, LETTERS, LETTERS},
    {0x60010, 0x123456, 1, 0},
    {0x10000000005, 0x10000000003, 0x10000000003, 0x10000000003},
    {8, 0x80000000, 0x80, 7},
    {0x7ffff, 0x7ffff, 0x7ffff, 0x7ffff},
};

static void each_operation(void)
{
    for (size_t i = 0; i < COUNT(operations); i++)
        for (size_t k = 0; k < COUNT(words); k++)
            syscall(SYS_prctl, operations[i], words[k][0], words[k][1], words[k][2], words[k][3]);
}

/* Bytes of one kind, from one of a page's ends on: nothing, ones, letters, noise, small numbers. */
static void fill(unsigned char *bytes, size_t n, int kind)
{
    static unsigned long state = 88172645463325252;
    for (size_t i = 0; i < n; i++) {
        state ^= state << 13 ^ state >> 7;
        state ^= state << 17;
        unsigned char noise = state >> 20;
        bytes[i] = kind == 0 ? 0 : kind == 1 ? 255 : kind == 2 ? 'a' + i % 26 : noise;
        if (kind > 3)
            bytes[i] %= kind == 4 ? 4 : 200 - i;
    }
}

/* Left out is what differs: a part of a number, for the rest of which strace 6.1 has zeros;
   hardware addresses of packets and names of AX.25, of which we do not show all; IPX nodes under
   -s 0, of which 6.1 does. */
static int is_shown(int family, size_t length, int kind)
{
    return !(family == AF_AX25 && length > 15) && !(family == AF_INET6 && length == 27) &&
           !(family == AF_IPX && kind > 1) && !(family == AF_PACKET && length > 19 && kind != 0) &&
           !(family == AF_BLUETOOTH && (length == 12 || length == 14) && kind > 1);
}

static void bind_addresses(void)
{
    enum { FAMILIES = 47, KINDS = 6, LONGEST = 200 };
    static const size_t lengths[] = {0,  1,  2,  3,  4,  6,  7,  8,   10,  11,     12,
                                     14, 15, 16, 17, 18, 20, 23, 24,  25,  26,     27,
                                     28, 31, 36, 40, 88, 95, 96, 110, 128, LONGEST};
    unsigned char *at = (unsigned char *)WORD(GUARD) - LONGEST;
    for (int family = 0; family < FAMILIES; family++) {
        for (int kind = 0; kind < KINDS; kind++) {
            for (size_t i = 0; i < COUNT(lengths); i++) {
                fill(at, LONGEST, kind);
                memcpy(at, &(unsigned short){family}, sizeof(unsigned short));
                if (is_shown(family, lengths[i], kind))
                    syscall(SYS_bind, NONE, at, lengths[i]);
            }
        }
    }
}

/* Links of every kind, cut and with more behind what their kind needs. */
static void link_programs(void)
{
    for (unsigned type = 0; type <= BPF_LSM_CGROUP; type++) {
        static unsigned words[40];
        for (size_t i = 0; i < COUNT(words); i++)
            words[i] = i % 3 ? 0 : i + type;
        words[2] = type;
        bool is_newer = type >= BPF_TRACE_FENTRY && type <= BPF_TRACE_ITER;
        for (unsigned size = 0; size <= 100 && !is_newer; size += 4)
            syscall(SYS_bpf, BPF_LINK_CREATE, words, size);
    }
}

/* Texts and lists of so many, at the beginning of letters and at their end, and nowhere. */
static void load_programs(unsigned n)
{
    static const unsigned long places[] = {0, BAD, LETTERS, EDGE(8), EDGE(16), EDGE(31)};
    static uint64_t steps[256];
    for (unsigned i = 0; i < COUNT(steps); i++)
        steps[i] = (uint64_t)i << 56 | i << 16 | i << 8 | ((i & 7) == 6 ? 6 : i);
    for (size_t i = 0; i < COUNT(places); i++) {
        uint64_t at = places[i];
        union bpf_attr load = {.prog_type = 1, .insn_cnt = n, .insns = WORD(steps), .license = at};
        load.log_size = n;
        load.log_buf = at;
        syscall(SYS_bpf, BPF_PROG_LOAD, &load, 120);
        load.insns = at;
        syscall(SYS_bpf, BPF_PROG_LOAD, &load, 48);
        union bpf_attr query = {.query = {3, 4, 0, 0, {at}, {n}}};
        syscall(SYS_bpf, BPF_PROG_QUERY, &query, 28);
        union bpf_attr task = {.task_fd_query = {1, 3, 0, n, at}};
        syscall(SYS_bpf, BPF_TASK_FD_QUERY, &task, 48);
        union bpf_attr probe = {.link_create = {3, {4}, BPF_TRACE_KPROBE_MULTI}};
        probe.link_create.kprobe_multi.cnt = n;
        probe.link_create.kprobe_multi.addrs = at;
        probe.link_create.kprobe_multi.cookies = at;
        syscall(SYS_bpf, BPF_LINK_CREATE, &probe, 48);
    }
}

static void each_program(void)
{
    static const unsigned counts[] = {0, 1, 5, 8, 16, 33, 256};
    link_programs();
    for (size_t i = 0; i < COUNT(counts); i++)
        load_programs(counts[i]);
}

int main(void)
{
    make_pages();
    bind_addresses();
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (answer(SYS_prctl, EINVAL))
        return 0;
    each_operation();
    answer(SYS_prctl, 0);
    each_operation();
    answer(SYS_bpf, EPERM);
    each_program();
    answer(SYS_bpf, 0);
    each_program();
    return 0;
}
