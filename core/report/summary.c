/* A row per call and machine; a table per machine. */
#include "core/report/summary.h"
#include "core/base/alloc.h"
#include "core/base/text.h"
#include "core/filter/chosen.h"
#include "core/report/call_text.h"
#include "core/report/summary_columns.h"
#include <stdlib.h>
#include <string.h>

struct times {
    uint64_t total_ns, min_ns, max_ns;
};

struct row {
    char *name;
    const struct abi *abi;
    uint64_t number;
    uint64_t n_calls, n_errors;
    struct times cpu, wall;
};

struct summary {
    const struct selection *selection;
    struct output *output;
    const struct summary_form *form;
    struct row *rows;
    size_t n_rows;
    uint32_t index[ABI_COUNT][CALL_SET_LIMIT]; /* row + 1 of a number */
};

static struct row *find_row(struct summary *summary, const struct syscall *syscall)
{
    uint64_t number = syscall->number;
    uint32_t known = number < CALL_SET_LIMIT ? summary->index[syscall->abi->id][number] : 0;
    if (known)
        return &summary->rows[known - 1];
    for (size_t i = 0; i < summary->n_rows && number >= CALL_SET_LIMIT; i++)
        if (summary->rows[i].number == number && summary->rows[i].abi == syscall->abi)
            return &summary->rows[i];
    return NULL;
}

static struct row *add_row(struct summary *summary, const struct syscall *syscall)
{
    struct text name = {0};
    size_t n = summary->n_rows + 1;
    summary->rows = alloc_resize(summary->rows, n * sizeof *summary->rows);
    struct row *row = &summary->rows[summary->n_rows++];
    call_text_name(&name, syscall);
    *row = (struct row){.name = alloc_string(name.bytes),
                        .abi = syscall->abi,
                        .number = syscall->number,
                        .cpu.min_ns = UINT64_MAX,
                        .wall.min_ns = UINT64_MAX};
    text_finish(&name);
    if (syscall->number < CALL_SET_LIMIT)
        summary->index[syscall->abi->id][syscall->number] = (uint32_t)n;
    return row;
}

static void add_time(struct times *times, uint64_t ns)
{
    times->total_ns += ns;
    times->min_ns = ns < times->min_ns ? ns : times->min_ns;
    times->max_ns = ns > times->max_ns ? ns : times->max_ns;
}

static void count(struct summary *summary, const struct syscall *syscall)
{
    struct row *row = find_row(summary, syscall);
    if (!row)
        row = add_row(summary, syscall);
    uint64_t wall_ns = syscall->left_ns - syscall->entered_ns;
    uint64_t cpu_ns = summary->form->is_wall_clock ? wall_ns : syscall->cpu_ns;
    uint64_t overhead_ns = summary->form->overhead_ns;
    row->n_calls++;
    row->n_errors += syscall->error != 0;
    add_time(&row->wall, wall_ns);
    add_time(&row->cpu, cpu_ns > overhead_ns ? cpu_ns - overhead_ns : 0);
}

static void hear(void *self, struct event *event)
{
    struct summary *summary = self;
    unsigned status = event->syscall->error ? STATUS_FAILED : STATUS_SUCCESSFUL;
    if (event->kind == EVENT_ENTER)
        chosen_call(summary->selection, event->syscall);
    else if (summary->selection->statuses & status &&
             chosen_call(summary->selection, event->syscall))
        count(summary, event->syscall);
}

static unsigned wants(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    struct summary *summary = self;
    bool is_wanted = !call || call_set_has(&summary->selection->calls, abi, number);
    unsigned entry = summary->selection->n_paths || summary->selection->has_fds ? EVENT_ENTER : 0;
    return is_wanted ? entry | EVENT_LEAVE : 0;
}

/* The time in a column that holds one. */
static uint64_t column_ns(const struct row *row, enum summary_column column)
{
    switch (column) {
    case COLUMN_PERCENT:
    case COLUMN_TOTAL:
        return row->cpu.total_ns;
    case COLUMN_MIN:
        return row->cpu.min_ns;
    case COLUMN_MAX:
        return row->cpu.max_ns;
    case COLUMN_AVERAGE:
        return row->cpu.total_ns / row->n_calls;
    case COLUMN_WALL_TOTAL:
        return row->wall.total_ns;
    case COLUMN_WALL_MIN:
        return row->wall.min_ns;
    case COLUMN_WALL_MAX:
        return row->wall.max_ns;
    case COLUMN_WALL_AVERAGE:
        return row->wall.total_ns / row->n_calls;
    case COLUMN_CALLS:
    case COLUMN_ERRORS:
    case COLUMN_NAME:
    case COLUMN_COUNT:
        return 0;
    }
    return 0;
}

static uint64_t sort_value(const struct row *row, enum summary_column column)
{
    return column == COLUMN_CALLS    ? row->n_calls
           : column == COLUMN_ERRORS ? row->n_errors
                                     : column_ns(row, column);
}

/* Largest first; names, and numbers where all else is the same, smallest first. */
static int compare_rows(const void *left, const void *right, void *sort)
{
    const struct row *a = left, *b = right;
    enum summary_column column = *(const enum summary_column *)sort;
    uint64_t x = sort_value(a, column), y = sort_value(b, column);
    if (column == COLUMN_NAME)
        return strcmp(a->name, b->name);
    if (x != y)
        return x < y ? 1 : -1;
    return a->number < b->number ? -1 : a->number > b->number;
}

static void add_seconds(struct text *text, uint64_t ns, int width)
{
    text_add(text, "%*llu.%06llu", width - 7, (unsigned long long)(ns / 1000000000),
             (unsigned long long)(ns % 1000000000 / 1000));
}

static void add_cell(struct text *text, const struct row *row, enum summary_column column,
                     uint64_t whole_ns, bool is_last)
{
    int width = summary_headings[column].width;
    switch (column) {
    case COLUMN_PERCENT:
        text_add(text, "%*.2f", width,
                 whole_ns ? 100.0 * (double)row->cpu.total_ns / (double)whole_ns : 0.0);
        return;
    case COLUMN_TOTAL:
    case COLUMN_MIN:
    case COLUMN_MAX:
    case COLUMN_WALL_TOTAL:
    case COLUMN_WALL_MIN:
    case COLUMN_WALL_MAX:
        add_seconds(text, column_ns(row, column), width);
        return;
    case COLUMN_AVERAGE:
    case COLUMN_WALL_AVERAGE:
        text_add(text, "%*llu", width, (unsigned long long)(column_ns(row, column) / 1000));
        return;
    case COLUMN_CALLS:
        text_add(text, "%*llu", width, (unsigned long long)row->n_calls);
        return;
    case COLUMN_ERRORS:
        if (row->n_errors)
            text_add(text, "%*llu", width, (unsigned long long)row->n_errors);
        else
            text_add_spaces(text, (size_t)width);
        return;
    case COLUMN_NAME:
        text_add(text, is_last ? "%s" : "%-16s", row->name);
        return;
    case COLUMN_COUNT:
        return;
    }
}

static void add_row_text(struct summary *summary, struct text *text, const struct row *row,
                         uint64_t whole_ns)
{
    for (unsigned i = 0; i < summary->form->n_columns; i++) {
        if (i)
            text_add_char(text, ' ');
        add_cell(text, row, summary->form->columns[i], whole_ns, i + 1 == summary->form->n_columns);
    }
    text_add_char(text, '\n');
}

static void add_headings(struct summary *summary, struct text *text)
{
    for (unsigned i = 0; i < summary->form->n_columns; i++) {
        const struct summary_heading *heading = &summary_headings[summary->form->columns[i]];
        bool is_name = summary->form->columns[i] == COLUMN_NAME;
        if (i)
            text_add_char(text, ' ');
        if (is_name && i + 1 == summary->form->n_columns)
            text_add_string(text, heading->title);
        else
            text_add(text, is_name ? "%-*s" : "%*s", heading->width, heading->title);
    }
    text_add_char(text, '\n');
}

static void add_rule(struct summary *summary, struct text *text)
{
    for (unsigned i = 0; i < summary->form->n_columns; i++) {
        if (i)
            text_add_char(text, ' ');
        for (int k = summary_headings[summary->form->columns[i]].width; k > 0; k--)
            text_add_char(text, '-');
    }
    text_add_char(text, '\n');
}

static void join_times(struct times *total, const struct times *times)
{
    total->total_ns += times->total_ns;
    total->min_ns = times->min_ns < total->min_ns ? times->min_ns : total->min_ns;
    total->max_ns = times->max_ns > total->max_ns ? times->max_ns : total->max_ns;
}

static struct row total_of(const struct summary *summary, const struct abi *abi)
{
    struct row total = {
        .name = "total", .abi = abi, .cpu.min_ns = UINT64_MAX, .wall.min_ns = UINT64_MAX};
    for (size_t i = 0; i < summary->n_rows; i++) {
        const struct row *row = &summary->rows[i];
        if (row->abi != abi)
            continue;
        total.n_calls += row->n_calls;
        total.n_errors += row->n_errors;
        join_times(&total.cpu, &row->cpu);
        join_times(&total.wall, &row->wall);
    }
    return total;
}

static void add_table(struct summary *summary, struct text *text, const struct abi *abi)
{
    struct row total = total_of(summary, abi);
    if (!total.n_calls)
        return;
    if (abi->id != ABI_X86_64)
        text_add(text, "System call usage summary for %u bit mode:\n", abi->bits);
    add_headings(summary, text);
    add_rule(summary, text);
    for (size_t i = 0; i < summary->n_rows; i++)
        if (summary->rows[i].abi == abi)
            add_row_text(summary, text, &summary->rows[i], total.cpu.total_ns);
    add_rule(summary, text);
    /* Of no time at all, the whole is still 100 %: a nanosecond shows nowhere else. */
    total.cpu.total_ns += !total.cpu.total_ns;
    add_row_text(summary, text, &total, total.cpu.total_ns);
}

static void finish(void *self)
{
    struct summary *summary = self;
    struct text text = {0};
    if (summary->n_rows)
        qsort_r(summary->rows, summary->n_rows, sizeof *summary->rows, compare_rows,
                (void *)&summary->form->sort);
    for (enum abi_id abi = 0; abi < ABI_COUNT; abi++)
        add_table(summary, &text, abi_get(abi));
    if (text.length)
        output_write(summary->output, 0, text.bytes, text.length);
    text_finish(&text);
    for (size_t i = 0; i < summary->n_rows; i++)
        free(summary->rows[i].name);
    summary->n_rows = 0;
}

struct summary *summary_create(const struct selection *selection, struct output *output,
                               const struct summary_form *form)
{
    struct summary *summary = alloc_zeroed(sizeof *summary);
    summary->selection = selection;
    summary->output = output;
    summary->form = form;
    return summary;
}

void summary_destroy(struct summary *summary)
{
    if (summary)
        free(summary->rows);
    free(summary);
}

struct listener summary_listener(struct summary *summary)
{
    return (struct listener){
        .name = "summary",
        .role = LISTENER_OBSERVES,
        .kinds = EVENT_ENTER | EVENT_LEAVE,
        .wants = wants,
        .hear = hear,
        .finish = finish,
        .self = summary,
    };
}
