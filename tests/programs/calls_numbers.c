/* Numbers that have names of their own: file systems, sets of registers, options of sockets, and
   what quotas are asked for; words that mean nothing to the kernel. Nothing is done, or filters
   answer. */
#include <errno.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include "answer.h"
#include "calls_table.h"

/* Kinds of file systems of which the headers do not tell. */
static const unsigned kinds[] = {
    0x1badface, 0x61756673, 0x42465331, 0x1373,     0xef51,     0x137d,     0x65735543, 0x47504653,
    0x482b,     0x4244,     0x3153464a, 0x5346544e, 0x12ff7b4,  0x12ff7b5,  0x12ff7b6,  0x12ff7b7,
    0x24051905, 0x11954,    0xa501fcf5, 0x12fd16d,  0x2fc12fc1, 0x58295829, 0x62656570, 0x7275,
    0x54190100, 0x1161970,  0x453dcd28, 0x73727279, 0xef53,     0x1234,
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

/* Device controls whose numbers headers compute, keep to themselves or no longer have. */
static const unsigned controls[] = {
    0x24506,    0x44500,    0x44502,    0x44503,    0x44504,    0x44703,    0x84501,    0x8470a,
    0x8470c,    0x104701,   0x104708,   0x144709,   0x14470b,   0x184700,   0x184702,   0x40016609,
    0x4004092b, 0x40044602, 0x40044603, 0x40044606, 0x40044609, 0x4004460a, 0x400446dd, 0x400448c9,
    0x400448ca, 0x400448cb, 0x400448cc, 0x400448dc, 0x400448dd, 0x400448de, 0x400448df, 0x400448e0,
    0x400448e1, 0x400448e2, 0x400448e3, 0x400448e4, 0x400448e6, 0x400448e7, 0x40045010, 0x40045017,
    0x40045042, 0x40045106, 0x40045108, 0x40045109, 0x4004510d, 0x4004510f, 0x400452c8, 0x400452c9,
    0x400452dc, 0x40045408, 0x40046115, 0x40047600, 0x40047601, 0x400476c2, 0x400676c1, 0x40085112,
    0x40085500, 0x4008c001, 0x4008c002, 0x400c0930, 0x40106160, 0x40106161, 0x40106162, 0x40106163,
    0x40106167, 0x40107446, 0x40107447, 0x40140921, 0x40144304, 0x40144305, 0x401856c0, 0x40285107,
    0x40480923, 0x40887602, 0x8001660a, 0x80044601, 0x80044603, 0x80044605, 0x800446dd, 0x80044810,
    0x800448d2, 0x800448d3, 0x800448d4, 0x800448d5, 0x800448d7, 0x800448f0, 0x800448f1, 0x80044940,
    0x80044941, 0x80044942, 0x80044943, 0x80044944, 0x80044945, 0x80044946, 0x80044948, 0x80045002,
    0x80045006, 0x8004500b, 0x8004500f, 0x80045010, 0x80045017, 0x80045043, 0x80045104, 0x80045105,
    0x8004510a, 0x8004510b, 0x80045113, 0x80045203, 0x80045204, 0x800452d2, 0x800452d3, 0x80046114,
    0x80046116, 0x800476c5, 0x80066117, 0x800676c0, 0x800c0910, 0x800c5011, 0x800c5012, 0x8010500c,
    0x8010500d, 0x80105013, 0x80105014, 0x80140912, 0x80184947, 0x80246110, 0x80246111, 0x80285442,
    0x8028c003, 0x802a550a, 0x80480911, 0x8100127d, 0x8fa44309, 0x90000915, 0xc0044d67, 0xc0044d68,
    0xc0044d6f, 0xc0044d70, 0xc0044d71, 0xc0044d72, 0xc0044d73, 0xc0045002, 0xc0045003, 0xc0045004,
    0xc0045005, 0xc0045006, 0xc0045007, 0xc0045009, 0xc004500a, 0xc0045040, 0xc0045041, 0xc0045103,
    0xc004510e, 0xc0045401, 0xc0045405, 0xc0045406, 0xc0046112, 0xc0046113, 0xc0046d00, 0xc0046d01,
    0xc00476c3, 0xc0084811, 0xc0084812, 0xc008630a, 0xc00c5116, 0xc0106161, 0xc0144302, 0xc0144303,
    0xc0144306, 0xc0144307, 0xc014ec00, 0xc01c56c0, 0xc0216d02, 0xc0285443, 0xc0406401, 0xc060ca83,
    0xc068ca82, 0xc068ca86, 0xc070ca81, 0xc070ca89, 0xc074510c, 0xc078ca85, 0xc078ca87, 0xc078ca88,
    0xc078cabe, 0xc0804d66, 0xc08c5102, 0xc08c5114, 0xc090ca80, 0xc090ca84, 0xc0a0cabf, 0xc0a44d74,
    0xc0a44d75, 0xc108ec01, 0xc1206446, 0xcfa44308, 0xcfa45115, 0xcfb04301,
};

static void ask_controls(void)
{
    for (size_t i = 0; i < COUNT(controls); i++)
        syscall(SYS_ioctl, NONE, controls[i], 0);
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

/* Addresses of AFS within those of its transport, options whose names no header has. */
static void ask_services(void)
{
    static const uint16_t services[] = {1, 2, 2500, 2501, 2503}, families[] = {0, 2, 10};
    static const uint16_t lengths[] = {0, 3, 7, 15, 16, 23, 24, 25, 28, 39};
    for (size_t i = 0; i < COUNT(services) * COUNT(families) * COUNT(lengths); i++) {
        uint16_t address[20] = {33, services[i % 5], 2, lengths[i / 15], families[i / 5 % 3]};
        for (uint16_t k = 5; k < 20; k++)
            address[k] = 0x4142 + k * 0x101;
        syscall(SYS_bind, NONE, address, 36 + i % 4);
    }
    for (unsigned option = 1; option <= 0x2000; option <<= 1)
        syscall(SYS_getsockopt, NONE, 277, option, 0, 0);
    for (unsigned option = 10000; option <= 10010; option++)
        syscall(SYS_getsockopt, NONE, 276, option, 0, 0);
    for (unsigned protocol = 0; protocol < 40; protocol++)
        syscall(SYS_socket, 34, 0xfffff, protocol);
}

/* Why SMC fell back to TCP: a message of a socket's state and the attribute that says so. */
static void ask_declines(void)
{
    static const uint32_t reasons[] = {0x1010000, 0x99990003, 7};
    static const struct sockaddr name = {.sa_family = AF_NETLINK};
    long fd = syscall(SYS_socket, AF_NETLINK, SOCK_RAW, 4);
    syscall(SYS_bind, fd, &name, 12);
    for (size_t i = 0; i < COUNT(reasons); i++) {
        uint32_t message[23] = {92, 20, [4] = AF_SMC, [20] = 5 << 16 | 12, reasons[i], reasons[i]};
        syscall(SYS_sendto, fd, message, sizeof message, MSG_OOB, 0, 0);
    }
}

/* Parts of a processor's state, alone and as sets: those of 6.1. */
static void ask_state(void)
{
    static uint64_t sets[] = {0,     1,     2,      3,      4,       7,       8,       0x10,
                              0x20,  0x40,  0x60,   0xe0,   0xe7,    0x100,   0x200,   0x600,
                              0x400, 0x401, 0x8000, 0x4000, 0x20000, 0x40000, 0x60000, 1ull << 40};
    for (unsigned operation = 0x1021; operation <= 0x1025; operation++) {
        for (size_t i = 0; i < COUNT(sets); i++)
            syscall(SYS_arch_prctl, operation, &sets[i]);
        for (unsigned long part = 0; part <= 24; part++)
            if (part != 11 && part != 12 && part != 19)
                syscall(SYS_arch_prctl, operation, part);
    }
    syscall(SYS_arch_prctl, 0x1012, 1);
}

int main(void)
{
    make_pages();
    ask_numbers();
    ask_refused();
    ask_controls();
    ask_services();
    ask_declines();
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (answer(SYS_quotactl, EPERM))
        return 0;
    ask_quotas();
    answer(SYS_quotactl, 0);
    ask_quotas();
    answer(SYS_statfs, 0);
    ask_kinds();
    answer(SYS_arch_prctl, 0);
    ask_state();
    answer(SYS_personality, 0);
    answer(SYS_memfd_create, 0);
    ask_words();
    return 0;
}
