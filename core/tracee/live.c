/* Memory of a live thread by process_vm_readv, on its own tid: its group's leader may be gone.
   Where that call is refused (containers), by /proc/TID/mem. */
#include "core/tracee/live.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/tracee/fd_kind.h"
#include "core/tracee/pages.h"
#include "core/tracee/presence.h"
#include "core/tracee/proc_id.h"
#include "core/tracee/reader.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

/* One set for all threads: they are served one at a time. Part of the table of tracees. */
static struct {
    const struct tracee *owner;
    uint64_t owner_serial;
    struct pages pages;
} stop;

static int open_memory(pid_t tid, int mode)
{
    char path[PROC_PATH_BYTES];
    proc_path(path, tid, "mem");
    return open(path, mode | O_CLOEXEC);
}

static size_t read_file(pid_t tid, uint64_t address, void *bytes, size_t size)
{
    int fd = open_memory(tid, O_RDONLY);
    if (fd < 0)
        return 0;
    ssize_t n = pread(fd, bytes, size, (off_t)address);
    close(fd);
    return n < 0 ? 0 : (size_t)n;
}

static void tell_mute(struct process *process, uint64_t address)
{
    process->is_mute = true;
    notice(
        "process %d: nobody fills in its memory at %#llx (userfaultfd, or a file system that does "
        "not answer): what it has there is shown as addresses",
        process->pid, (unsigned long long)address);
}

/* What is not there at once, with a time limit. */
static ssize_t read_absent(const struct tracee *t, uint64_t address, void *bytes, size_t size)
{
    if (t->process->is_mute)
        return 0;
    ssize_t n = reader_read(t->tid, address, bytes, size);
    if (n == -ETIMEDOUT)
        tell_mute(t->process, address);
    return n;
}

static ssize_t read_present(const struct tracee *t, uint64_t address, void *bytes, size_t size)
{
    struct iovec local = {bytes, size};
    struct iovec remote = {(void *)(uintptr_t)address, size};
    ssize_t n = process_vm_readv(t->tid, &local, 1, &remote, 1, 0);
    return n < 0 ? -errno : n;
}

static size_t read_range(void *self, uint64_t address, void *bytes, size_t size)
{
    const struct tracee *t = self;
    ssize_t n = presence_check(t, address, size) ? read_present(t, address, bytes, size)
                                                 : read_absent(t, address, bytes, size);
    if (n >= 0)
        return (size_t)n;
    return n == -ENOSYS || n == -EPERM ? read_file(t->tid, address, bytes, size) : 0;
}

static size_t read_pages(void *self, uint64_t address, void *bytes, size_t size)
{
    struct tracee *t = self;
    if (stop.owner != t || stop.owner_serial != t->serial) {
        live_forget();
        stop.owner = t;
        stop.owner_serial = t->serial;
    }
    struct memory source = {.read = read_range, .self = t};
    return pages_read(&stop.pages, &source, address, bytes, size);
}

static int find_fd_kind(void *self, int fd)
{
    const struct tracee *t = self;
    return fd_kind_of(t->tid, fd);
}

struct memory live_memory(struct tracee *t)
{
    return (struct memory){.read = read_pages, .self = t, .fd_kind = find_fd_kind};
}

void live_forget(void)
{
    if (!stop.owner)
        return;
    stop.owner = NULL;
    pages_forget(&stop.pages);
}

static size_t write_file(pid_t tid, uint64_t address, const void *bytes, size_t size)
{
    int fd = open_memory(tid, O_WRONLY);
    if (fd < 0)
        return 0;
    ssize_t n = pwrite(fd, bytes, size, (off_t)address);
    close(fd);
    return n < 0 ? 0 : (size_t)n;
}

/* Whether what is to be overwritten is there, or could be got. */
static bool is_got(const struct tracee *t, uint64_t address, size_t size)
{
    void *old = alloc_zeroed(size);
    ssize_t n = read_absent(t, address, old, size);
    free(old);
    return n != 0 && n != -ETIMEDOUT;
}

size_t live_write(const struct tracee *t, uint64_t address, const void *bytes, size_t size)
{
    if (!presence_check(t, address, size) && !is_got(t, address, size))
        return 0;
    struct iovec local = {(void *)(uintptr_t)bytes, size};
    struct iovec remote = {(void *)(uintptr_t)address, size};
    ssize_t n = process_vm_writev(t->tid, &local, 1, &remote, 1, 0);
    size_t written = n < 0 ? 0 : (size_t)n;
    live_forget();
    if (written == size)
        return size;
    /* As a debugger may, this writes to what the program itself may only read. */
    return written +
           write_file(t->tid, address + written, (const char *)bytes + written, size - written);
}
