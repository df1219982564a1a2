/* A set of calls: a bit per number and machine. What lines, summaries, hooks and seccomp programs
   agree on. */
#pragma once
#include "core/describe/describe.h"
#include <stdbool.h>
#include <stdint.h>

enum { CALL_SET_LIMIT = 1024 };      /* numbers from here on are in no set */

struct call_set {
    uint64_t bits[DESCRIBE_ABIS][CALL_SET_LIMIT / 64];
};

static inline bool call_set_has(const struct call_set *set, unsigned abi, uint64_t number)
{
    return number < CALL_SET_LIMIT && (set->bits[abi][number / 64] >> number % 64 & 1);
}

void call_set_add(struct call_set *set, unsigned abi, uint64_t number);
void call_set_merge(struct call_set *set, const struct call_set *other);
void call_set_remove(struct call_set *set, const struct call_set *other);
void call_set_invert(struct call_set *set);
void call_set_fill(struct call_set *set);            /* every number of every machine */
bool call_set_is_full(const struct call_set *set);
