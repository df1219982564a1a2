/* A call that is made again is to do what it has left undone: which words, and which bytes behind
   them, ask for that. For core/trace alone. */
#pragma once
#include "core/abi/interruption.h"
#include "core/decode/syscall.h"
#include <stddef.h>

/* Whether it returned before all was done. syscall has its words as the program gave them. */
bool rest_is_left(const struct interruption *row, const struct syscall *syscall, int64_t done);

/* What the registers are to hold, and what is to lie in memory at address. */
struct request {
    uint64_t words[SYSCALL_WORDS];
    unsigned slots;                /* of words that differ from what they were */
    uint64_t address;              /* of the bytes; they depend on it, their number does not */
    unsigned char *bytes;          /* NULL: none. free() them */
    size_t size;
};

/* Fills in all but address. registers: the words as they came, of a packed call too. done: so much
   it has done. */
void rest_ask(struct request *request, const struct interruption *row,
              const struct syscall *syscall, const uint64_t registers[SYSCALL_WORDS],
              uint64_t done);
