/* Reads that may never return are made by a thread that can be left behind. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* As process_vm_readv of one range: bytes, or -errno; -ETIMEDOUT: there was no answer for a second.
   bytes are not touched later. */
ssize_t reader_read(pid_t tid, uint64_t address, void *bytes, size_t size);
