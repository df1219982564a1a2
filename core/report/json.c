/* Calls at their end, signals, and ends of threads; one write per line. */
#include "core/report/json.h"
#include "core/base/alloc.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include "core/filter/chosen.h"
#include "core/report/event_text.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct json_writer {
    const struct selection *selection;
    struct output *output;
    struct text line;
};

static void add_string(struct text *text, const char *name, const char *string)
{
    text_add(text, ",\"%s\":", name);
    quote_json(text, string, strlen(string));
}

static void add_time(struct text *text, uint64_t wall_ns)
{
    text_add(text, ",\"time\":%llu.%09llu", (unsigned long long)(wall_ns / 1000000000),
             (unsigned long long)(wall_ns % 1000000000));
}

static void begin_object(struct text *text, const char *kind, const struct event *event)
{
    struct timespec now;
    uint64_t wall_ns = 0;
    if (event->kind & (EVENT_LEAVE | EVENT_UNFINISHED))
        wall_ns = event->syscall->entered_wall_ns;
    if (!wall_ns) {
        clock_gettime(CLOCK_REALTIME, &now);
        wall_ns = (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
    }
    text_add(text, "{\"type\":\"%s\"", kind);
    add_time(text, wall_ns);
    text_add(text, ",\"pid\":%d,\"tid\":%d", event->tracee->process->pid, event->tracee->tid);
}

static void add_raw_args(struct text *text, const struct syscall *syscall)
{
    text_add_string(text, ",\"args\":[");
    for (unsigned i = 0; i < SYSCALL_WORDS; i++)
        text_add(text, i ? ",%llu" : "%llu", (unsigned long long)syscall->words[i]);
    text_add_char(text, ']');
}

static void add_args(struct text *text, struct syscall *syscall)
{
    const char *between = "";
    text_add_string(text, ",\"args\":{");
    for (unsigned i = 0; i < syscall->call->n_args; i++) {
        const struct value *v = decode_arg(syscall, i, DECODE_FULL);
        const char *name = describe_string(v->field->name);
        if (v->state == VALUE_ABSENT)
            continue;
        text_add_string(text, between);
        quote_json(text, name, strlen(name));
        text_add_char(text, ':');
        json_add_value(text, v, syscall->abi->id);
        between = ",";
    }
    text_add_char(text, '}');
}

static void add_result(struct text *text, const struct syscall *syscall)
{
    const char *name = describe_error_name(syscall->error);
    if (!syscall->is_done)
        return;
    text_add(text, ",\"ret\":%lld", (long long)syscall->result);
    if (syscall->error && name)
        add_string(text, "err", name);
    text_add(text, ",\"duration\":%llu",
             (unsigned long long)(syscall->left_ns - syscall->entered_ns));
    if (syscall->tamper & (TAMPER_RESULT | TAMPER_ARGS))
        text_add_string(text, ",\"injected\":true");
    if (syscall->tamper & TAMPER_DELAY)
        text_add_string(text, ",\"delayed\":true");
}

static void add_call(struct text *text, const struct event *event)
{
    struct syscall *syscall = event->syscall;
    begin_object(text, event->kind == EVENT_LEAVE ? "call" : "unfinished", event);
    if (syscall->call)
        add_string(text, "name", describe_string(syscall->call->name));
    text_add(text, ",\"nr\":%llu", (unsigned long long)syscall->number);
    if (syscall->call)
        add_args(text, syscall);
    else
        add_raw_args(text, syscall);
    add_result(text, syscall);
}

static void add_signal(struct text *text, const char *kind, const struct event *event)
{
    const char *name = describe_signal_name(event->number);
    begin_object(text, kind, event);
    text_add(text, ",\"number\":%d", event->number);
    if (name)
        add_string(text, "name", name);
    if (event->kind == EVENT_SIGNAL && event->siginfo) {
        struct arena arena = {0};
        text_add_string(text, ",\"info\":");
        json_add_value(text, decode_siginfo(&arena, event->siginfo, sizeof *event->siginfo), 0);
        arena_finish(&arena);
    }
    if (event->kind == EVENT_KILLED)
        text_add_string(text, event->has_core ? ",\"core\":true" : ",\"core\":false");
}

void json_add_event(struct text *text, const struct event *event)
{
    switch (event->kind) {
    case EVENT_LEAVE:
    case EVENT_UNFINISHED:
        add_call(text, event);
        break;
    case EVENT_SIGNAL:
        add_signal(text, "signal", event);
        break;
    case EVENT_STOPPED:
        add_signal(text, "stopped", event);
        break;
    case EVENT_KILLED:
        add_signal(text, "killed", event);
        break;
    case EVENT_EXIT:
        begin_object(text, "exit", event);
        text_add(text, ",\"status\":%d", event->number);
        break;
    case EVENT_SUPERSEDED:
        begin_object(text, "superseded", event);
        text_add(text, ",\"by\":%d", event->number);
        break;
    case EVENT_ATTACH:
        begin_object(text, "attach", event);
        if (event->parent)
            text_add(text, ",\"parent\":%d", event->parent->tid);
        break;
    case EVENT_DETACH:
        begin_object(text, "detach", event);
        break;
    case EVENT_ENTER:
    case EVENT_START:
    case EVENT_EXEC:
        return;
    }
    text_add_char(text, '}');
}

/* Inputs are read at entry: the call may overwrite them. */
static void remember_inputs(struct json_writer *w, struct syscall *syscall)
{
    if (!syscall->call || !chosen_call(w->selection, syscall))
        return;
    for (unsigned i = 0; i < syscall->call->n_args; i++)
        decode_arg(syscall, i, DECODE_FULL);
}

static bool is_selected(struct json_writer *w, const struct event *event)
{
    unsigned status = STATUS_UNFINISHED;
    if (!(event->kind & (EVENT_LEAVE | EVENT_UNFINISHED)))
        return event_text_is_selected(event, w->selection);
    if (event->kind == EVENT_LEAVE)
        status = event->syscall->error ? STATUS_FAILED : STATUS_SUCCESSFUL;
    return w->selection->statuses & status && chosen_call(w->selection, event->syscall);
}

static void hear(void *self, struct event *event)
{
    struct json_writer *w = self;
    if (event->kind == EVENT_ENTER) {
        remember_inputs(w, event->syscall);
        return;
    }
    if (is_selected(w, event)) {
        text_clear(&w->line);
        json_add_event(&w->line, event);
        text_add_char(&w->line, '\n');
        output_write(w->output, event->tracee->tid, w->line.bytes, w->line.length);
    }
    if (event->kind & (EVENT_EXIT | EVENT_KILLED | EVENT_DETACH | EVENT_SUPERSEDED))
        output_close_thread(w->output, event->tracee->tid);
}

static unsigned wants(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    struct json_writer *w = self;
    bool is_wanted = !call || call_set_has(&w->selection->calls, abi, number);
    return is_wanted ? EVENT_ENTER | EVENT_LEAVE : 0;
}

void json_writer_flush(void *writer)
{
    output_flush(((struct json_writer *)writer)->output);
}

struct json_writer *json_writer_create(const struct selection *selection, struct output *output)
{
    struct json_writer *w = alloc_zeroed(sizeof *w);
    w->selection = selection;
    w->output = output;
    return w;
}

void json_writer_destroy(struct json_writer *w)
{
    if (w)
        text_finish(&w->line);
    free(w);
}

struct listener json_writer_listener(struct json_writer *writer)
{
    return (struct listener){
        .name = "json",
        .role = LISTENER_OBSERVES,
        .kinds = EVENT_ENTER | EVENT_LEAVE | EVENT_UNFINISHED | EVENT_SIGNAL | EVENT_STOPPED |
                 EVENT_ATTACH | EVENT_DETACH | EVENT_SUPERSEDED | EVENT_EXIT | EVENT_KILLED,
        .wants = wants,
        .hear = hear,
        .finish = json_writer_flush,
        .self = writer,
    };
}
