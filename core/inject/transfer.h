/* Calls that move bytes: how many they are asked for, and having them move fewer. The kernel then
   really moves that many: nothing is pretended. */
#pragma once
#include "core/event/event.h"

/* Whether the call says how many bytes it moves, in a word or a list of buffers. */
bool transfer_is_one(const struct call *call);

/* The argument that points to the bytes, where they are in one piece; -1 if there is none. */
int transfer_buffer(const struct call *call);

/* The bytes that the call is asked to move; 0 if it moves none, or its list can't be read. */
uint64_t transfer_bytes(struct syscall *syscall);

/* Has the call move at most that many; false if it moves no more anyway. */
bool transfer_cut(struct event *event, uint64_t bytes);
