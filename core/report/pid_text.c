/* What else there is to say of a process id: the name of its program, and the id by which we know a
   process of another pid namespace. pid_namespaces(7) */
#include "core/report/pid_text.h"
#include "core/base/text.h"
#include "core/decode/syscall.h"
#include "core/report/context_text.h"
#include "core/tracee/proc_id.h"
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
    char name[PROC_PATH_BYTES], comm[32];
    proc_path(name, pid, "comm");
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

/* Lines of /proc/PID/status: an id in each namespace from that of /proc down to the process's
   own. */
static const char *const process_ids[] = {"NSpid:", NULL};
static const char *const group_ids[] = {"NSpgid:", "NSsid:", NULL};

/* A number of such a namespace, and the names of lines where it may stand. */
struct foreign {
    pid_t id;
    const char *const *lines;
    char namespace[LONGEST_LINK];
};

/* Our number in a line whose last is the id that is looked for; 0 if it isn't. */
static pid_t id_in_line(const char *line, const struct foreign *foreign)
{
    for (const char *const *name = foreign->lines; *name; name++) {
        size_t length = strlen(*name);
        if (!strncmp(line, *name, length) && atoi(strrchr(line, '\t') + 1) == foreign->id)
            return proc_id_column(line);
    }
    return 0;
}

/* What we call it, if this process has it; 0 if not. */
static pid_t id_of_process(const char *process, const struct foreign *foreign)
{
    char path[64], line[MOST_LEVELS * 12 + 8], link[LONGEST_LINK];
    pid_t found = 0;
    read_namespace(process, link);
    if (strcmp(link, foreign->namespace) != 0)
        return 0;
    snprintf(path, sizeof path, "/proc/%.16s/status", process);
    FILE *file = fopen(path, "re");
    while (file && !found && fgets(line, sizeof line, file))
        found = id_in_line(line, foreign);
    if (file)
        fclose(file);
    return found;
}

static pid_t find_among_tracees(const struct foreign *foreign)
{
    char name[16];
    pid_t found = 0;
    for (const struct tracee *t = tracee_next(NULL); t && !found; t = tracee_next(t)) {
        snprintf(name, sizeof name, "%d", proc_id(t->tid));
        found = id_of_process(name, foreign);
    }
    return found;
}

static pid_t find_among_all(const struct foreign *foreign)
{
    DIR *all = opendir("/proc");
    pid_t found = 0;
    for (struct dirent *entry; all && !found && (entry = readdir(all));)
        if (*entry->d_name >= '1' && *entry->d_name <= '9')
            found = id_of_process(entry->d_name, foreign);
    if (all)
        closedir(all);
    return found;
}

static bool is_of_our_namespace(const struct tracee *t, char namespace[LONGEST_LINK])
{
    char name[16], ours[LONGEST_LINK];
    snprintf(name, sizeof name, "%d", proc_id(t->tid));
    read_namespace(name, namespace);
    read_namespace("self", ours);
    return !*namespace || !strcmp(ours, namespace);
}

/* What we call that which the tracee calls id: the same in one namespace; 0 if nobody has it. */
static pid_t translate(pid_t id, const char *const *lines, const struct value_view *view)
{
    const struct tracee *t = view->syscall ? view->syscall->tracee : NULL;
    struct foreign foreign = {.id = id, .lines = lines};
    bool is_asked = view->style->translates_pids || view->style->shows_comm ||
                    view->style->contexts;
    if (!t || id <= 0 || !is_asked || is_of_our_namespace(t, foreign.namespace))
        return id;
    pid_t found = find_among_tracees(&foreign);
    return found ? found : find_among_all(&foreign);
}

static void add_translation(struct text *text, pid_t id, pid_t ours, const struct style *style)
{
    if (ours && ours != id && style->translates_pids)
        text_add(text, " /* %d in strace's PID NS */", ours);
}

void pid_text_add(struct text *text, pid_t pid, const struct value_view *view)
{
    pid_t ours = translate(pid, process_ids, view);
    text_add_decimal(text, pid);
    if (ours > 0 && view->style->shows_comm)
        add_comm(text, ours);
    if (ours > 0)
        context_text_add_pid(text, ours, view->style);
    add_translation(text, pid, ours, view->style);
}

void pid_text_add_group(struct text *text, pid_t group, const struct value_view *view)
{
    text_add_decimal(text, group);
    if (view->style->translates_pids)
        add_translation(text, group, translate(group, group_ids, view), view->style);
}
