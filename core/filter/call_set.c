/* Bits, machine by machine. */
#include "core/filter/call_set.h"
#include <string.h>

enum { WORDS = CALL_SET_LIMIT / 64 };

void call_set_add(struct call_set *set, unsigned abi, uint64_t number)
{
    if (number < CALL_SET_LIMIT)
        set->bits[abi][number / 64] |= (uint64_t)1 << number % 64;
}

void call_set_merge(struct call_set *set, const struct call_set *other)
{
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++)
        for (unsigned i = 0; i < WORDS; i++)
            set->bits[abi][i] |= other->bits[abi][i];
}

void call_set_remove(struct call_set *set, const struct call_set *other)
{
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++)
        for (unsigned i = 0; i < WORDS; i++)
            set->bits[abi][i] &= ~other->bits[abi][i];
}

void call_set_invert(struct call_set *set)
{
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++)
        for (unsigned i = 0; i < WORDS; i++)
            set->bits[abi][i] = ~set->bits[abi][i];
}

void call_set_fill(struct call_set *set)
{
    memset(set, 0xff, sizeof *set);
}

bool call_set_is_full(const struct call_set *set)
{
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++)
        for (unsigned i = 0; i < WORDS; i++)
            if (set->bits[abi][i] != UINT64_MAX)
                return false;
    return true;
}
