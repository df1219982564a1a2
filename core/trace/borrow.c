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

enum { SCRATCH_BYTES = 64 * 1024, SCRATCH_ALIGNMENT = 16 };

static size_t padded(size_t size)
{
    return (size + SCRATCH_ALIGNMENT - 1) / SCRATCH_ALIGNMENT * SCRATCH_ALIGNMENT;
}

static size_t total_bytes(const struct new_bytes *list)
{
    size_t total = 0;
    for (; list && total <= SCRATCH_BYTES; list = list->next)
        total += list->size <= SCRATCH_BYTES ? padded(list->size) : SCRATCH_BYTES + 1;
    return total;
}

static int save_scratch(struct thread *thread, size_t size)
{
    struct borrowed *borrowed = &thread->borrowed;
    const struct tracee *t = thread->tracee;
    int err = registers_stack_room(t->tid, t->abi, &borrowed->address);
    if (err)
        return err;
    if (size > SCRATCH_BYTES || borrowed->address < size + SCRATCH_ALIGNMENT)
        return -EFAULT;
    borrowed->address = (borrowed->address - size) / SCRATCH_ALIGNMENT * SCRATCH_ALIGNMENT;
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
    int err = list ? save_scratch(thread, total_bytes(list)) : 0;
    uint64_t address = thread->borrowed.address;
    for (; list && !err; list = list->next) {
        if (list->slot >= SYSCALL_WORDS)
            continue;
        if (live_write(thread->tracee, address, list->bytes, list->size) != list->size)
            err = -EFAULT;
        words[list->slot] = address;
        *slots |= 1u << list->slot;
        address += padded(list->size);
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
