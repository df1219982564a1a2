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
    /* What kind of messages a descriptor moves: the protocol of a netlink socket, -1 for all else.
       NULL where nobody knows. */
    int (*netlink)(void *self, int fd);
};

/* Bytes read, from 0 (unreadable) to size. No range wraps: past the top nothing is readable. */
size_t memory_read(const struct memory *memory, uint64_t address, void *bytes, size_t size);

/* Reads up to and including the first NUL, at most size bytes; never past the end of a page that
   it need not touch. Sets *is_ended if the NUL was found. Returns the bytes before the NUL. */
size_t memory_read_string(const struct memory *memory, uint64_t address, char *bytes, size_t size,
                          bool *is_ended);

/* The protocol of a netlink socket, -1 for another descriptor or where nobody knows. */
int memory_netlink(const struct memory *memory, int fd);
