/* i386: socketcall(2) and the first select(2) and mmap(2) keep the arguments in an array, ipc(2)
   has them in an order of its own. */
#include "core/decode/multiplex.h"
#include "core/describe/describe.h"
#include "core/tracee/memory.h"
#include <string.h>

enum {
    SOCKET = ABI_OWN_NUMBERS,
    LAST_SOCKET = SOCKET + 20,
    IPC = LAST_SOCKET + 1,
    LAST_IPC = IPC + 24,
    MSGRCV = 12,
    SEMCTL = 3,
    SOCKETCALL = 102,
    OLD_SELECT = 82,
    OLD_MMAP = 90,
    MMAP_BLOCK = LAST_IPC + 1,
    SELECT_BLOCK,
};

/* Which words of ipc(call, first, second, third, ptr, fifth) each takes, as in ipc/syscall.c. */
static const char ipc_order[][SYSCALL_WORDS + 1] = {
    [1] = "142", [2] = "123",  [3] = "12345", [4] = "1425", [11] = "1423", [12] = "14253",
    [13] = "12", [14] = "124", [21] = "142",  [22] = "4",   [23] = "123",  [24] = "124",
};

/* Where they can't be read the call is `whole`: a number and an address. */
static void read_words(struct syscall *syscall, uint64_t address, unsigned whole)
{
    uint32_t words[SYSCALL_WORDS] = {0};
    size_t wanted = syscall->call ? syscall->call->n_args * sizeof *words : 0;
    if (memory_read(syscall->memory, address, words, wanted) < wanted) {
        syscall->call = describe_call(ABI_I386, whole);
        return;
    }
    for (unsigned i = 0; i < SYSCALL_WORDS; i++)
        syscall->words[i] = words[i];
}

/* Version 0 of msgrcv: a pointer to the buffer's address and the type. */
static void read_msgrcv_words(struct syscall *syscall)
{
    uint32_t pair[2] = {0};
    memory_read(syscall->memory, syscall->words[4], pair, sizeof pair);
    syscall->words[4] = pair[0];
    syscall->words[5] = pair[1];
}

/* semctl's last word lies behind a pointer; the next tells whether it could be read. */
static void read_semctl_word(struct syscall *syscall)
{
    uint32_t word;
    syscall->words[5] = memory_read(syscall->memory, syscall->words[4], &word, sizeof word) ==
                        sizeof word;
    if (syscall->words[5])
        syscall->words[4] = word;
}

static void order_ipc_words(struct syscall *syscall)
{
    uint64_t words[SYSCALL_WORDS] = {0};
    const char *order = ipc_order[syscall->number - IPC];
    if (syscall->number == IPC + MSGRCV && syscall->words[0] >> 16 == 0)
        read_msgrcv_words(syscall);
    if (syscall->number == IPC + SEMCTL)
        read_semctl_word(syscall);
    for (unsigned i = 0; i < SYSCALL_WORDS && order[i]; i++)
        words[i] = syscall->words[order[i] - '0'];
    memcpy(syscall->words, words, sizeof words);
}

static bool is_in_array(const struct syscall *syscall)
{
    return syscall->number == OLD_SELECT || syscall->number == OLD_MMAP;
}

bool multiplex_is_packed(const struct syscall *syscall)
{
    return syscall->abi->id == ABI_I386 &&
           (is_in_array(syscall) || (syscall->number > SOCKET && syscall->number <= LAST_IPC));
}

void multiplex_unpack(struct syscall *syscall)
{
    if (!multiplex_is_packed(syscall))
        return;
    if (is_in_array(syscall))
        read_words(syscall, syscall->words[0],
                   syscall->number == OLD_MMAP ? MMAP_BLOCK : SELECT_BLOCK);
    else if (syscall->number <= LAST_SOCKET)
        read_words(syscall, syscall->words[1], SOCKETCALL);
    else if (syscall->number > IPC)
        order_ipc_words(syscall);
}

int multiplex_register(const struct syscall *syscall, unsigned i)
{
    if (!multiplex_is_packed(syscall))
        return (int)i;
    if (is_in_array(syscall) || syscall->number <= LAST_SOCKET)
        return -1;
    const char *order = ipc_order[syscall->number - IPC];
    return i < strlen(order) ? order[i] - '0' : -1;
}
