/* From PTRACE_GET_SYSCALL_INFO to ENTER and LEAVE, and what the listeners want done, done. */
#include "core/trace/call.h"
#include "core/abi/machine.h"
#include "core/base/notice.h"
#include "core/decode/decode.h"
#include "core/decode/multiplex.h"
#include "core/trace/borrow.h"
#include "core/trace/give.h"
#include "core/trace/guard.h"
#include "core/trace/mend.h"
#include "core/trace/resume.h"
#include "core/trace/tell.h"
#include "core/trace/timing.h"
#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

/* False if the thread died, or is at no such stop. */
static bool get_info(pid_t tid, struct __ptrace_syscall_info *info)
{
    return ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof *info, info) > 0;
}

static void fill_words(struct syscall *syscall, const struct __ptrace_syscall_info *info)
{
    uint64_t mask = syscall->abi->word_bytes == 4 ? 0xffffffff : UINT64_MAX;
    for (unsigned i = 0; i < SYSCALL_WORDS; i++)
        syscall->words[i] = info->entry.args[i] & mask;
}

static void begin_call(struct tracer *tracer, struct thread *thread,
                       const struct __ptrace_syscall_info *info, uint64_t number)
{
    struct tracee *t = thread->tracee;
    /* The seccomp member starts with the same number and words as the entry member. */
    thread->syscall = (struct syscall){
        .call = describe_call(t->abi->id, number),
        .abi = t->abi,
        .number = number,
        .serial = thread->wanted ? ++tracer->n_calls : 0,
        .instruction = info->instruction_pointer,
        .stack = info->stack_pointer,
        .entered_ns = thread->entered_ns,
        .entered_wall_ns = timing_wall_ns(),
        .tracee = t,
        .arena = &t->arena,
        .memory = &t->memory,
    };
    fill_words(&thread->syscall, info);
    multiplex_unpack(&thread->syscall);
    thread->entered_stime_ns = thread->stime_ns;
    t->syscall = &thread->syscall;
    t->in_syscall = true;
}

/* To be delivered as the thread goes on, which the kernel does at all stops but a filter's. */
static int signal_to_send(const struct thread *thread, const struct action *action,
                          enum call_stop at)
{
    const struct tracee *t = thread->tracee;
    if (action->signal && at == CALL_AT_FILTER) {
        syscall(SYS_tgkill, t->process->pid, t->tid, action->signal);
        return 0;
    }
    return action->signal;
}

static bool changes_arguments(const struct action *action)
{
    return action->changed_words || action->new_bytes;
}

/* Whether the call is made with other arguments. */
static bool act_at_entry(struct thread *thread, const struct action *action, enum call_stop at)
{
    struct syscall *syscall = &thread->syscall;
    bool is_changed = !action->sets_result && changes_arguments(action);
    int err = 0;
    if (action->sets_result) {
        err = give_result_instead(thread, action->result, at);
        thread->repeat = (struct repeat){0};
    } else if (is_changed) {
        err = thread->repeat.done ? -EBUSY : borrow_take(thread, action, at);
    }
    if (err && err != -ESRCH)
        notice("cannot change a call of thread %d: %s", thread->tracee->tid, strerror(-err));
    if (action->delay_ns)
        syscall->tamper |= TAMPER_DELAY;
    return is_changed && !err;
}

/* Whatever was read for it is gone. */
static void end_call(struct thread *thread)
{
    decode_forget(&thread->syscall);
    thread->tracee->in_syscall = false;
    thread->leave_asked = 0;
    arena_empty(&thread->tracee->arena);
}

/* Until the command's execve, the calls are ours, not the command's. */
static bool is_ours(struct thread *thread, uint64_t number)
{
    if (thread->is_starting && number == machine_get(thread->tracee->abi->id)->execve)
        thread->is_starting = false;
    return thread->is_starting;
}

static void enter(struct tracer *tracer, struct thread *thread,
                  const struct __ptrace_syscall_info *info, enum call_stop at)
{
    struct tracee *t = thread->tracee;
    const struct abi *abi = abi_find(info->arch);
    if (t->in_syscall)
        call_abandon(tracer, thread);
    if (thread->renames_itself)
        tracee_read_comm(t);
    thread->renames_itself = false;
    thread->is_inside = true;
    thread->entered_ns = timing_now_ns();
    thread->wanted = 0;
    if (!abi || is_ours(thread, info->entry.nr)) {
        thread->repeat = (struct repeat){0};
        resume(tracer, thread, 0);
        return;
    }
    t->abi = abi;
    uint64_t number = abi_call_number(abi, info->entry.nr, info->entry.args[0]);
    bool is_heard = !tracer->is_silent && !thread->is_silent;
    if (is_heard)
        thread->wanted = wants_of(&tracer->wants, abi->id, number);
    bool is_guarded = guard_concerns(abi->id, info->entry.nr);
    if (!thread->wanted && !is_guarded) {
        mend_begin(thread, info, at);
        resume(tracer, thread, 0);
        return;
    }

    begin_call(tracer, thread, info, number);
    struct event event = {.kind = EVENT_ENTER};
    if (thread->wanted & EVENT_ENTER)
        tell(tracer, thread, &event);
    bool is_tampered = changes_arguments(&event.action); /* what we guard against is not told */
    if (is_guarded)
        guard_call(tracer, thread, &thread->syscall, &event.action);
    if (act_at_entry(thread, &event.action, at) && is_tampered)
        thread->syscall.tamper |= TAMPER_ARGS;
    mend_begin(thread, info, at);
    if (!(thread->wanted & EVENT_LEAVE) && !thread->leave_asked)
        end_call(thread);
    resume_after(tracer, thread, &event.action, signal_to_send(thread, &event.action, at));
}

static void fill_result(struct thread *thread, const struct __ptrace_syscall_info *info)
{
    struct syscall *syscall = &thread->syscall;
    int64_t result = info->exit.rval;
    if (syscall->abi->word_bytes == 4)
        result = (int32_t)result;
    bool failed = info->exit.is_error;
    syscall->result = failed ? -1 : result;
    syscall->error = failed ? (int)-result : 0;
    syscall->left_ns = timing_now_ns();
    syscall->cpu_ns = thread->stime_ns - thread->entered_stime_ns;
    syscall->is_done = true;
}

/* What only our PTRACE_INTERRUPT has ended: the call will be made again. */
static void undo_interrupt(struct thread *thread)
{
    struct syscall *syscall = &thread->syscall;
    if (!thread->is_interrupted || !mend_call_at_exit(thread))
        return;
    syscall->result = -1;
    syscall->error = RESTART_UNLESS_HANDLED;
}

static void leave(struct tracer *tracer, struct thread *thread, struct __ptrace_syscall_info *info)
{
    struct tracee *t = thread->tracee;
    struct event event = {.kind = EVENT_LEAVE};
    thread->is_inside = false;
    borrow_return(thread);
    mend_end(thread, info);
    if (t->in_syscall) {
        fill_result(thread, info);
        undo_interrupt(thread);
    }
    give_late_error(thread);
    if (t->in_syscall)
        tell(tracer, thread, &event);
    if (event.action.sets_result)
        registers_set_result(t->tid, event.action.result);
    thread->is_starting = thread->awaits_exec;
    thread->wanted = 0;
    end_call(thread);
    resume_after(tracer, thread, &event.action, event.action.signal);
}

void call_serve(struct tracer *tracer, struct thread *thread)
{
    if (thread->is_inside && !needs_exit_stop(thread)) {
        /* An exit that nobody wants. Should it be an entry, the next stop will tell. */
        thread->is_inside = false;
        resume(tracer, thread, 0);
        return;
    }
    struct __ptrace_syscall_info info;
    if (!get_info(thread->tracee->tid, &info))
        resume(tracer, thread, 0);
    else if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
        enter(tracer, thread, &info, CALL_AT_ENTRY);
    else if (info.op == PTRACE_SYSCALL_INFO_EXIT)
        leave(tracer, thread, &info);
    else
        resume(tracer, thread, 0);
}

void call_serve_filtered(struct tracer *tracer, struct thread *thread)
{
    struct __ptrace_syscall_info info;
    if (!get_info(thread->tracee->tid, &info) || info.op != PTRACE_SYSCALL_INFO_SECCOMP) {
        resume(tracer, thread, 0);
        return;
    }
    /* Without a tracer, a stop that the program's own filter asks for is an ENOSYS. */
    if (!thread->is_filtered || (uint16_t)info.seccomp.ret_data != tracer->cookie)
        registers_skip_call(thread->tracee->tid, -ENOSYS);
    if (thread->is_inside)
        resume(tracer, thread, 0);
    else
        enter(tracer, thread, &info, CALL_AT_FILTER);
}

void call_abandon(struct tracer *tracer, struct thread *thread)
{
    if (thread->tracee->in_syscall)
        tell_plainly(tracer, thread, EVENT_UNFINISHED, 0);
    thread->wanted = 0;
    thread->is_inside = false;
    thread->late_error = 0;
    if (thread->repeat.stage == REPEAT_BEGUN)
        thread->repeat.stage = REPEAT_NONE;
    borrow_forget(thread);
    end_call(thread);
}
