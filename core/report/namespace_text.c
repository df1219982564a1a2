/* Flags say which; /proc of the child, or of the thread itself, says by which number.
   namespaces(7) */
#include "core/report/namespace_text.h"
#include "core/base/text.h"
#include "core/decode/decode.h"
#include "core/tracee/proc_id.h"
#include "core/tracee/tracee.h"
#include <linux/sched.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_LINK = 64 };

static const struct {
    uint64_t flag;
    const char *name;
} namespaces[] = {
    {CLONE_NEWCGROUP, "cgroup"}, {CLONE_NEWIPC, "ipc"}, {CLONE_NEWNET, "net"},
    {CLONE_NEWNS, "mnt"},        {CLONE_NEWPID, "pid"}, {CLONE_NEWTIME, "time"},
    {CLONE_NEWUSER, "user"},     {CLONE_NEWUTS, "uts"},
};

/* A process in a new pid or time namespace is the next child, not the thread itself. */
static const char *suffix(uint64_t flag, bool is_child)
{
    return !is_child && (flag == CLONE_NEWPID || flag == CLONE_NEWTIME) ? "_for_children" : "";
}

static void add_all(struct text *text, pid_t tid, uint64_t flags, bool is_child)
{
    const char *before = " (";
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++) {
        char path[PROC_PATH_BYTES], link[LONGEST_LINK];
        if (!(flags & namespaces[i].flag))
            continue;
        proc_path(path, tid, "ns/%s%s", namespaces[i].name, suffix(namespaces[i].flag, is_child));
        ssize_t length = readlink(path, link, sizeof link);
        if (length <= 0)
            continue;
        text_add_string(text, before);
        text_add_bytes(text, link, (size_t)length);
        before = ", ";
    }
    if (*before == ',')
        text_add_char(text, ')');
}

/* The first word of the structure that clone3 gets. */
static uint64_t clone3_flags(const struct syscall *syscall)
{
    uint64_t flags = 0;
    memory_read(syscall->memory, syscall->words[0], &flags, sizeof flags);
    return flags;
}

void namespace_text_add(struct text *text, const struct syscall *syscall)
{
    const char *name = syscall->call ? describe_string(syscall->call->name) : "";
    if (!syscall->tracee || syscall->error)
        return;
    if (!strcmp(name, "unshare"))
        add_all(text, syscall->tracee->tid, syscall->words[0], false);
    else if (!strcmp(name, "setns"))
        add_all(text, syscall->tracee->tid, syscall->words[1], false);
    else if (!strcmp(name, "clone"))
        add_all(text, (pid_t)syscall->result, syscall->words[0], true);
    else if (!strcmp(name, "clone3"))
        add_all(text, (pid_t)syscall->result, clone3_flags(syscall), true);
}
