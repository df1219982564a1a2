/* Scratch memory lies below the red zone of the stack. Most programs keep nothing there, but some
   (small stacks on the heap) do: what was there is saved, and put back with the registers. */
#include "core/trace/borrow.h"
#include "core/abi/machine.h"
#include "core/base/alloc.h"
#include "core/decode/multiplex.h"
#include "core/tracee/live.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static size_t padded(size_t size)
{
    return (size + SCRATCH_ALIGNMENT - 1) / SCRATCH_ALIGNMENT * SCRATCH_ALIGNMENT;
}

/* Where the lowest of the bytes go: below those that have their place already. 0: no room. */
static uint64_t find_lowest(const struct new_bytes *list, uint64_t top)
{
    uint64_t lowest = top;
    size_t total = 0;
    for (const struct new_bytes *b = list; b; b = b->next)
        if (b->address && b->address < lowest)
            lowest = b->address;
    for (; list; list = list->next) {
        if (list->size > SCRATCH_BYTES || total > SCRATCH_BYTES)
            return 0;
        total += list->address ? 0 : padded(list->size);
    }
    if (lowest < total || top - lowest > SCRATCH_BYTES || top - lowest + total > SCRATCH_BYTES)
        return 0;
    return (lowest - total) / SCRATCH_ALIGNMENT * SCRATCH_ALIGNMENT;
}

static int save_scratch(struct thread *thread, const struct abi *abi, const struct new_bytes *list)
{
    struct borrowed *borrowed = &thread->borrowed;
    const struct tracee *t = thread->tracee;
    uint64_t top;
    int err = registers_stack_room(t->tid, abi, &top);
    if (err)
        return err;
    borrowed->address = find_lowest(list, top);
    if (!borrowed->address)
        return -EFAULT;
    size_t size = top - borrowed->address;
    borrowed->bytes = alloc_zeroed(size);
    borrowed->size = memory_read(&t->memory, borrowed->address, borrowed->bytes, size);
    return borrowed->size == size ? 0 : -EFAULT;
}

int borrow_room(struct thread *thread, const struct abi *abi, size_t size, uint64_t *address)
{
    int err = save_scratch(thread, abi, &(struct new_bytes){.size = size});
    *address = thread->borrowed.address;
    return err;
}

static void free_scratch(struct borrowed *borrowed)
{
    free(borrowed->bytes);
    borrowed->bytes = NULL;
    borrowed->size = 0;
}

/* The bytes into scratch memory, their addresses into words. */
static int place_bytes(struct thread *thread, const struct new_bytes *list,
                       uint64_t words[SYSCALL_WORDS], unsigned *slots)
{
    int err = list ? save_scratch(thread, thread->tracee->abi, list) : 0;
    uint64_t next = thread->borrowed.address;
    for (; list && !err; list = list->next) {
        uint64_t address = list->address ? list->address : next;
        next += list->address ? 0 : padded(list->size);
        if (live_write(thread->tracee, address, list->bytes, list->size) != list->size)
            err = -EFAULT;
        if (list->slot >= SYSCALL_WORDS)
            continue;
        words[list->slot] = address;
        *slots |= 1u << list->slot;
    }
    return err;
}

int borrow_words(struct thread *thread, enum call_stop at, const struct borrowed_call *call)
{
    struct borrowed *borrowed = &thread->borrowed;
    int err = registers_set_call(thread->tracee->tid, call->abi, at, call->number, call->new_words);
    if (err)
        return err;
    memcpy(borrowed->words, call->words, sizeof borrowed->words);
    borrowed->slots = call->slots;
    borrowed->is_sigreturn = machine_get(call->abi->id)->is_sigreturn(call->number);
    return 0;
}

int borrow_take(struct thread *thread, const struct action *action, enum call_stop at)
{
    struct syscall *syscall = &thread->syscall;
    struct borrowed_call call = {
        .abi = syscall->abi, .number = syscall->number, .words = syscall->words};
    if (multiplex_is_packed(syscall))
        return -EOPNOTSUPP;
    memcpy(call.new_words, syscall->words, sizeof call.new_words);
    for (unsigned i = 0; i < SYSCALL_WORDS; i++)
        if (action->changed_words & 1u << i) {
            call.new_words[i] = action->words[i];
            call.slots |= 1u << i;
        }
    int err = place_bytes(thread, action->new_bytes, call.new_words, &call.slots);
    if (!err)
        err = borrow_words(thread, at, &call);
    if (err)
        borrow_return(thread);
    return err;
}

void borrow_return_registers(struct thread *thread)
{
    struct borrowed *borrowed = &thread->borrowed;
    if (borrowed->slots && !borrowed->is_sigreturn)
        registers_put_words(thread->tracee->tid, thread->tracee->abi, borrowed->slots,
                            borrowed->words);
    borrowed->slots = 0;
}

void borrow_return(struct thread *thread)
{
    struct borrowed *borrowed = &thread->borrowed;
    borrow_return_registers(thread);
    if (borrowed->bytes)
        live_write(thread->tracee, borrowed->address, borrowed->bytes, borrowed->size);
    free_scratch(borrowed);
}

void borrow_forget(struct thread *thread)
{
    thread->borrowed.slots = 0;
    free_scratch(&thread->borrowed);
}
