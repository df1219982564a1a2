/* Operations of prctl with words of many kinds, none of which is really done: a seccomp filter
   answers that they are wrong, then another that they succeeded. Addresses of every family of
   sockets, cut at many lengths. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include "calls_table.h"

static int answer(long number, unsigned error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {.len = COUNT(code), .filter = code};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter);
}

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
    return 0;
}
