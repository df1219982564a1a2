/* Where decoders read a program's memory: a live tracee today, captured bytes tomorrow. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* No machine here has smaller pages; where they are larger, reads only end earlier than needed. */
enum { PAGE_BYTES = 4096 };

/* read copies up to size bytes from address and returns how many it got before the first byte
   that can't be read: 0 if there is none. It never blocks on the tracee, never fails otherwise. */
struct memory {
    size_t (*read)(void *self, uint64_t address, void *bytes, size_t size);
    void *self;
    int (*fd_kind)(void *self, int fd); /* NULL where nobody knows */
};

/* Bytes read, from 0 (unreadable) to size. No range wraps: past the top nothing is readable. */
size_t memory_read(const struct memory *memory, uint64_t address, void *bytes, size_t size);

/* Reads up to and including the first NUL, at most size bytes; never past the end of a page that
   it need not touch. Sets *is_ended if the NUL was found. Returns the bytes before the NUL. */
size_t memory_read_string(const struct memory *memory, uint64_t address, char *bytes, size_t size,
                          bool *is_ended);

/* What a descriptor is, if not a netlink socket; one that is not bound yet has no protocol. */
enum fd_kind { FD_OTHER = -1, FD_UNBOUND_NETLINK = -2, FD_BPF_MAP = -3, FD_BPF_PROGRAM = -4 };

/* The protocol of a netlink socket, or an enum fd_kind: FD_OTHER where nobody knows. */
int memory_fd_kind(const struct memory *memory, int fd);
