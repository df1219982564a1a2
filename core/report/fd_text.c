/* The path behind a descriptor as /proc has it, and what a path alone does not tell. Every byte of
   it is quoted: programs choose the names of their files and of themselves. */
#include "core/report/fd_text.h"
#include "core/base/text.h"
#include "core/decode/syscall.h"
#include "core/report/context_text.h"
#include "core/report/socket_text.h"
#include "core/tracee/fds.h"
#include "core/tracee/proc_id.h"
#include <fcntl.h>
#include <linux/limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

enum { PATH_BYTES = PATH_MAX + 32, INFO_BYTES = 32 };

static const char deleted[] = " (deleted)";

static struct tracee *tracee_of(const struct value_view *view)
{
    return view->syscall ? view->syscall->tracee : NULL;
}

static void add_path(struct text *text, const char *path, const struct value_view *view)
{
    enum quote_style style = view->style->strings;
    size_t length = strlen(path);
    if (style == QUOTE_HEX_IF_NON_ASCII)
        style = QUOTE_HEX_CHARS;
    quote_escape(text, path, length, style, "\"<>");
}

/* What /proc says about the descriptor under a name, in text; false where it says nothing. */
static bool read_info_text(const struct tracee *t, int fd, const char *name, char value[INFO_BYTES])
{
    char path[PROC_PATH_BYTES], line[128];
    size_t length = strlen(name);
    bool is_found = false;
    proc_path(path, t->tid, "fdinfo/%d", fd);
    FILE *file = fopen(path, "re");
    while (file && !is_found && fgets(line, sizeof line, file)) {
        is_found = !strncmp(line, name, length) && line[length] == ':';
        if (is_found)
            snprintf(value, INFO_BYTES, "%.*s", INFO_BYTES - 1,
                     line + length + 1 + strspn(line + length + 1, " \t"));
    }
    if (file)
        fclose(file);
    return is_found;
}

static int read_info(const struct tracee *t, int fd, const char *name)
{
    char value[INFO_BYTES];
    return read_info_text(t, fd, name, value) ? atoi(value) : -1;
}

static pid_t read_pidfd(const struct tracee *t, int fd)
{
    return proc_id_ours(read_info(t, fd, "Pid"));
}

static void add_eventfd(struct text *text, const struct tracee *t, int fd)
{
    char count[INFO_BYTES] = "";
    read_info_text(t, fd, "eventfd-count", count);
    int semaphore = read_info(t, fd, "eventfd-semaphore");
    text_add_string(text, "{eventfd-count=");
    text_add_hex(text, strtoull(count, NULL, 16));
    text_add(text, ", eventfd-id=%d", read_info(t, fd, "eventfd-id"));
    if (semaphore >= 0)
        text_add(text, ", eventfd-semaphore=%d", semaphore);
    text_add_char(text, '}');
}

static void add_signalfd(struct text *text, const struct tracee *t, int fd)
{
    char mask[INFO_BYTES] = "";
    read_info_text(t, fd, "sigmask", mask);
    uint64_t bits = strtoull(mask, NULL, 16);
    const char *between = "";
    text_add_string(text, "signalfd:[");
    for (int number = 1; number <= 64; number++) {
        const char *name = bits >> (number - 1) & 1 ? describe_signal_name(number) : NULL;
        if (!name)
            continue;
        text_add(text, "%s%s", between, name + strlen("SIG"));
        between = " ";
    }
    text_add_char(text, ']');
}

/* "<char 1:3>" after the path of a device; of a terminal's master side, whose it is. */
static void add_device(struct text *text, const struct tracee *t, int fd, const char *path,
                       const struct value_view *view)
{
    char name[PROC_PATH_BYTES];
    struct statx status;
    proc_path(name, t->tid, "fd/%d", fd);
    /* The file system may be one that the stopped program itself serves: it is not asked. */
    if (statx(AT_FDCWD, name, AT_STATX_DONT_SYNC, STATX_TYPE, &status) < 0 ||
        !(S_ISCHR(status.stx_mode) || S_ISBLK(status.stx_mode)))
        return;
    dev_t device = makedev(status.stx_rdev_major, status.stx_rdev_minor);
    if (!(view->style->fd_details & FD_DETAIL_PATH))
        add_path(text, path, view);
    text_add(text, "<%s %u:%u", S_ISCHR(status.stx_mode) ? "char" : "block", major(device),
             minor(device));
    int terminal = S_ISCHR(status.stx_mode) && device == makedev(5, 2)
                       ? read_info(t, fd, "tty-index")
                       : -1;
    if (terminal >= 0)
        text_add(text, " @/dev/pts/%d", terminal);
    text_add_char(text, '>');
}

/* The number in "socket:[123]", false if the path is no such thing. */
static bool socket_inode(const char *path, unsigned long *inode)
{
    char after;
    return sscanf(path, "socket:[%lu]%c", inode, &after) == 1;
}

/* False with nothing added where nothing that is asked for is known of it. */
static bool add_details(struct text *text, const struct tracee *t, int fd, const char *path,
                        const struct value_view *view)
{
    unsigned details = view->style->fd_details;
    size_t before = text->length;
    unsigned long inode;
    int pid = details & FD_DETAIL_PIDFD && !strcmp(path, "anon_inode:[pidfd]") ? read_pidfd(t, fd)
                                                                               : -1;
    if (pid > 0)
        text_add(text, "pid:%d", pid);
    else if (details & FD_DETAIL_EVENTFD && !strcmp(path, "anon_inode:[eventfd]"))
        add_eventfd(text, t, fd);
    else if (details & FD_DETAIL_SIGNALFD && !strcmp(path, "anon_inode:[signalfd]"))
        add_signalfd(text, t, fd);
    else if (details & FD_DETAIL_SOCKET && socket_inode(path, &inode))
        socket_text_add(text, t->tid, fd, inode);
    else if (details & FD_DETAIL_PATH)
        add_path(text, path, view);
    if (details & FD_DETAIL_DEVICE && *path == '/')
        add_device(text, t, fd, path, view);
    return text->length > before;
}

static void add_known(struct text *text, const struct tracee *t, int fd,
                      const struct value_view *view)
{
    char path[PATH_BYTES];
    if (!view->style->fd_details)
        return;
    ssize_t length = fds_path(t, fd, path, sizeof path);
    if (length <= 0)
        return;
    size_t ending = sizeof deleted - 1;
    bool is_deleted = (size_t)length > ending && !strcmp(path + length - ending, deleted);
    if (is_deleted)
        path[length - (ssize_t)ending] = '\0';
    text_add_char(text, '<');
    if (!add_details(text, t, fd, path, view)) {
        text->bytes[--text->length] = '\0';
        return;
    }
    text_add_char(text, '>');
    if (is_deleted)
        text_add_string(text, deleted + 1);
}

static void add_fd(struct text *text, const struct tracee *t, int fd, const struct value_view *view)
{
    text_add_decimal(text, fd);
    if (!t || fd < 0 || view->is_comment)
        return;
    add_known(text, t, fd, view);
    context_text_add_fd(text, t, fd, view->style);
}

void fd_text_add(struct text *text, const struct value *v, const struct value_view *view)
{
    const struct tracee *t = tracee_of(view);
    int owner = (int)v->rest;
    if (t && v->type->flags & TYPE_BY_PIDFD)
        owner = read_pidfd(t, owner);
    add_fd(text, v->type->length ? tracee_find(owner) : t, (int)v->bits, view);
}

void fd_text_add_cwd(struct text *text, const struct value_view *view)
{
    struct tracee *t = tracee_of(view);
    char path[PATH_BYTES];
    if (!(view->style->fd_details & FD_DETAIL_PATH) || !t ||
        fds_directory(t, path, sizeof path) <= 0)
        return;
    text_add_char(text, '<');
    add_path(text, path, view);
    text_add_char(text, '>');
}
