/* Of files by the extended attribute in which SELinux keeps them, which is there without SELinux
   too; of processes by /proc. Links in a path are followed below the program's root, not ours:
   openat2(2), RESOLVE_IN_ROOT. */
#include "core/tracee/context.h"
#include "core/tracee/fds.h"
#include "core/tracee/proc_id.h"
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { LINK_BYTES = 64, NOT_ASKED = -1 };

static bool read_label(const char *link, struct context *context)
{
    ssize_t n = getxattr(link, "security.selinux", context->label, sizeof context->label - 1);
    context->label[n > 0 ? n : 0] = '\0';
    return *context->label != '\0';
}

/* link: a file of /proc that leads to it. */
static bool read_file(const char *link, struct context *context)
{
    struct stat status;
    *context = (struct context){0};
    if (!read_label(link, context))
        return false;
    ssize_t n = readlink(link, context->path, sizeof context->path - 1);
    context->path[n > 0 && *context->path == '/' ? n : 0] = '\0';
    context->mode = stat(link, &status) == 0 ? status.st_mode : 0;
    return true;
}

bool context_of_fd(const struct tracee *t, int fd, struct context *context)
{
    char link[LINK_BYTES];
    snprintf(link, sizeof link, "/proc/%d/fd/%d", proc_id(t->tid), fd);
    return read_file(link, context);
}

/* path as it reads from the program's root; false if it does not fit. */
static bool make_absolute(const struct tracee *t, int folder, const char *path,
                          char absolute[PATH_MAX])
{
    char root[PATH_MAX], start[PATH_MAX];
    if (*path == '/')
        return snprintf(absolute, PATH_MAX, "%s", path) < PATH_MAX;
    ssize_t root_length = fds_root(t, root, sizeof root);
    ssize_t length = folder == AT_FDCWD ? fds_directory(t, start, sizeof start)
                                        : fds_path(t, folder, start, sizeof start);
    /* "/" is the end of no folder's name. */
    size_t shared = root_length > 1 ? (size_t)root_length : 0;
    if (root_length <= 0 || length <= 0 || *start != '/' || strncmp(start, root, shared) != 0)
        return false;
    return snprintf(absolute, PATH_MAX, "%s/%s", start + shared, path) < PATH_MAX;
}

static int open_below_root(const struct tracee *t, const char *absolute)
{
    char link[LINK_BYTES];
    struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT};
    snprintf(link, sizeof link, "/proc/%d/root", proc_id(t->tid));
    int root = open(link, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return -1;
    int fd = (int)syscall(SYS_openat2, root, absolute, &how, sizeof how);
    close(root);
    return fd;
}

bool context_of_path(const struct tracee *t, int folder, const char *path, struct context *context)
{
    char absolute[PATH_MAX], link[LINK_BYTES];
    if (!*path || !make_absolute(t, folder, path, absolute))
        return false;
    int fd = open_below_root(t, absolute);
    if (fd < 0)
        return false;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    bool has_context = read_file(link, context);
    close(fd);
    return has_context;
}

static bool has_selinux(void)
{
    static int answer = NOT_ASKED;     /* the kernel does not change while we run */
    char line[64];
    if (answer != NOT_ASKED)
        return answer;
    answer = false;
    FILE *file = fopen("/proc/filesystems", "re");
    while (file && !answer && fgets(line, sizeof line, file))
        answer = strstr(line, "\tselinuxfs\n") != NULL;
    if (file)
        fclose(file);
    return answer;
}

bool context_of_process(pid_t pid, struct context *context)
{
    char path[LINK_BYTES];
    *context = (struct context){0};
    if (!has_selinux())
        return false;
    snprintf(path, sizeof path, "/proc/%d/attr/current", proc_id(pid));
    FILE *file = fopen(path, "re");
    size_t n = file ? fread(context->label, 1, sizeof context->label - 1, file) : 0;
    if (file)
        fclose(file);
    context->label[n] = '\0';
    context->label[strcspn(context->label, "\n")] = '\0';
    return *context->label != '\0';
}
