/* Aggregates as text for people, JSON or CSV for programs. Keys hold what programs called things:
   only escaped do they go where a terminal may be. */
#include "core/base/alloc.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include "lua/aggregate.h"
#include "lua/emit.h"
#include "lua/state.h"
#include <stdlib.h>
#include <string.h>

enum { BAR_WIDTH = 40 };

/* The unit of `of`: durations read as such. */
static bool is_time(const struct aggregate *aggregate)
{
    return aggregate->of_name && strcmp(aggregate->of_name, "duration") == 0;
}

static void add_number(struct text *text, const struct aggregate *aggregate, int64_t number)
{
    bool is_count = aggregate->kind == AGGREGATE_COUNT || aggregate->kind == AGGREGATE_TOP ||
                    aggregate->kind == AGGREGATE_DISTINCT;
    if (is_time(aggregate) && !is_count)
        emit_add_duration(text, number);
    else
        text_add(text, "%lld", (long long)number);
}

static size_t n_shown(const struct aggregate *aggregate, size_t n_all)
{
    size_t n = (size_t)aggregate->n_shown;
    return n && n < n_all ? n : n_all;
}

/* Field i of a key, which ends at a tab or with the key; "" where it has fewer. */
static const char *find_field(const char *key, unsigned i)
{
    for (; i > 0; i--) {
        key += strcspn(key, "\t");
        key += *key == '\t';
    }
    return key;
}

static void add_field(struct text *text, const char *key, unsigned i)
{
    const char *field = find_field(key, i);
    quote_escape(text, field, strcspn(field, "\t"), QUOTE_PLAIN, "");
}

static void add_title(struct text *text, const struct aggregate *aggregate)
{
    if (aggregate->title) {
        text_add_string(text, aggregate->title);
        return;
    }
    text_add_string(text, aggregate_kind_name(aggregate->kind));
    if (aggregate->of_name)
        text_add(text, " of %s", aggregate->of_name);
    for (unsigned i = 0; i < aggregate->n_by; i++)
        text_add(text, i ? ", %s" : " by %s", aggregate->by_names[i]);
}

/* The longest text of field i, at most 60 columns. */
static int field_width(struct aggregate *aggregate, struct aggregate_entry **entries, size_t n,
                       unsigned i)
{
    size_t width = strlen(aggregate->by_names[i]);
    struct text text = {0};
    for (size_t k = 0; k < n; k++) {
        text_clear(&text);
        add_field(&text, entries[k]->key, i);
        width = text.length > width ? text.length : width;
    }
    text_finish(&text);
    return width < 60 ? (int)width : 60;
}

static void add_value(struct text *text, const struct aggregate *aggregate,
                      const struct aggregate_entry *entry)
{
    static const double shares[] = {0.5, 0.9, 0.99};
    if (aggregate->kind == AGGREGATE_LAST) {
        const char *last = entry->last ? entry->last : "-";
        quote_escape(text, last, strlen(last), QUOTE_PLAIN, "");
    } else if (aggregate->kind == AGGREGATE_QUANTILE) {
        for (unsigned i = 0; i < 3; i++) {
            text_add(text, i ? "  p%d=" : "p%d=", (int)(shares[i] * 100));
            add_number(text, aggregate, aggregate_quantile(entry, shares[i]));
        }
    } else {
        add_number(text, aggregate, aggregate_number(aggregate, entry));
    }
}

static void add_row(struct text *text, const struct aggregate *aggregate,
                    const struct aggregate_entry *entry, const int *widths)
{
    struct text cell = {0};
    add_value(&cell, aggregate, entry);
    text_add(text, "%12s", cell.bytes);
    for (unsigned i = 0; i < aggregate->n_by; i++) {
        text_clear(&cell);
        add_field(&cell, entry->key, i);
        text_add(text, "  %-*s", i + 1 < aggregate->n_by ? widths[i] : 0,
                 cell.bytes ? cell.bytes : "");
    }
    text_add_char(text, '\n');
    text_finish(&cell);
}

/* value, then the fields; the heading says which. */
static void add_table(struct text *text, struct aggregate *aggregate,
                      struct aggregate_entry **entries, size_t n)
{
    int widths[AGGREGATE_FIELDS] = {0};
    for (unsigned i = 0; i < aggregate->n_by; i++)
        widths[i] = field_width(aggregate, entries, n, i);
    text_add(text, "%12s", aggregate_kind_name(aggregate->kind));
    for (unsigned i = 0; i < aggregate->n_by; i++)
        text_add(text, "  %-*s", i + 1 < aggregate->n_by ? widths[i] : 0, aggregate->by_names[i]);
    text_add_char(text, '\n');
    for (size_t k = 0; k < n; k++)
        add_row(text, aggregate, entries[k], widths);
}

/* The lines of a histogram: a power of two each, or a step. */
struct bar {
    int64_t start, end;
    uint64_t n;
};

static size_t make_bars(const struct aggregate *aggregate, const struct aggregate_entry *entry,
                        struct bar *bars)
{
    size_t n = 0;
    for (unsigned i = 0; i < AGGREGATE_BUCKETS; i++) {
        bool is_linear = aggregate->kind == AGGREGATE_LHIST;
        int64_t start = is_linear ? aggregate->low + (int64_t)i * aggregate->step
                                  : (int64_t)aggregate_bucket_start(i);
        if (is_linear ? start > aggregate->high : start < 0 || start >= INT64_MAX / 2)
            break;
        bool is_new = is_linear || n == 0 || start >= bars[n - 1].end;
        if (is_new) {
            bars[n].start = start;
            bars[n].end = is_linear ? start + aggregate->step : start ? start * 2 : 1;
            bars[n++].n = 0;
        }
        bars[n - 1].n += entry->buckets ? entry->buckets[i] : 0;
    }
    return n;
}

static void add_bar(struct text *text, const struct aggregate *aggregate, const struct bar *bar,
                    uint64_t most)
{
    int length = (int)((double)bar->n / (double)most * BAR_WIDTH + 0.5);
    struct text range = {0};
    text_add_char(&range, '[');
    add_number(&range, aggregate, bar->start);
    text_add_string(&range, ", ");
    add_number(&range, aggregate, bar->end);
    text_add_char(&range, ')');
    text_add(text, "  %-22s %10llu |", range.bytes, (unsigned long long)bar->n);
    for (int i = 0; i < length; i++)
        text_add_char(text, '@');
    text_add(text, "%*s|\n", BAR_WIDTH - length, "");
    text_finish(&range);
}

static void add_histogram(struct text *text, const struct aggregate *aggregate,
                          const struct aggregate_entry *entry)
{
    struct bar *bars = alloc_zeroed(AGGREGATE_BUCKETS * sizeof *bars);
    size_t n = make_bars(aggregate, entry, bars), first = 0;
    uint64_t most = 1;
    for (size_t i = 0; i < n; i++)
        most = bars[i].n > most ? bars[i].n : most;
    while (first < n && bars[first].n == 0)
        first++;
    while (n > first && bars[n - 1].n == 0)
        n--;
    for (unsigned i = 0; i < aggregate->n_by; i++) {
        text_add(text, i ? ", %s=" : " %s=", aggregate->by_names[i]);
        add_field(text, entry->key, i);
    }
    text_add(text, "%sn=%llu, avg=", aggregate->n_by ? ": " : " ", (unsigned long long)entry->n);
    add_number(text, aggregate, entry->n ? entry->sum / (int64_t)entry->n : 0);
    text_add_string(text, ", max=");
    add_number(text, aggregate, entry->max);
    text_add_char(text, '\n');
    for (size_t i = first; i < n; i++)
        add_bar(text, aggregate, &bars[i], most);
    free(bars);
}

static void add_json(struct text *text, struct aggregate *aggregate,
                     const struct aggregate_entry *entry)
{
    struct text part = {0};
    add_title(&part, aggregate);
    text_add_string(text, "{\"aggregate\":");
    quote_json(text, part.bytes, part.length);
    for (unsigned i = 0; i < aggregate->n_by; i++) {
        text_add_char(text, ',');
        quote_json(text, aggregate->by_names[i], strlen(aggregate->by_names[i]));
        text_add_char(text, ':');
        const char *field = find_field(entry->key, i);
        quote_json(text, field, strcspn(field, "\t"));
    }
    text_add(text, ",\"%s\":", aggregate_kind_name(aggregate->kind));
    if (aggregate->kind == AGGREGATE_LAST)
        quote_json(text, entry->last ? entry->last : "", entry->last ? strlen(entry->last) : 0);
    else
        text_add(text, "%lld", (long long)aggregate_number(aggregate, entry));
    if (entry->buckets)
        text_add(text, ",\"sum\":%lld,\"min\":%lld,\"max\":%lld,\"p99\":%lld",
                 (long long)entry->sum, (long long)entry->min, (long long)entry->max,
                 (long long)aggregate_quantile(entry, 0.99));
    text_add_string(text, "}\n");
    text_finish(&part);
}

static void add_json_rows(struct text *text, struct aggregate *aggregate,
                          struct aggregate_entry **entries, size_t n)
{
    struct text title = {0};
    for (size_t i = 0; i < n; i++)
        add_json(text, aggregate, entries[i]);
    if (!aggregate->other)
        return;
    add_title(&title, aggregate);
    text_add_string(text, "{\"aggregate\":");
    quote_json(text, title.bytes, title.length);
    text_add(text, ",\"other\":%llu,\"limit\":%llu}\n", (unsigned long long)aggregate->other->n,
             (unsigned long long)aggregate->n_keys_most);
    text_finish(&title);
}

static void add_csv_row(struct text *text, const struct aggregate *aggregate,
                        const struct aggregate_entry *entry, const char *key)
{
    struct text cell = {0};
    for (unsigned i = 0; i < aggregate->n_by; i++) {
        text_clear(&cell);
        add_field(&cell, key, i);
        emit_add_csv_cell(text, cell.bytes ? cell.bytes : "");
        text_add_char(text, ',');
    }
    text_clear(&cell);
    if (aggregate->kind == AGGREGATE_LAST)
        add_value(&cell, aggregate, entry);
    else
        text_add(&cell, "%lld", (long long)aggregate_number(aggregate, entry));
    emit_add_csv_cell(text, cell.bytes);
    text_add_char(text, '\n');
    text_finish(&cell);
}

/* The fields, then the value; a first row names them. */
static void add_csv_rows(struct text *text, struct aggregate *aggregate,
                         struct aggregate_entry **entries, size_t n)
{
    for (unsigned i = 0; i < aggregate->n_by; i++) {
        emit_add_csv_cell(text, aggregate->by_names[i]);
        text_add_char(text, ',');
    }
    text_add(text, "%s\n", aggregate_kind_name(aggregate->kind));
    for (size_t i = 0; i < n; i++)
        add_csv_row(text, aggregate, entries[i], entries[i]->key);
    if (aggregate->other)
        add_csv_row(text, aggregate, aggregate->other, "(other)");
}

static void add_text(struct text *text, struct aggregate *aggregate,
                     struct aggregate_entry **entries, size_t n_all)
{
    size_t n = n_shown(aggregate, n_all);
    bool is_histogram = aggregate->kind == AGGREGATE_HIST || aggregate->kind == AGGREGATE_LHIST;
    add_title(text, aggregate);
    text_add_string(text, n == 0 ? ": nothing\n" : "\n");
    if (n == 0)
        return;
    if (!is_histogram)
        add_table(text, aggregate, entries, n);
    for (size_t i = 0; is_histogram && i < n; i++)
        add_histogram(text, aggregate, entries[i]);
    if (n < n_all)
        text_add(text, "%12s  %zu more\n", "...", n_all - n);
    if (aggregate->other)
        text_add(text, "%12llu  (other): past the limit of %llu keys\n",
                 (unsigned long long)aggregate->other->n,
                 (unsigned long long)aggregate->n_keys_most);
}

void aggregate_show(struct script *script, struct aggregate *aggregate)
{
    size_t n_all;
    struct text text = {0};
    struct aggregate_entry **entries = aggregate_sort(aggregate, &n_all);
    aggregate->is_shown = true;
    switch (script->host.format) {
    case SCRIPT_TEXT:
    case SCRIPT_DOT:
        add_text(&text, aggregate, entries, n_all);
        break;
    case SCRIPT_JSON:
        add_json_rows(&text, aggregate, entries, n_shown(aggregate, n_all));
        break;
    case SCRIPT_CSV:
        add_csv_rows(&text, aggregate, entries, n_shown(aggregate, n_all));
        break;
    }
    script_print(script, text.bytes ? text.bytes : "", text.length);
    text_finish(&text);
    free(entries);
}

void aggregates_show(struct script *script)
{
    for (struct aggregate *a = script->aggregates; a; a = a->next)
        if (!a->is_hidden && !a->is_shown)
            aggregate_show(script, a);
}
