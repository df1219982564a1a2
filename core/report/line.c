/* A line is kept from its first column on, for the alignment of results; what of it was shown is
   counted. */
#include "core/report/line.h"
#include "core/base/alloc.h"
#include "core/report/colors.h"
#include "core/report/context_text.h"
#include <stdlib.h>

struct line *line_of(struct tracee *t)
{
    if (!t->report)
        t->report = alloc_zeroed(sizeof(struct line));
    return t->report;
}

void lines_drop(struct lines *lines, struct tracee *t)
{
    struct line *line = t->report;
    if (!line)
        return;
    if (lines->speaker == t)
        lines->speaker = NULL;
    text_finish(&line->text);
    text_finish(&line->before);
    text_finish(&line->last_stack);
    free(line);
    t->report = NULL;
}

/* The text from a place on, with colours where the user wants them. */
static void write_from(struct lines *lines, pid_t tid, const struct text *text, size_t from)
{
    struct text colored = {0};
    if (!lines->style->colors) {
        output_write(lines->output, tid, text->bytes + from, text->length - from);
        return;
    }
    colors_add(&colored, text->bytes, text->length, from, lines->style->colors);
    output_write(lines->output, tid, colored.bytes, colored.length);
    text_finish(&colored);
}

static void show(struct lines *lines, struct tracee *t)
{
    struct line *line = t->report;
    if (line->text.length > line->n_shown)
        write_from(lines, t->tid, &line->text, line->n_shown);
    line->n_shown = line->text.length;
}

void lines_finish(struct lines *lines, struct tracee *t, enum line_state state)
{
    struct line *line = t->report;
    text_add_char(&line->text, '\n');
    show(lines, t);
    line->state = state;
    if (lines->speaker == t)
        lines->speaker = NULL;
}

static void interrupt(struct lines *lines, struct tracee *t)
{
    struct line *line = t->report;
    if (line && line->state == LINE_OPEN) {
        text_add_string(&line->text, " <unfinished ...>");
        lines_finish(lines, t, LINE_INTERRUPTED);
    }
}

void lines_break(struct lines *lines)
{
    if (lines->speaker)
        interrupt(lines, lines->speaker);
}

void lines_take_turn(struct lines *lines, struct tracee *t)
{
    interrupt(lines, t);
    if (!output_is_separate(lines->output))
        lines_break(lines);
    lines->speaker = NULL;
}

void lines_open(struct lines *lines, struct tracee *t)
{
    line_of(t)->state = LINE_OPEN;
    lines->speaker = t;
}

static enum prefix_pid pid_style(const struct lines *lines)
{
    if (output_is_separate(lines->output))
        return PREFIX_PID_NEVER;
    if (lines->style->always_shows_pid)
        return PREFIX_PID_PLAIN;
    if (output_is_stderr(lines->output))
        return tracee_count() > 1 + lines->n_gone ? PREFIX_PID_BRACKETS : PREFIX_PID_NEVER;
    return lines->shows_pids ? PREFIX_PID_PLAIN : PREFIX_PID_NEVER;
}

static void add_prefix(struct lines *lines, struct text *text, const struct tracee *t,
                       struct moment moment)
{
    text_clear(text);
    prefix_add_pid(text, t, pid_style(lines), lines->style);
    context_text_begin_line(text, t, lines->style);
    prefix_add_time(&lines->prefix, text, moment, lines->style);
    prefix_add_number(text, t->syscall, lines->style);
}

void lines_begin(struct lines *lines, struct tracee *t, struct moment moment)
{
    struct line *line = line_of(t);
    add_prefix(lines, &line->text, t, moment);
    prefix_add_place(&line->text, t->syscall, lines->style);
    line->n_shown = 0;
}

struct text *lines_begin_event(struct lines *lines, struct tracee *t, struct moment moment)
{
    lines_take_turn(lines, t);
    add_prefix(lines, &lines->scratch, t, moment);
    return &lines->scratch;
}

void lines_finish_event(struct lines *lines, struct tracee *t)
{
    text_add_char(&lines->scratch, '\n');
    write_from(lines, t->tid, &lines->scratch, 0);
}

void lines_flush(struct lines *lines)
{
    if (lines->speaker)
        show(lines, lines->speaker);
    output_flush(lines->output);
}
