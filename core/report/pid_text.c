/* What else there is to say of a process id: the name of its program, and the id by which we know a
   process of another pid namespace. pid_namespaces(7) */
#include "core/report/pid_text.h"
#include "core/base/text.h"
#include "core/decode/syscall.h"
#include "core/tracee/tracee.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_LEVELS = 33, LONGEST_LINK = 64 };

/* The name of a process, quoted; nothing if there is no such process. */
static void add_comm(struct text *text, pid_t pid)
{
    char name[64], comm[32];
    snprintf(name, sizeof name, "/proc/%d/comm", pid);
    FILE *file = fopen(name, "re");
    size_t length = file ? fread(comm, 1, sizeof comm, file) : 0;
    if (file)
        fclose(file);
    if (!length)
        return;
    text_add_char(text, '<');
    quote_escape(text, comm, comm[length - 1] == '\n' ? length - 1 : length, QUOTE_PLAIN, "<>");
    text_add_char(text, '>');
}

/* "pid:[4026531836]"; empty if the process is gone. */
static void read_namespace(const char *process, char link[LONGEST_LINK])
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%.16s/ns/pid", process);
    ssize_t length = readlink(path, link, LONGEST_LINK - 1);
    link[length > 0 ? length : 0] = '\0';
}

/* A thread's id in its own namespace, 0 if it is gone. */
static int innermost_id(const char *process)
{
    char path[64], line[MOST_LEVELS * 12 + 8];
    int id = 0;
    snprintf(path, sizeof path, "/proc/%.16s/status", process);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, "NSpid:", 6))
            id = atoi(strrchr(line, '\t') + 1);
    if (file)
        fclose(file);
    return id;
}

static bool is_known_as(const char *process, pid_t pid, const char *namespace)
{
    char link[LONGEST_LINK];
    read_namespace(process, link);
    return !strcmp(link, namespace) && innermost_id(process) == pid;
}

static pid_t find_among_tracees(pid_t pid, const char *namespace)
{
    char name[16];
    for (const struct tracee *t = tracee_next(NULL); t; t = tracee_next(t)) {
        snprintf(name, sizeof name, "%d", t->tid);
        if (is_known_as(name, pid, namespace))
            return t->tid;
    }
    return 0;
}

static pid_t find_among_all(pid_t pid, const char *namespace)
{
    DIR *all = opendir("/proc");
    pid_t found = 0;
    for (struct dirent *entry; all && !found && (entry = readdir(all));)
        if (*entry->d_name >= '1' && *entry->d_name <= '9' &&
            is_known_as(entry->d_name, pid, namespace))
            found = atoi(entry->d_name);
    if (all)
        closedir(all);
    return found;
}

/* The id in our namespace of what a tracee calls pid; 0 if that is the same, or unknown. */
static pid_t translate(pid_t pid, const struct tracee *t)
{
    char name[16], ours[LONGEST_LINK], theirs[LONGEST_LINK];
    snprintf(name, sizeof name, "%d", t->tid);
    read_namespace(name, theirs);
    read_namespace("self", ours);
    if (!*theirs || !strcmp(ours, theirs))
        return 0;
    pid_t found = find_among_tracees(pid, theirs);
    return found ? found : find_among_all(pid, theirs);
}

void pid_text_add(struct text *text, pid_t pid, const struct value_view *view)
{
    const struct tracee *t = view->syscall ? view->syscall->tracee : NULL;
    text_add_decimal(text, pid);
    if (pid <= 0)
        return;
    pid_t ours = t && view->style->translates_pids ? translate(pid, t) : 0;
    if (view->style->shows_comm)
        add_comm(text, ours ? ours : pid);
    if (ours)
        text_add(text, " /* %d in strace's PID NS */", ours);
}
