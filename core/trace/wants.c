/* A byte per call number and machine. */
#include "core/trace/wants.h"
#include "core/base/alloc.h"
#include <stdlib.h>
#include <string.h>

enum { CALL_EVENTS = EVENT_ENTER | EVENT_LEAVE };

static void make_room(struct wants *wants)
{
    for (unsigned abi = 0; abi < ABI_COUNT; abi++) {
        if (wants->bits[abi])
            continue;
        wants->n_numbers[abi] = describe_number_limit(abi);
        wants->bits[abi] = alloc_zeroed(wants->n_numbers[abi] + 1);
    }
}

static unsigned ask(const struct listener *listener, enum abi_id abi, uint64_t number)
{
    if (!listener->wants)
        return listener->kinds & CALL_EVENTS;
    return listener->wants(listener->self, describe_call(abi, number), abi, number) &
           listener->kinds & CALL_EVENTS;
}

void wants_ask(struct wants *wants, const struct listener *listener)
{
    make_room(wants);
    if (!(listener->kinds & CALL_EVENTS))
        return;
    for (unsigned abi = 0; abi < ABI_COUNT; abi++)
        for (unsigned n = 0; n <= wants->n_numbers[abi]; n++) {
            wants->bits[abi][n] = (uint8_t)ask(listener, (enum abi_id)abi, n);
            wants->wants_any |= wants->bits[abi][n] != 0;
        }
}

void wants_join(struct wants *wants, const struct wants *more)
{
    make_room(wants);
    for (unsigned abi = 0; abi < ABI_COUNT; abi++)
        for (unsigned n = 0; n <= wants->n_numbers[abi]; n++)
            wants->bits[abi][n] |= more->bits[abi][n];
    wants->wants_any |= more->wants_any;
}

bool wants_are_all(const struct wants *wants)
{
    for (unsigned abi = 0; abi < ABI_COUNT; abi++)
        if (!wants->bits[abi] || memchr(wants->bits[abi], 0, wants->n_numbers[abi] + 1))
            return false;
    return true;
}

unsigned wants_of(const struct wants *wants, enum abi_id abi, uint64_t number)
{
    unsigned n = wants->n_numbers[abi];
    if (!wants->bits[abi])
        return 0;
    return wants->bits[abi][number < n ? number : n] & CALL_EVENTS;
}

void wants_finish(struct wants *wants)
{
    for (unsigned abi = 0; abi < ABI_COUNT; abi++)
        free(wants->bits[abi]);
    *wants = (struct wants){0};
}
