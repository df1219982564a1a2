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

static int save_scratch(struct thread *thread, const struct new_bytes *list)
{
    struct borrowed *borrowed = &thread->borrowed;
    const struct tracee *t = thread->tracee;
    uint64_t top;
    int err = registers_stack_room(t->tid, t->abi, &top);
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
    int err = list ? save_scratch(thread, list) : 0;
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

int borrow_take(struct thread *thread, const struct action *action, enum call_stop at)
{
    struct syscall *syscall = &thread->syscall;
    struct borrowed *borrowed = &thread->borrowed;
    uint64_t words[SYSCALL_WORDS];
    unsigned slots = 0;
    if (multiplex_is_packed(syscall))
        return -EOPNOTSUPP;
    memcpy(words, syscall->words, sizeof words);
    for (unsigned i = 0; i < SYSCALL_WORDS; i++)
        if (action->changed_words & 1u << i) {
            words[i] = action->words[i];
            slots |= 1u << i;
        }
    int err = place_bytes(thread, action->new_bytes, words, &slots);
    if (!err)
        err = registers_set_call(thread->tracee->tid, syscall->abi, at, syscall->number, words);
    if (err) {
        borrow_return(thread);
        return err;
    }
    memcpy(borrowed->words, syscall->words, sizeof borrowed->words);
    borrowed->slots = slots;
    return 0;
}

void borrow_return_registers(struct thread *thread)
{
    struct borrowed *borrowed = &thread->borrowed;
    const struct abi *abi = thread->tracee->abi;
    if (borrowed->slots && !machine_get(abi->id)->is_sigreturn(thread->syscall.number))
        registers_put_words(thread->tracee->tid, abi, borrowed->slots, borrowed->words);
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
