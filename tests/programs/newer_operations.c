/* Operations of calls that strace 6.1 does not know, or does not look into, with memory behind
   their pointers: what they print is told by tests/trace/operations.test. Nothing is done: the test
   gives the results. Run: newer_operations GROUP */
#include "calls_table.h"
#include <linux/ioctl.h>

static const struct table_call unknown_ioctls[] = {
    {SYS_ioctl, {-1UL, _IOWR('Q', 7, long[3]), LETTERS}},
    {SYS_ioctl, {-1UL, _IOR('Q', 7, long[3]), LETTERS}},
    {SYS_ioctl, {-1UL, _IOW('Q', 7, long[5]), LETTERS}},
    {SYS_ioctl, {-1UL, _IO('Q', 7), LETTERS}},
    {SYS_ioctl, {-1UL, _IOWR('Q', 7, long[3]), EDGE(3)}},
    {SYS_ioctl, {-1UL, _IOWR('Q', 7, long[3]), 0}},
};

#define GROUP(name)                                                                                \
    {                                                                                              \
#name, name, COUNT(name)                                                                   \
    }

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        const struct table_call *calls;
        size_t n_calls;
    } groups[] = {
        GROUP(unknown_ioctls),
    };
    make_pages();
    for (size_t i = 0; i < COUNT(groups); i++)
        if (argc == 2 && strcmp(argv[1], groups[i].name) == 0)
            make_calls(groups[i].calls, groups[i].n_calls);
    return 0;
}
