/* i386: socketcall(2) keeps the arguments in an array, ipc(2) has them in an order of its own. */
#include "core/decode/multiplex.h"
#include "core/tracee/memory.h"
#include <string.h>

enum {
    SOCKET = ABI_OWN_NUMBERS,
    LAST_SOCKET = SOCKET + 20,
    IPC = LAST_SOCKET + 1,
    LAST_IPC = IPC + 24,
    MSGRCV = 12,
};

/* Which words of ipc(call, first, second, third, ptr, fifth) each takes, as in ipc/syscall.c. */
static const char ipc_order[][SYSCALL_WORDS + 1] = {
    [1] = "142", [2] = "123",  [3] = "1234", [4] = "1425", [11] = "1423", [12] = "14253",
    [13] = "12", [14] = "124", [21] = "142", [22] = "4",   [23] = "123",  [24] = "124",
};

static void read_socket_words(struct syscall *syscall)
{
    uint32_t words[SYSCALL_WORDS] = {0};
    uint64_t address = syscall->words[1];
    for (unsigned i = 0; i < SYSCALL_WORDS; i++)
        if (memory_read(syscall->memory, address + i * sizeof *words, &words[i], sizeof *words) !=
            sizeof *words)
            break;
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

static void order_ipc_words(struct syscall *syscall)
{
    uint64_t words[SYSCALL_WORDS] = {0};
    const char *order = ipc_order[syscall->number - IPC];
    if (syscall->number == IPC + MSGRCV && syscall->words[0] >> 16 == 0)
        read_msgrcv_words(syscall);
    for (unsigned i = 0; i < SYSCALL_WORDS && order[i]; i++)
        words[i] = syscall->words[order[i] - '0'];
    memcpy(syscall->words, words, sizeof words);
}

bool multiplex_is_packed(const struct syscall *syscall)
{
    return syscall->abi->id == ABI_I386 && syscall->number > SOCKET && syscall->number <= LAST_IPC;
}

void multiplex_unpack(struct syscall *syscall)
{
    if (!multiplex_is_packed(syscall))
        return;
    if (syscall->number <= LAST_SOCKET)
        read_socket_words(syscall);
    else if (syscall->number > IPC)
        order_ipc_words(syscall);
}
