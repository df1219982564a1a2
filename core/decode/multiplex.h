/* The words of a call that came through socketcall(2) or ipc(2). */
#pragma once
#include "core/decode/syscall.h"

/* Of a syscall whose number abi_call_number() chose: what its words are in memory, or in another
   order, become its words. Unreadable words are 0. */
void multiplex_unpack(struct syscall *syscall);

/* Whether its words are not those of the registers, so that writing them there would be wrong. */
bool multiplex_is_packed(const struct syscall *syscall);

/* Which register holds word i, once unpacked; -1: none, it lies in an array that one points to. */
int multiplex_register(const struct syscall *syscall, unsigned i);
