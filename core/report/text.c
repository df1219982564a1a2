/* Lines as calls go on: the beginning at entry, the rest at exit. When another thread has
   something to say in between, the line is left with <unfinished ...> and taken up again as
   <... resumed>. */
#include "core/report/text.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/filter/chosen.h"
#include "core/report/call_text.h"
#include "core/report/dump.h"
#include "core/report/event_text.h"
#include "core/report/line.h"
#include "core/report/stack_text.h"
#include "core/report/vcpu_text.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct text_writer {
    const struct style *style;
    const struct selection *selection;
    struct output *output;
    struct lines lines;
};

static struct moment now(const struct event *event)
{
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    return (struct moment){.wall_ns = (uint64_t)wall.tv_sec * 1000000000 + (uint64_t)wall.tv_nsec,
                           .time_ns = event->time_ns};
}

/* A program, or a call, of another machine than the one before. */
static void tell_machine(struct text_writer *w, struct tracee *t, const struct abi *abi)
{
    struct line *line = line_of(t);
    if (line->abi == abi->id)
        return;
    line->abi = abi->id;
    if (w->selection->quiet & QUIET_PERSONALITY)
        return;
    lines_take_turn(&w->lines, t);
    text_clear(&w->lines.scratch);
    text_add(&w->lines.scratch, "[ Process PID=%d runs in %u bit mode. ]", t->tid, abi->bits);
    lines_finish_event(&w->lines, t);
}

/* restart_syscall has no arguments; what it restarts is worth telling. */
static void add_restarted(struct line *line, const struct syscall *syscall)
{
    if (!syscall->call || strcmp(describe_string(syscall->call->name), "restart_syscall"))
        return;
    text_add(&line->text, "<... resuming interrupted %s ...>",
             line->interrupted ? describe_string(line->interrupted->name) : "system call");
}

/* `) = ?`: the call will never return. */
static void finish_unfinished(struct text_writer *w, struct tracee *t)
{
    struct line *line = t->report;
    if (call_text_is_partial(t->syscall, w->style, line->n_args))
        text_add_string(&line->text, " <unfinished ...>");
    text_add_char(&line->text, ')');
    call_text_align(&line->text, 0, w->style);
    text_add_char(&line->text, '?');
    lines_finish(&w->lines, t, LINE_NONE);
}

/* Below the line that was just written. */
static void write_stack(struct text_writer *w, struct tracee *t)
{
    if (w->style->stack == STACK_NONE)
        return;
    text_clear(&w->lines.scratch);
    stack_text_add(&w->lines.scratch, t, w->style);
    output_write(w->output, t->tid, w->lines.scratch.bytes, w->lines.scratch.length);
}

/* exit, unless an injection keeps it from being made. */
static bool never_returns(const struct event *event)
{
    const struct call *call = event->syscall->call;
    return call && call->flags & CALL_NEVER_RETURNS && !event->action.sets_result;
}

/* What a virtual processor is given or gives, where it is asked for. */
static void note_vcpu(struct text_writer *w, struct line *line, const struct syscall *syscall,
                      enum vcpu_way way)
{
    text_clear(&line->before);
    if (w->style->vcpus == VCPUS_STATES)
        vcpu_text_add_state(&line->before, syscall, way, w->style);
}

/* On a line of its own. */
static void write_before(struct text_writer *w, struct tracee *t, struct moment moment)
{
    struct line *line = line_of(t);
    if (!line->before.length)
        return;
    struct text *text = lines_begin_event(&w->lines, t, moment);
    text_add_bytes(text, line->before.bytes, line->before.length);
    lines_finish_event(&w->lines, t);
    text_clear(&line->before);
}

static struct moment entered(const struct syscall *syscall)
{
    return (struct moment){syscall->entered_wall_ns, syscall->entered_ns};
}

static void enter(struct text_writer *w, struct event *event)
{
    struct tracee *t = event->tracee;
    struct line *line = line_of(t);
    struct moment moment = {event->syscall->entered_wall_ns, event->time_ns};
    bool is_held = w->selection->statuses != STATUS_ALL;
    line->state = LINE_NONE;
    if (!chosen_call(w->selection, event->syscall))
        return;
    note_vcpu(w, line, event->syscall, VCPU_IN);
    if (!is_held) {
        lines_take_turn(&w->lines, t);
        tell_machine(w, t, event->syscall->abi);
        write_before(w, t, moment);
    }
    lines_begin(&w->lines, t, moment);
    line->n_args = call_text_begin(&line->text, event->syscall, w->style);
    add_restarted(line, event->syscall);
    line->state = LINE_HELD;
    if (!is_held)
        lines_open(&w->lines, t);
    if (!never_returns(event))
        return;
    if (!is_held)
        finish_unfinished(w, t);
    text_clear(&line->last_stack);
    stack_text_add(&line->last_stack, t, w->style);
}

/* A line that waited for the end of its call, to be ended and shown. */
static void take_held(struct text_writer *w, struct tracee *t)
{
    lines_take_turn(&w->lines, t);
    tell_machine(w, t, t->syscall->abi);
    write_before(w, t, entered(t->syscall));
}

/* Takes the line up where it was left, so that its end can be added. */
static void resume_line(struct text_writer *w, struct event *event)
{
    struct tracee *t = event->tracee;
    struct line *line = t->report;
    switch (line->state) {
    case LINE_NONE:
    case LINE_OPEN:
        return;
    case LINE_HELD:
        take_held(w, t);
        return;
    case LINE_INTERRUPTED:
        lines_take_turn(&w->lines, t);
        lines_begin(&w->lines, t, now(event));
        text_add_string(&line->text, "<... ");
        call_text_name(&line->text, event->syscall);
        text_add_string(&line->text, " resumed>");
    }
}

static void leave(struct text_writer *w, struct event *event)
{
    struct line *line = line_of(event->tracee);
    struct syscall *syscall = event->syscall;
    unsigned status = syscall->error ? STATUS_FAILED : STATUS_SUCCESSFUL;
    if (syscall->call)
        line->interrupted = syscall->call;
    if (line->state == LINE_NONE)
        return;
    if (!(w->selection->statuses & status)) {
        line->state = LINE_NONE;
        return;
    }
    resume_line(w, event);
    call_text_arguments(&line->text, syscall, w->style, line->n_args);
    call_text_result(&line->text, 0, syscall, w->style);
    lines_finish(&w->lines, event->tracee, LINE_NONE);
    note_vcpu(w, line, syscall, VCPU_OUT);
    write_before(w, event->tracee, now(event));
    dump_write(w->output, syscall, w->selection);
    write_stack(w, event->tracee);
}

static void leave_unfinished(struct text_writer *w, struct event *event)
{
    struct line *line = line_of(event->tracee);
    if (line->state == LINE_NONE)
        return;
    if (w->selection->statuses & STATUS_UNFINISHED) {
        resume_line(w, event);
        finish_unfinished(w, event->tracee);
    }
    line->state = LINE_NONE;
}

/* A new program's machine is told below the line of its exec. */
static void note_exec(struct text_writer *w, struct tracee *t)
{
    if (line_of(t)->state == LINE_NONE)
        tell_machine(w, t, t->abi);
}

/* The thread takes the place and the id of its process's leader. */
static void change_pid(struct text_writer *w, const struct event *event)
{
    struct tracee *t = tracee_find(event->number);
    struct line *line = t ? t->report : NULL;
    if (!line || line->state != LINE_OPEN)
        return;
    text_add(&line->text, " <pid changed to %d ...>", event->tracee->tid);
    lines_finish(&w->lines, t, LINE_INTERRUPTED);
}

static void let_go(struct text_writer *w, struct tracee *t)
{
    struct line *line = line_of(t);
    if (!(w->selection->quiet & QUIET_ATTACH))
        notice("Process %d detached", t->tid);
    bool is_held = line->state == LINE_HELD && w->selection->statuses & STATUS_DETACHED;
    if (is_held)
        take_held(w, t);
    if (!is_held && line->state != LINE_OPEN)
        return;
    text_add_string(&line->text, " <detached ...>");
    lines_finish(&w->lines, t, LINE_NONE);
}

/* A child or thread is of its parent's machine until it shows another. */
static void welcome(struct text_writer *w, const struct event *event)
{
    line_of(event->tracee)->abi = line_of(event->parent)->abi;
    w->lines.shows_pids = true;
    if (!(w->selection->quiet & QUIET_ATTACH))
        notice("Process %d attached", event->tracee->tid);
}

static void tell_event(struct text_writer *w, struct event *event)
{
    bool is_over = event->kind & (EVENT_EXIT | EVENT_KILLED | EVENT_SUPERSEDED);
    /* Of the leader and the thread that takes its place, one is left. */
    w->lines.n_gone = event->kind == EVENT_SUPERSEDED;
    struct text *text = lines_begin_event(&w->lines, event->tracee, now(event));
    w->lines.n_gone = 0;
    prefix_add_place(text, is_over ? NULL : event->tracee->syscall, w->style);
    event_text_add(text, event, w->style);
    lines_finish_event(&w->lines, event->tracee);
    if (event->kind == EVENT_SIGNAL)
        write_stack(w, event->tracee);
}

/* The stack from which it ended stands after its end. */
static void end_tracee(struct text_writer *w, struct tracee *t)
{
    const struct line *line = line_of(t);
    if (line->last_stack.length)
        output_write(w->output, t->tid, line->last_stack.bytes, line->last_stack.length);
    lines_drop(&w->lines, t);
    output_close_thread(w->output, t->tid);
}

static void hear(void *self, struct event *event)
{
    struct text_writer *w = self;
    switch (event->kind) {
    case EVENT_ENTER:
        enter(w, event);
        return;
    case EVENT_LEAVE:
        leave(w, event);
        tell_machine(w, event->tracee, event->tracee->abi);
        return;
    case EVENT_UNFINISHED:
        leave_unfinished(w, event);
        return;
    case EVENT_DETACH:
        let_go(w, event->tracee);
        end_tracee(w, event->tracee);
        return;
    case EVENT_ATTACH:
        if (event->parent)
            welcome(w, event);
        return;
    case EVENT_EXEC:
        note_exec(w, event->tracee);
        return;
    case EVENT_START:
        return;
    case EVENT_SIGNAL:
    case EVENT_STOPPED:
    case EVENT_SUPERSEDED:
    case EVENT_EXIT:
    case EVENT_KILLED:
        if (event->kind == EVENT_SUPERSEDED)
            change_pid(w, event);
        if (event_text_is_selected(event, w->selection))
            tell_event(w, event);
        if (event->kind & (EVENT_EXIT | EVENT_KILLED | EVENT_SUPERSEDED))
            end_tracee(w, event->tracee);
    }
}

static unsigned wants(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    struct text_writer *w = self;
    bool is_selected = !call || call_set_has(&w->selection->calls, abi, number);
    return is_selected ? EVENT_ENTER | EVENT_LEAVE : 0;
}

void text_writer_break(struct text_writer *w)
{
    lines_break(&w->lines);
}

void text_writer_flush(void *writer)
{
    struct text_writer *w = writer;
    lines_flush(&w->lines);
}

static void finish(void *self)
{
    struct text_writer *w = self;
    struct line *line = w->lines.speaker ? w->lines.speaker->report : NULL;
    if (line && line->state == LINE_OPEN)
        lines_finish(&w->lines, w->lines.speaker, LINE_NONE);
    text_writer_flush(w);
}

struct text_writer *text_writer_create(const struct style *style, const struct selection *selection,
                                       struct output *output)
{
    struct text_writer *w = alloc_zeroed(sizeof *w);
    w->style = style;
    w->selection = selection;
    w->output = output;
    w->lines = (struct lines){.style = style, .output = output};
    notice_before(text_writer_flush, w);
    return w;
}

void text_writer_destroy(struct text_writer *w)
{
    if (!w)
        return;
    notice_before(NULL, NULL);
    text_finish(&w->lines.scratch);
    free(w);
}

void text_writer_set_pids(struct text_writer *w, bool shows_pids)
{
    w->lines.shows_pids = shows_pids;
}

struct listener text_writer_listener(struct text_writer *writer)
{
    return (struct listener){
        .name = "text",
        .role = LISTENER_OBSERVES,
        .kinds = EVENT_ENTER | EVENT_LEAVE | EVENT_UNFINISHED | EVENT_SIGNAL | EVENT_STOPPED |
                 EVENT_ATTACH | EVENT_DETACH | EVENT_EXEC | EVENT_SUPERSEDED | EVENT_EXIT |
                 EVENT_KILLED,
        .wants = wants,
        .hear = hear,
        .finish = finish,
        .self = writer,
    };
}
