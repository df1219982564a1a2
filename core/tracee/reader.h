/* What may never return is done by a thread that can be left behind. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* work(job, size) with a copy of job, which is copied back: what work gave, or -ETIMEDOUT with job
   as it was where there was no answer for a second. work may touch nothing but that copy. */
ssize_t reader_do(ssize_t (*work)(void *job, size_t size), void *job, size_t size);

/* As process_vm_readv of one range: bytes, or -errno; -ETIMEDOUT: there was no answer for a second.
   bytes are not touched later. */
ssize_t reader_read(pid_t tid, uint64_t address, void *bytes, size_t size);
