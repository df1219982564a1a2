/* Memory: mapping, protecting, locking and asking about it. */
#include "calls_table.h"

#ifdef __i386__
#undef SYS_mmap /* the first one takes an array */
#define SYS_mmap SYS_mmap2
#endif

static const struct table_call calls[] = {
    {SYS_mmap, {0, PAGE, 7, 0x22, NONE, 0}},
    {SYS_mmap, {0, 0, ALL, ALL, ALL, NONE}},
    {SYS_mmap, {1, PAGE, 1, 0x32, NONE, 0}},
    {SYS_mmap, {0, PAGE, 0x1000000, 0x40003, 0, 1}},
    {SYS_mmap, {0, PAGE, 3, 0x54040022, NONE, 0}},
    {SYS_munmap, {1, PAGE}},
    {SYS_munmap, {0, 0}},
    {SYS_mprotect, {ZEROS, PAGE, 3}},
    {SYS_mprotect, {ZEROS + 1, NONE, 0x3000000}},
    {SYS_mremap, {GUARD, PAGE, PAGE, 3, ONES}},
    {SYS_mremap, {GUARD, 0, 0, 4, 0}},
    {SYS_msync, {ZEROS, PAGE, 4}},
    {SYS_msync, {ZEROS, PAGE, 7}},
    {SYS_mincore, {ZEROS, 3 * PAGE, ZEROS + 64}},
    {SYS_mincore, {ZEROS, PAGE, BAD}},
    {SYS_mincore, {ZEROS + 1, PAGE, 0}},
    {SYS_madvise, {ZEROS, 0, 0}},
    {SYS_madvise, {ZEROS, PAGE, 8}},
    {SYS_madvise, {ZEROS + 1, PAGE, 21}},
    {SYS_madvise, {ZEROS, PAGE, 100}},
    {SYS_madvise, {ZEROS + 1, PAGE, 999}},
    {SYS_mlock, {ZEROS, PAGE}},
    {SYS_mlock, {NONE, NONE}},
    {SYS_munlock, {ZEROS, PAGE}},
    {SYS_munlock, {BAD, 0}},
    {SYS_mlock2, {ZEROS, PAGE, 1}},
    {SYS_mlock2, {ZEROS, 0, 0}},
    {SYS_munlock, {ZEROS, PAGE}},
    {SYS_mlockall, {ALL}},
    {SYS_mlockall, {0}},
    {SYS_munlockall, {0}},
    {SYS_remap_file_pages, {1, PAGE, ALL, 5, ALL}},
    {SYS_remap_file_pages, {ZEROS, PAGE, 0, 1, 0}},
    {SYS_pkey_alloc, {0, 3}},
    {SYS_pkey_alloc, {1, 0}},
    {SYS_pkey_free, {NONE}},
    {SYS_pkey_free, {0}},
    {SYS_pkey_mprotect, {ZEROS, PAGE, 3, NONE}},
    {SYS_pkey_mprotect, {ZEROS, PAGE, 3, 99}},
    {SYS_set_mempolicy, {0, 0, 0}},
    {SYS_set_mempolicy, {0x8002, ZEROS + 256, 64}},
    {SYS_set_mempolicy, {2, ONES, 10}},
    {SYS_set_mempolicy, {7, EDGE(4), 64}},
    {SYS_set_mempolicy, {0xe001, 0, NONE}},
    {SYS_get_mempolicy, {ZEROS + 64, ZEROS + 128, 64, 0, 0}},
    {SYS_get_mempolicy, {ZEROS + 64, 0, 0, 0, 0}},
    {SYS_get_mempolicy, {0, ZEROS + 128, 1024, 0, 4}},
    {SYS_get_mempolicy, {ZEROS + 64, 0, 0, ZEROS, 3}},
    {SYS_mbind, {ZEROS, PAGE, 0, 0, 0, 0}},
    {SYS_mbind, {ZEROS, PAGE, 3, ONES, 64, 2}},
    {SYS_mbind, {ZEROS, PAGE, 0x4001, ZEROS + 256, 128, 8}},
    {SYS_set_mempolicy_home_node, {ZEROS, PAGE, 0, 0}},
    {SYS_set_mempolicy_home_node, {BAD, NONE, NONE, ALL}},
    {SYS_migrate_pages, {0, 64, ZEROS + 256, ZEROS + 256}},
    {SYS_migrate_pages, {NO_PID, 5, ONES, EDGE(8)}},
    {SYS_move_pages, {0, 2, EDGE(16), 0, BAD, 2}},
    {SYS_move_pages, {0, 1, ZEROS + 256, 0, ZEROS + 64, 0}},
    {SYS_move_pages, {NO_PID, 2, ZEROS + 256, ONES, 0, 4}},
    {SYS_move_pages, {NO_PID, 3, EDGE(8), EDGE(8), 0, ALL}},
    {SYS_membarrier, {8, 0, 0}},
    {SYS_membarrier, {3, ALL, 1}},
    {SYS_userfaultfd, {02000001}},
    {SYS_userfaultfd, {0x7ffff}},
    {SYS_brk, {BAD}},
};

int main(void)
{
    make_pages();
    MAKE_CALLS(calls);
    return 0;
}
