/* Who hears what. */
#include "core/trace/tell.h"
#include "core/trace/give.h"
#include "core/trace/timing.h"

static bool hears(const struct tracer *tracer, unsigned i, const struct thread *thread,
                  enum event_kind kind)
{
    const struct hearer *hearer = &tracer->hearers[i];
    if (!(hearer->listener.kinds & kind))
        return false;
    if (!(kind & (EVENT_ENTER | EVENT_LEAVE | EVENT_UNFINISHED)))
        return true;
    const struct syscall *syscall = &thread->syscall;
    unsigned wanted = wants_of(&hearer->wants, syscall->abi->id, syscall->number);
    if (thread->leave_asked & 1u << i)
        wanted |= EVENT_LEAVE;
    return wanted & (kind == EVENT_UNFINISHED ? EVENT_LEAVE : kind);
}

/* What must be done before others hear of the call, for what they see is what the program sees. */
static void act_at_once(struct thread *thread, struct event *event, bool *is_replaced)
{
    struct action *action = &event->action;
    give_bytes(thread, action->pokes);
    action->pokes = NULL;
    if (event->kind != EVENT_LEAVE)
        return;
    if (action->delay_ns)
        thread->syscall.tamper |= TAMPER_DELAY;
    if (action->sets_result && !*is_replaced) {
        give_result(&thread->syscall, action->result);
        *is_replaced = true;
    }
}

void tell(struct tracer *tracer, struct thread *thread, struct event *event)
{
    if (!tracer->is_running || tracer->is_silent || thread->is_silent)
        return;
    event->tracee = thread->tracee;
    event->time_ns = timing_now_ns();
    if (thread->tracee->in_syscall || event->kind == EVENT_LEAVE)
        event->syscall = &thread->syscall;
    bool is_replaced = false;
    for (unsigned i = 0; i < tracer->n_hearers; i++) {
        if (!hears(tracer, i, thread, event->kind))
            continue;
        const struct listener *listener = &tracer->hearers[i].listener;
        listener->hear(listener->self, event);
        if (event->kind == EVENT_ENTER && event->action.wants_leave) {
            thread->leave_asked |= 1u << i;
            event->action.wants_leave = false;
        }
        act_at_once(thread, event, &is_replaced);
    }
}

void tell_plainly(struct tracer *tracer, struct thread *thread, enum event_kind kind, int number)
{
    struct event event = {.kind = kind, .number = number};
    tell(tracer, thread, &event);
}

void tell_finish(struct tracer *tracer)
{
    if (tracer->is_silent)
        return;
    tracer->is_silent = true;
    for (unsigned i = 0; i < tracer->n_hearers; i++) {
        const struct listener *listener = &tracer->hearers[i].listener;
        if (listener->finish)
            listener->finish(listener->self);
    }
}
