/* The command is seized as a child that waits at a pipe, so that its very first exec is seen and
   its filter is set up when we are already there to answer for it. The child leaves signal mask,
   dispositions, descriptors and environment as they came to us. */
#include "core/trace/start.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/filter/program.h"
#include "core/trace/proc.h"
#include "core/trace/refusal.h"
#include "core/trace/stop.h"
#include "core/trace/tell.h"
#include "core/trace/thread.h"
#include "core/trace/user.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

/* Through the pipe; that many struct sock_filter follow. */
struct go {
    unsigned n_instructions;
};

unsigned long start_options(const struct tracer *tracer, bool is_command)
{
    const struct tracer_options *options = &tracer->options;
    unsigned long flags = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC;
    if (options->follows_children)
        flags |= PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE;
    if (!is_command && options->follows_threads)
        flags |= PTRACE_O_TRACECLONE;
    if (is_command && options->uses_filter)
        flags |= PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL;
    if (is_command && options->kills_on_exit)
        flags |= PTRACE_O_EXITKILL;
    return flags;
}

static bool read_all(int fd, void *bytes, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t n = read(fd, (char *)bytes + done, size - done);
        if (n == 0 || (n < 0 && errno != EINTR))
            return false;
        done += n > 0 ? (size_t)n : 0;
    }
    return true;
}

static _Noreturn void fail(const char *what, int err)
{
    notice("%s: %s", what, strerror(err));
    _exit(1);
}

static void set_up_filter(const struct go *go, const void *code)
{
    if (go->n_instructions == 0)
        return;
    int err = program_install(code, go->n_instructions);
    if (err == -EACCES && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        err = program_install(code, go->n_instructions);
    if (err)
        fail("seccomp filter", -err);
}

/* In the child. */
static _Noreturn void become_command(const struct command *command, const struct user *user,
                                     int go_fd)
{
    struct go go;
    struct sock_filter code[BPF_MAXINSNS];
    if (!read_all(go_fd, &go, sizeof go) || go.n_instructions > BPF_MAXINSNS ||
        !read_all(go_fd, code, go.n_instructions * sizeof *code))
        _exit(1); /* the tracer is gone, or changed its mind */
    set_up_filter(&go, code);
    int err = command->user ? user_become(user) : 0;
    if (err)
        fail(command->user, -err);
    execve(command->path, command->argv, command->environment ? command->environment : environ);
    fail("exec", errno);
}

/* The child's first stop, which the interrupt brings about: 0 or -errno. */
static int await_stop(pid_t pid)
{
    int status;
    if (ptrace(PTRACE_INTERRUPT, pid, NULL, NULL) < 0)
        return -errno;
    while (waitpid(pid, &status, __WALL) < 0)
        if (errno != EINTR)
            return -errno;
    return WIFSTOPPED(status) ? 0 : -ESRCH;
}

static int seize(struct tracer *tracer, pid_t pid, char **why)
{
    if (ptrace(PTRACE_SEIZE, pid, NULL, start_options(tracer, true)) < 0) {
        int err = errno;
        *why = refusal_explain(pid, err);
        return -err;
    }
    int err = await_stop(pid);
    if (err) {
        *why = alloc_format("the new process went away: %s", strerror(-err));
        return err;
    }
    return refusal_check_kernel(pid, why);
}

static void take_in(struct tracer *tracer, pid_t pid, int go_fd)
{
    struct thread *thread = thread_add(pid, pid, NULL);
    thread->tracee->is_first = true;
    tracee_read_comm(thread->tracee);
    thread->state = THREAD_STOPPED;
    thread->awaits_exec = true;
    thread->is_starting = true;
    thread->is_filtered = tracer->options.uses_filter;
    thread->stops_at_calls = !thread->is_filtered;
    tracer->command = pid;
    tracer->go_fd = go_fd;
}

/* The caller becomes the command; what returns, with its id, is a grandchild. It goes on once the
   caller has seen the end of the child between them: nothing of that is the command's. */
static pid_t fork_tracer(const struct command *command, const struct user *user, const int fds[2])
{
    int ready[2];
    char none;
    pid_t pid = getpid();
    if (pipe2(ready, O_CLOEXEC) < 0)
        return -errno;
    pid_t middle = fork();
    if (middle < 0)
        return -errno;
    if (middle > 0) {
        waitpid(middle, NULL, 0);
        close(fds[1]);
        close(ready[1]);
        prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
        become_command(command, user, fds[0]);
    }
    if (fork() != 0)
        _exit(0);
    if (command->daemon == DAEMON_GROUP)
        setpgid(0, 0);
    else if (command->daemon == DAEMON_SESSION)
        setsid();
    close(fds[0]);
    close(ready[1]);
    read_all(ready[0], &none, sizeof none);
    close(ready[0]);
    return pid;
}

static pid_t fork_child(const struct command *command, const struct user *user, int *go_fd)
{
    int fds[2];
    if (pipe2(fds, O_CLOEXEC) < 0)
        return -errno;
    *go_fd = fds[1];
    if (command->daemon != DAEMON_NONE)
        return fork_tracer(command, user, fds);
    pid_t pid = fork();
    int err = errno;
    if (pid == 0) {
        close(fds[1]);
        become_command(command, user, fds[0]);
    }
    close(fds[0]);
    if (pid < 0)
        close(fds[1]);
    return pid < 0 ? -err : pid;
}

int tracer_start(struct tracer *tracer, const struct command *command, char **why)
{
    struct user user = {0};
    int go_fd = -1;
    int err = command->user ? user_find(&user, command->user, why) : 0;
    if (err)
        return err;
    pid_t pid = fork_child(command, &user, &go_fd);
    user_finish(&user);
    if (pid < 0) {
        *why = alloc_format("cannot start %s: %s", command->argv[0], strerror(-pid));
        return pid;
    }
    err = seize(tracer, pid, why);
    if (err) {
        kill(pid, SIGKILL);
        close(go_fd);
        waitpid(pid, NULL, __WALL);
        return err;
    }
    take_in(tracer, pid, go_fd);
    return 0;
}

void start_without_filter(struct tracer *tracer, struct thread *command)
{
    tracer->options.uses_filter = false;
    command->is_filtered = false;
    command->stops_at_calls = true;
    ptrace(PTRACE_SETOPTIONS, command->tracee->tid, NULL, start_options(tracer, true));
}

void start_go(struct tracer *tracer)
{
    struct go go = {0};
    const void *code = NULL;
    if (tracer->go_fd < 0)
        return;
    if (tracer->filter)
        code = program_code(tracer->filter, &go.n_instructions);
    /* A pipe holds more than the largest filter: this does not block. */
    if (write(tracer->go_fd, &go, sizeof go) < 0 ||
        (code && write(tracer->go_fd, code, go.n_instructions * sizeof(struct sock_filter)) < 0))
        notice("cannot start the command: %s", strerror(errno));
    close(tracer->go_fd);
    tracer->go_fd = -1;
}
