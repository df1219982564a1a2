/* Words and memory -> values, after the descriptions. Reads only through the syscall's memory;
   values live in its arena until the call ends. */
#pragma once
#include "core/decode/syscall.h"
#include "core/decode/value.h"

/* Brief is what plain text shows: fields and arrays that only -v shows are not read. */
enum decode_depth { DECODE_BRIEF, DECODE_FULL };

/* How much is read of strings (not paths) and arrays, at the most; set before the run. */
struct decode_limits {
    size_t string_bytes; /* default 32 */
    size_t array_items;  /* default 32 */
};
extern struct decode_limits decode_limits;

/* The call is over: what was read for it is gone with its arena. */
void decode_forget(struct syscall *syscall);

/* The call's end is another than it seemed: what was read at its end is to be read anew. */
void decode_forget_end(struct syscall *syscall);

/* Argument i (from 0, < call->n_args) as it stands now. Before the call's end what the kernel
   writes is PENDING; after it, what was read at entry is given again, not read anew, except that
   an input nobody asked for at entry is read now. Never NULL; memoized. */
const struct value *decode_arg(struct syscall *syscall, unsigned i, enum decode_depth depth);

/* The same as it was at entry; NULL if nobody read it then and the call is over. */
const struct value *decode_arg_at_entry(struct syscall *syscall, unsigned i,
                                        enum decode_depth depth);

/* What argument i is called in this call: by its case, where that has a name; NULL where it is
   nothing. */
const char *decode_arg_name(struct syscall *syscall, unsigned i);

/* The argument of that name: in every call, or else in this one; -1 if there is none. */
int decode_arg_named(struct syscall *syscall, const char *name);

/* When argument i's memory holds what it should; of a union, that of the case it selects. */
enum field_flow decode_flow(struct syscall *syscall, unsigned i);

/* From where a relative path in argument i starts: the descriptor before it, or AT_FDCWD. */
int decode_folder(const struct syscall *syscall, unsigned i);

/* The result, and what stands behind it in parentheses (no items: nothing). Only when done. */
const struct value *decode_result(struct syscall *syscall);
const struct value *decode_after(struct syscall *syscall, enum decode_depth depth);

/* Where a value stands that belongs to no call. */
struct value_place {
    const struct memory *memory;
    unsigned abi;              /* enum abi_id */
    uint64_t address;
};

/* What is there as a value of that type (an index); UNREADABLE if it can't be read. */
const struct value *decode_at(struct arena *arena, const struct value_place *place, uint32_t type);

/* Signal information (a siginfo_t of the tracee's machine-independent form) as a struct value. */
const struct value *decode_siginfo(struct arena *arena, const void *siginfo, size_t size);
