/* What of a where table the kernel can test by itself: integer arguments against numbers. */
#pragma once
#include "core/inject/where.h"

/* Who takes sets of tests, of which one must hold. */
struct kernel_listener {
    void (*add)(void *self, const struct word_test *tests, unsigned n_tests);
    void *self;
};

/* Hands over the sets of tests without which where can't hold. False, with nothing added, if none
   of its conditions is one that the kernel knows. */
bool kernel_narrows(const struct where *where, enum abi_id abi, uint64_t number,
                    const struct kernel_listener *to);

/* Whether the kernel can make that test of that call, by itself. */
bool kernel_knows(const struct condition *condition, enum abi_id abi, uint64_t number);

/* An add for who only wants to know whether kernel_narrows is true. */
void kernel_ignore(void *self, const struct word_test *tests, unsigned n_tests);
