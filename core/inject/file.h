/* Which file or socket a call is about, found through its description, /proc and the tracee's
   memory. For subject.c alone. All text lives in the tracee's arena. */
#pragma once
#include "core/event/event.h"

struct address;

/* Whether a call names a file or has an fd; whether it has a socket address or an fd. */
bool file_has_path(const struct call *call);
bool file_has_address(const struct call *call);
bool file_has_descriptor(const struct call *call);

/* True for accept and its like: the kernel writes the address. */
bool file_address_is_output(const struct call *call);

/* The nth path argument as the program wrote it; NULL if there is none or it can't be read. */
const char *file_written_path(struct syscall *syscall, unsigned n);

/* The nth file, absolute where that can be told; the fd's file where the call names none. */
const char *file_path_at(struct syscall *syscall, unsigned n);

/* The descriptor that the call is about, -1 if it has none. */
int file_descriptor(const struct syscall *syscall);

/* The address that the call is given, else the peer of its socket; NULL if neither is known. */
const struct address *file_address(struct syscall *syscall);

/* A string value to its end, read anew where decoding cut it, at most size bytes. */
const char *file_whole_string(struct syscall *syscall, const struct value *v, size_t size,
                              size_t *length);

/* The call's name, or "syscall_0x1ff" for a number that nobody knows. */
const char *file_call_name(struct syscall *syscall);

/* From /proc; NULL, or -1, once the tracee is gone. The name is the one of this moment. */
const char *file_comm(struct tracee *t);
const char *file_exe(struct tracee *t);
int64_t file_uid(const struct tracee *t);
