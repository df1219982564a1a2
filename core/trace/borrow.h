/* Arguments of a call exchanged for the time that it runs: registers, and bytes for its pointers
   in memory that the program does not use. For core/trace alone. */
#pragma once
#include "core/abi/registers.h"
#include "core/event/event.h"
#include "core/trace/state.h"

/* At an entry stop: makes the changes that action asks for. 0 or -errno; -EFAULT: no room. */
int borrow_take(struct thread *thread, const struct action *action, enum call_stop at);

/* The same in two steps, for a call that no event was made of: room for size bytes of ours, to be
   written to *address; then the words. Whatever fails, borrow_return is due. */
struct borrowed_call {
    const struct abi *abi;
    uint64_t number;           /* the kernel's own */
    const uint64_t *words;     /* as the program gave them */
    uint64_t new_words[SYSCALL_WORDS];
    unsigned slots;            /* of those that are new */
};
int borrow_room(struct thread *thread, const struct abi *abi, size_t size, uint64_t *address);
int borrow_words(struct thread *thread, enum call_stop at, const struct borrowed_call *call);

/* At any later stop of the call: puts everything back as it was. */
void borrow_return(struct thread *thread);

/* A fork or clone of a thread whose call has changed words: its own registers are put right. */
void borrow_return_registers(struct thread *thread);

/* exec replaced the memory and the registers: there is nothing to put back. */
void borrow_forget(struct thread *thread);
