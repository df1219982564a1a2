/* A descriptor of a thread tells its id as /proc counts (pidfd_open(2)); before Linux 6.9 there are
   none of threads, and those of its process are gone through. Back it goes by the lines of
   /proc/ID/status that name an id in each namespace. */
#include "core/tracee/proc_id.h"
#include "core/tracee/tracee.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { OF_A_THREAD = O_EXCL, LONGEST_LINE = 512, NOT_ASKED = -1 };

/* How many namespaces /proc counts in before ours: 0 if it counts as we do. The answer holds for
   the life of this program. */
static int our_level = NOT_ASKED;

/* The line of a file that begins with name; false if there is none. */
static bool find_line(const char *path, const char *name, char line[LONGEST_LINE])
{
    bool is_found = false;
    FILE *file = fopen(path, "re");
    while (file && !is_found && fgets(line, LONGEST_LINE, file))
        is_found = !strncmp(line, name, strlen(name));
    if (file)
        fclose(file);
    return is_found;
}

static int count_levels(void)
{
    char line[LONGEST_LINE];
    int n_columns = 0;
    if (!find_line("/proc/self/status", "NSpid:", line))
        return 0;
    for (const char *tab = line; (tab = strchr(tab, '\t')); tab++)
        n_columns++;
    return n_columns - 1;
}

static int level(void)
{
    if (our_level == NOT_ASKED)
        our_level = count_levels();
    return our_level;
}

pid_t proc_id_column(const char *line)
{
    const char *tab = strchr(line, '\t');
    for (int i = 0; tab && i < level(); i++)
        tab = strchr(tab + 1, '\t');
    return tab ? atoi(tab + 1) : 0;
}

bool proc_id_is_told(void)
{
    return proc_id(getpid()) > 0 && access("/proc/self", F_OK) == 0;
}

pid_t proc_id_ours(pid_t listed)
{
    char path[40], line[LONGEST_LINE];
    if (level() == 0)
        return listed;
    snprintf(path, sizeof path, "/proc/%d/status", listed);
    return find_line(path, "NSpid:", line) ? proc_id_column(line) : 0;
}

/* -1 if a thread has no such descriptor, or is gone. */
static pid_t ask_descriptor(pid_t tid, unsigned flags)
{
    char path[40], line[LONGEST_LINE];
    int fd = (int)syscall(SYS_pidfd_open, tid, flags);
    if (fd < 0)
        return -1;
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", fd);
    pid_t id = find_line(path, "Pid:", line) ? atoi(line + strlen("Pid:")) : 0;
    close(fd);
    return id > 0 ? id : 0;
}

static pid_t find_among_siblings(const struct tracee *t)
{
    char path[40];
    pid_t leader = ask_descriptor(t->process->pid, 0), found = 0;
    snprintf(path, sizeof path, "/proc/%d/task", leader);
    DIR *folder = leader > 0 ? opendir(path) : NULL;
    for (const struct dirent *entry; folder && !found && (entry = readdir(folder));)
        if (proc_id_ours(atoi(entry->d_name)) == t->tid)
            found = atoi(entry->d_name);
    if (folder)
        closedir(folder);
    return found;
}

static pid_t find(pid_t tid, const struct tracee *t)
{
    pid_t id = ask_descriptor(tid, OF_A_THREAD);
    if (id < 0)
        id = ask_descriptor(tid, 0);
    if (id < 0)
        id = t ? find_among_siblings(t) : 0;
    return id;
}

pid_t proc_id(pid_t tid)
{
    if (level() == 0)
        return tid;
    struct tracee *t = tracee_find(tid);
    if (!t)
        return find(tid, NULL);
    if (!t->proc_id)
        t->proc_id = find(tid, t);
    return t->proc_id;
}

void proc_path(char path[static PROC_PATH_BYTES], pid_t tid, const char *format, ...)
{
    int n = snprintf(path, PROC_PATH_BYTES, "/proc/%d/", proc_id(tid));
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(path + n, PROC_PATH_BYTES - (size_t)n, format, arguments);
    va_end(arguments);
}
