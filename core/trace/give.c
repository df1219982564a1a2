/* Results and bytes that are not the kernel's. What no real kernel gives would only show faults
   that a program does not have: close(2) that fails has closed, brk(2) gives no errors. */
#include "core/trace/give.h"
#include "core/base/notice.h"
#include "core/decode/decode.h"
#include "core/describe/describe.h"
#include "core/trace/borrow.h"
#include "core/tracee/live.h"
#include <errno.h>
#include <string.h>

enum { LARGEST_ERROR = 4095 };

static bool is_error(int64_t result)
{
    return result < 0 && result >= -LARGEST_ERROR;
}

void give_result(struct syscall *syscall, int64_t result)
{
    syscall->result = is_error(result) ? -1 : result;
    syscall->error = is_error(result) ? (int)-result : 0;
    syscall->tamper |= TAMPER_RESULT;
    decode_forget_end(syscall);
}

int give_result_instead(struct thread *thread, int64_t result, enum call_stop at)
{
    const struct call *call = thread->syscall.call;
    unsigned flags = call && is_error(result) ? call->flags : 0;
    thread->syscall.tamper |= TAMPER_RESULT;
    if (flags & CALL_FAILS_UNCHANGED)
        return borrow_take(thread, &(struct action){.changed_words = 1}, at);
    if (!(flags & CALL_ACTS_AND_FAILS))
        return registers_skip_call(thread->tracee->tid, result);
    thread->late_error = (int)-result;
    return 0;
}

void give_late_error(struct thread *thread)
{
    if (!thread->late_error)
        return;
    registers_set_result(thread->tracee->tid, -thread->late_error);
    if (thread->tracee->in_syscall)
        give_result(&thread->syscall, -thread->late_error);
    thread->late_error = 0;
}

/* NULL if they were written. */
static const char *write_bytes(struct thread *thread, const struct poke *poke)
{
    struct syscall *syscall = &thread->syscall;
    if (!syscall->call || poke->slot >= syscall->call->n_args || poke->slot >= SYSCALL_WORDS)
        return "it has no such argument";
    if (live_write(thread->tracee, syscall->words[poke->slot], poke->bytes, poke->size) !=
        poke->size)
        return "nothing can be written where it points";
    return NULL;
}

void give_bytes(struct thread *thread, const struct poke *pokes)
{
    struct syscall *syscall = &thread->syscall;
    for (const struct poke *poke = pokes; poke; poke = poke->next) {
        const char *why = write_bytes(thread, poke);
        if (why)
            notice("cannot write at argument %u of %s in process %d: %s", poke->slot + 1,
                   syscall->call ? describe_string(syscall->call->name) : "an unknown call",
                   thread->tracee->tid, why);
        else
            syscall->tamper |= TAMPER_ARGS;
    }
    if (!pokes)
        return;
    decode_forget(syscall);
}
