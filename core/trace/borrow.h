/* Arguments of a call exchanged for the time that it runs: registers, and bytes for its pointers
   in memory that the program does not use. For core/trace alone. */
#pragma once
#include "core/abi/registers.h"
#include "core/event/event.h"
#include "core/trace/state.h"

/* At an entry stop: makes the changes that action asks for. 0 or -errno; -EFAULT: no room. */
int borrow_take(struct thread *thread, const struct action *action, enum call_stop at);

/* At any later stop of the call: puts everything back as it was. */
void borrow_return(struct thread *thread);

/* A fork or clone of a thread whose call has changed words: its own registers are put right. */
void borrow_return_registers(struct thread *thread);

/* exec replaced the memory and the registers: there is nothing to put back. */
void borrow_forget(struct thread *thread);
