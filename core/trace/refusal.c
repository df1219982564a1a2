/* PTRACE_SEIZE says EPERM for half a dozen reasons; /proc tells them apart. */
#include "core/trace/refusal.h"
#include "core/base/alloc.h"
#include "core/trace/proc.h"
#include "core/tracee/proc_id.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/utsname.h>
#include <unistd.h>

static char *explain_yama(long scope)
{
    const char *who = scope == 1 ? "only children may be traced" : "only CAP_SYS_PTRACE may trace";
    if (scope > 2)
        return alloc_format("kernel.yama.ptrace_scope is %ld: nobody may trace until the next boot",
                            scope);
    return alloc_format("kernel.yama.ptrace_scope is %ld: %s; run as root, or set it to 0 "
                        "(sysctl kernel.yama.ptrace_scope=0)",
                        scope, who);
}

static char *explain_not_permitted(pid_t tid)
{
    if (!proc_id_is_told())
        return alloc_string("the reason would stand in /proc, which is missing or does not see "
                            "us; mount it (mount -t proc proc /proc)");
    long tracer = proc_status_field(tid, "TracerPid");
    if (tracer > 0)
        return alloc_format("already traced by process %ld", tracer);
    char state = proc_state(tid);
    if (state == 'Z' || state == 'X')
        return alloc_string("it has already ended (zombie)");
    if (proc_is_kernel_thread(tid))
        return alloc_string("it is a kernel thread, which nobody can trace");
    long owner = proc_status_field(tid, "Uid");
    if (geteuid() != 0 && owner >= 0 && owner != (long)geteuid())
        return alloc_format("it belongs to user %ld; run as that user or root", owner);
    long scope = proc_file_number("/proc/sys/kernel/yama/ptrace_scope");
    if (scope > 0)
        return explain_yama(scope);
    if (proc_status_field(getpid(), "Seccomp") > 0)
        return alloc_string("a seccomp filter around us forbids ptrace; in a "
                            "container, give it the SYS_PTRACE capability");
    return alloc_string("it has more privileges than we, or a security module "
                        "forbids it; run as root");
}

static char *explain(pid_t tid, int err)
{
    switch (err) {
    case EPERM:
    case EACCES:
        return explain_not_permitted(tid);
    case ENOSYS:
        return alloc_string("this system has no ptrace");
    case EIO:
    case EINVAL:
        return alloc_string("this kernel is too old, Linux 5.3 is needed");
    }
    return NULL;
}

char *refusal_explain(pid_t tid, int err)
{
    char *reason = explain(tid, err);
    char *line = alloc_format("ptrace(PTRACE_SEIZE, %d): %s%s%s", tid, strerror(err),
                              reason ? ": " : "", reason ? reason : "");
    free(reason);
    return line;
}

int refusal_check_kernel(pid_t tid, char **why)
{
    struct __ptrace_syscall_info info;
    struct utsname system;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info) > 0 || errno == ESRCH)
        return 0;
    int err = errno;
    uname(&system);
    *why = alloc_format("this kernel (%s %s) lacks PTRACE_GET_SYSCALL_INFO: Linux 5.3 is needed",
                        system.sysname, system.release);
    return -err;
}
