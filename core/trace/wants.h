/* Which calls are wanted, by number and machine: asked once, looked up at each stop. */
#pragma once
#include "core/event/event.h"

/* All zero wants nothing. */
struct wants {
    uint8_t *bits[ABI_COUNT];  /* by number: EVENT_ENTER, EVENT_LEAVE; last: numbers of no table */
    unsigned n_numbers[ABI_COUNT];
    bool wants_any;
};

/* Beside them in bits: the kernel's filter lets some of this call's occurrences pass. */
enum { WANTS_NARROWED = 0x80 };

/* What a listener wants; nothing if it hears neither event. */
void wants_ask(struct wants *wants, const struct listener *listener);

/* Adds what more wants. */
void wants_join(struct wants *wants, const struct wants *more);

/* Not one number is unwanted. */
bool wants_are_all(const struct wants *wants);

/* EVENT_ENTER and EVENT_LEAVE, or-ed. */
unsigned wants_of(const struct wants *wants, enum abi_id abi, uint64_t number);

void wants_finish(struct wants *wants);
