/* The machines, by id and by the kernel's name for them. */
#include "core/abi/abi.h"
#include "core/abi/machine.h"
#include <stddef.h>

static const struct machine *const machines[ABI_COUNT] = {
    [ABI_X86_64] = &machine_x86_64,
    [ABI_I386] = &machine_i386,
};

const struct machine *machine_get(enum abi_id id)
{
    return machines[id];
}

const struct abi *abi_get(enum abi_id id)
{
    return &machines[id]->abi;
}

uint64_t abi_call_number(const struct abi *abi, uint64_t number, uint64_t first_word)
{
    const struct machine *machine = machines[abi->id];
    return machine->multiplexed ? machine->multiplexed(number, first_word) : number;
}

const struct abi *abi_find(uint32_t audit_arch)
{
    for (unsigned i = 0; i < ABI_COUNT; i++)
        if (machines[i]->abi.audit_arch == audit_arch)
            return &machines[i]->abi;
    return NULL;
}
