/* Options of sockets of every level: what they are given and give, of any length. No socket is
   asked: a filter answers getsockopt with success. */
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include "answer.h"
#include "calls_table.h"

enum { HIGHEST = 84, N_WORDS = 64, VALUES = 3 };

static const int levels[] = {0,   1,   6,   17,  41,  132, 136, 255, 256, 257, 263, 266, 268, 269,
                             270, 271, 272, 273, 274, 275, 276, 277, 278, 279, 280, 281, 282, 283};
static const int lengths[] = {4, 8, 1, 16, 12, 0, 136, 20, 3, -1, 64};

/* Small numbers and addresses: what is a count stays one. */
static uint32_t values[VALUES][N_WORDS] = {
    {1, 2, 3, 0x40000002, 5}, {0x7f000001, 9, 0x0100007f, 0xffff8000, 0x1ffff}, {0x15, 0x10006, 2}};

static void call_each(int level, int name)
{
    static int length;
    for (int i = 0; i < VALUES; i++) {
        length = lengths[(level + name + i) % COUNT(lengths)];
        syscall(SYS_setsockopt, NONE, level, name, values[i], length);
        syscall(SYS_getsockopt, NONE, level, name, values[i], &length);
    }
}

/* One option, of each length and at the end of what can be read. */
static void call_thoroughly(int level, int name)
{
    static int length;
    for (size_t i = 0; i < COUNT(lengths); i++) {
        unsigned long places[] = {0, BAD, ZEROS, ONES, EDGE(3), EDGE(13), WORD(values)};
        for (size_t k = 0; k < COUNT(places); k++) {
            length = lengths[i];
            /* Of a filter of ICMP that is too short strace shows what it did not read. */
            if (level == 255 && length > 0 && length < 4)
                continue;
            syscall(SYS_setsockopt, NONE, level, name, places[k], length);
            syscall(SYS_getsockopt, NONE, level, name, places[k], &length);
        }
    }
}

static void call_all(void)
{
    for (size_t i = 0; i < COUNT(levels); i++)
        for (int name = 0; name < HIGHEST; name++)
            call_each(levels[i], name);
    static const int often[][2] = {
        {1, SO_LINGER}, {1, SO_PEERCRED}, {1, SO_ERROR}, {1, 74},  {1, SO_ATTACH_FILTER},
        {0, 35},        {0, 42},          {41, 20},      {255, 1}, {263, 5},
        {263, 6},       {270, 3},         {270, 9},
    };
    for (size_t i = 0; i < COUNT(often); i++)
        call_thoroughly(often[i][0], often[i][1]);
    for (int length = 1; length < 10; length++) {
        uint16_t *member = (uint16_t *)values[0];
        member[3] = length;
        syscall(SYS_setsockopt, NONE, 263, 1, values[0], 16);
    }
    for (int bit = 0; bit < 32; bit++) {
        values[0][0] = ~0u >> bit;
        syscall(SYS_setsockopt, NONE, 255, 1, values[0], 4);
    }
}

/* What signals of timers bring with them, be it nothing. */
static void send_timers(void)
{
    siginfo_t info = {.si_signo = SIGUSR1, .si_code = SI_TIMER};
    syscall(SYS_rt_sigqueueinfo, NO_PID, SIGUSR1, &info);
    info.si_int = 5;
    syscall(SYS_rt_sigqueueinfo, NO_PID, SIGUSR1, &info);
}

int main(void)
{
    make_pages();
    send_timers();
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (answer(SYS_getsockopt, 0))
        return 0;
    call_all();
    return 0;
}
