/* /proc/TID/pagemap has a word for each page. A few of these files are kept open, the process that
   came latest in place of the one that came first. */
#include "core/tracee/presence.h"
#include "core/tracee/proc_id.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { FILES_KEPT = 16, MOST_PAGES = 64 };
static const uint64_t IS_PRESENT = 1ull << 63;

/* Of the table of tracees, as it were. */
static struct {
    struct place {
        struct process *owner;
        int fd;
    } places[FILES_KEPT];
    unsigned n_opened;
} files;

static struct place *find_place(const struct process *process)
{
    for (unsigned i = 0; i < FILES_KEPT; i++)
        if (files.places[i].owner == process)
            return &files.places[i];
    return NULL;
}

void presence_forget(struct process *process)
{
    struct place *place = find_place(process);
    if (!place)
        return;
    close(place->fd);
    place->owner = NULL;
}

static int open_file(const struct tracee *t)
{
    char path[PROC_PATH_BYTES];
    const struct place *kept = find_place(t->process);
    if (kept)
        return kept->fd;
    proc_path(path, t->tid, "pagemap");
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    struct place *place = &files.places[files.n_opened++ % FILES_KEPT];
    if (place->owner)
        close(place->fd);
    *place = (struct place){t->process, fd};
    return fd;
}

bool presence_check(const struct tracee *t, uint64_t address, size_t size)
{
    uint64_t words[MOST_PAGES];
    uint64_t first = address / PAGE_BYTES, last = (address + size - 1) / PAGE_BYTES;
    size_t n = last - first + 1;
    if (size == 0)
        return true;
    if (n > MOST_PAGES)
        return false;
    int fd = open_file(t);
    if (fd < 0)
        return true;
    size_t wanted = n * sizeof *words;
    if (pread(fd, words, wanted, (off_t)(first * sizeof *words)) != (ssize_t)wanted)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!(words[i] & IS_PRESENT))
            return false;
    return true;
}
