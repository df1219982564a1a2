/* Signals and ends of threads, in strace's words. */
#include "core/report/event_text.h"
#include "core/base/text.h"
#include "core/report/value_text.h"
#include <signal.h>

static void add_signal_name(struct text *text, int number)
{
    const char *name = describe_signal_name(number);
    if (name)
        text_add_string(text, name);
    else
        text_add(text, "SIG_%d", number);
}

static void add_signal(struct text *text, const struct event *event, const struct style *style)
{
    struct arena arena = {0};
    struct syscall nowhere = {.abi = event->tracee->abi, .tracee = event->tracee};
    struct value_view view = {.style = style, .syscall = &nowhere};
    text_add_string(text, "--- ");
    add_signal_name(text, event->number);
    if (event->siginfo) {
        text_add_char(text, ' ');
        value_text_add(text, decode_siginfo(&arena, event->siginfo, sizeof *event->siginfo), &view);
    }
    text_add_string(text, " ---");
    arena_finish(&arena);
}

void event_text_add(struct text *text, const struct event *event, const struct style *style)
{
    switch (event->kind) {
    case EVENT_SIGNAL:
        add_signal(text, event, style);
        return;
    case EVENT_STOPPED:
        text_add_string(text, "--- stopped by ");
        add_signal_name(text, event->number);
        text_add_string(text, " ---");
        return;
    case EVENT_EXIT:
        text_add(text, "+++ exited with %d +++", event->number);
        return;
    case EVENT_KILLED:
        text_add_string(text, "+++ killed by ");
        add_signal_name(text, event->number);
        text_add_string(text, event->has_core ? " (core dumped) +++" : " +++");
        return;
    case EVENT_SUPERSEDED:
        text_add(text, "+++ superseded by execve in pid %d +++", event->number);
        return;
    case EVENT_ENTER:
    case EVENT_LEAVE:
    case EVENT_UNFINISHED:
    case EVENT_START:
    case EVENT_ATTACH:
    case EVENT_DETACH:
    case EVENT_EXEC:
        return;
    }
}

bool event_text_is_selected(const struct event *event, const struct selection *selection)
{
    switch (event->kind) {
    case EVENT_SIGNAL:
    case EVENT_STOPPED:
    case EVENT_KILLED:
        return number_set_has(&selection->signals, event->number);
    case EVENT_EXIT:
        return !(selection->quiet & QUIET_EXIT);
    case EVENT_SUPERSEDED:
        return !(selection->quiet & QUIET_SUPERSEDED);
    case EVENT_ENTER:
    case EVENT_LEAVE:
    case EVENT_UNFINISHED:
    case EVENT_START:
    case EVENT_ATTACH:
    case EVENT_DETACH:
    case EVENT_EXEC:
        return true;
    }
    return true;
}
