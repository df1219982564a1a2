/* Of files by the extended attribute in which SELinux keeps them, which is there without SELinux
   too; of processes by /proc. Links in a path are followed below the program's root, not ours:
   openat2(2), RESOLVE_IN_ROOT. */
#include "core/tracee/context.h"
#include "core/tracee/fds.h"
#include "core/tracee/proc_id.h"
#include "core/tracee/reader.h"
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { NOT_ASKED = -1 };

/* A file to be asked for: by a link of /proc, or by a path below the root that such a link leads
   to. */
struct question {
    char link[PROC_PATH_BYTES];
    char path[PATH_MAX];       /* empty: the link itself */
    struct context answer;
};

static bool read_label(const char *link, struct context *context)
{
    ssize_t n = getxattr(link, "security.selinux", context->label, sizeof context->label - 1);
    context->label[n > 0 ? n : 0] = '\0';
    return *context->label != '\0';
}

static bool read_file(const char *link, struct context *context)
{
    struct stat status;
    if (!read_label(link, context))
        return false;
    ssize_t n = readlink(link, context->path, sizeof context->path - 1);
    context->path[n > 0 && *context->path == '/' ? n : 0] = '\0';
    context->mode = stat(link, &status) == 0 ? status.st_mode : 0;
    return true;
}

static bool read_below_root(const struct question *question, struct context *context)
{
    char link[PROC_PATH_BYTES];
    struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT};
    int root = open(question->link, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return false;
    int fd = (int)syscall(SYS_openat2, root, question->path, &how, sizeof how);
    close(root);
    if (fd < 0)
        return false;
    snprintf(link, sizeof link, "/proc/thread-self/fd/%d", fd);
    bool has_context = read_file(link, context);
    close(fd);
    return has_context;
}

static ssize_t answer(void *self, size_t unused)
{
    struct question *question = self;
    (void)unused;
    return *question->path ? read_below_root(question, &question->answer)
                           : read_file(question->link, &question->answer);
}

/* The file system may be one that the stopped program itself serves: it is not waited for. */
static bool ask(struct question *question, struct context *context)
{
    bool is_answered = reader_do(answer, question, sizeof *question) > 0;
    *context = is_answered ? question->answer : (struct context){0};
    return is_answered;
}

bool context_of_fd(const struct tracee *t, int fd, struct context *context)
{
    struct question question = {0};
    proc_path(question.link, t->tid, "fd/%d", fd);
    return ask(&question, context);
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

bool context_of_path(const struct tracee *t, int folder, const char *path, struct context *context)
{
    struct question question = {0};
    proc_path(question.link, t->tid, "root");
    return *path && make_absolute(t, folder, path, question.path) && ask(&question, context);
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
    char path[PROC_PATH_BYTES];
    *context = (struct context){0};
    if (!has_selinux())
        return false;
    proc_path(path, pid, "attr/current");
    FILE *file = fopen(path, "re");
    size_t n = file ? fread(context->label, 1, sizeof context->label - 1, file) : 0;
    if (file)
        fclose(file);
    context->label[n] = '\0';
    context->label[strcspn(context->label, "\n")] = '\0';
    return *context->label != '\0';
}
