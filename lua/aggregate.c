/* Numbers kept by key. */
#include "lua/aggregate.h"
#include "core/base/alloc.h"
#include "lua/state.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_KEYS = 100000, MOST_SEEN = 1000000 };

static const char *const kind_names[] = {
    [AGGREGATE_COUNT] = "count",       [AGGREGATE_TOP] = "top",
    [AGGREGATE_SUM] = "sum",           [AGGREGATE_AVG] = "avg",
    [AGGREGATE_MIN] = "min",           [AGGREGATE_MAX] = "max",
    [AGGREGATE_HIST] = "hist",         [AGGREGATE_LHIST] = "lhist",
    [AGGREGATE_QUANTILE] = "quantile", [AGGREGATE_DISTINCT] = "distinct",
    [AGGREGATE_LAST] = "last",
};

const char *aggregate_kind_name(enum aggregate_kind kind)
{
    return kind_names[kind];
}

struct aggregate *aggregate_make(struct script *script, enum aggregate_kind kind)
{
    struct aggregate *aggregate = alloc_zeroed(sizeof *aggregate);
    struct aggregate **end = &script->aggregates;
    while (*end)
        end = &(*end)->next;
    *end = aggregate;
    aggregate->kind = kind;
    aggregate->n_keys_most = MOST_KEYS;
    return aggregate;
}

static void free_entry(struct aggregate_entry *entry)
{
    struct aggregate_seen *seen, *next;
    HASH_ITER (hh, entry->seen, seen, next) {
        HASH_DEL(entry->seen, seen);
        free(seen);
    }
    free(entry->buckets);
    free(entry->last);
    free(entry);
}

void aggregate_clear(struct aggregate *aggregate)
{
    struct aggregate_entry *entry, *next;
    HASH_ITER (hh, aggregate->entries, entry, next) {
        HASH_DEL(aggregate->entries, entry);
        free_entry(entry);
    }
    if (aggregate->other)
        free_entry(aggregate->other);
    aggregate->other = NULL;
}

void aggregates_destroy(struct script *script)
{
    while (script->aggregates) {
        struct aggregate *aggregate = script->aggregates;
        script->aggregates = aggregate->next;
        aggregate_clear(aggregate);
        for (unsigned i = 0; i < aggregate->n_by; i++)
            free(aggregate->by_names[i]);
        free(aggregate->of_name);
        free(aggregate->title);
        free(aggregate);
    }
}

static struct aggregate_entry *make_entry(const char *key)
{
    struct aggregate_entry *entry = alloc_zeroed(sizeof *entry + strlen(key) + 1);
    strcpy(entry->key, key);
    entry->min = INT64_MAX;
    entry->max = INT64_MIN;
    return entry;
}

static struct aggregate_entry *find_entry(struct aggregate *aggregate, const char *key)
{
    struct aggregate_entry *entry;
    HASH_FIND_STR(aggregate->entries, key, entry);
    if (entry)
        return entry;
    if (HASH_COUNT(aggregate->entries) >= aggregate->n_keys_most) {
        if (!aggregate->other)
            aggregate->other = make_entry("(other)");
        return aggregate->other;
    }
    entry = make_entry(key);
    HASH_ADD_STR(aggregate->entries, key, entry);
    return entry;
}

unsigned aggregate_bucket(uint64_t value)
{
    if (value < 16)
        return (unsigned)value;
    unsigned log = 63 - (unsigned)__builtin_clzll(value);
    return (log - 3) * 16 + (unsigned)(value >> (log - 4) & 15);
}

uint64_t aggregate_bucket_start(unsigned bucket)
{
    if (bucket < 16)
        return bucket;
    unsigned log = bucket / 16 + 3;
    return ((uint64_t)16 + bucket % 16) << (log - 4);
}

static void add_to_bucket(const struct aggregate *aggregate, struct aggregate_entry *entry,
                          int64_t number)
{
    unsigned bucket = aggregate_bucket(number < 0 ? 0 : (uint64_t)number);
    if (aggregate->kind == AGGREGATE_LHIST) {
        int64_t inside = number < aggregate->low    ? aggregate->low
                         : number > aggregate->high ? aggregate->high
                                                    : number;
        bucket = (unsigned)((inside - aggregate->low) / aggregate->step);
    }
    if (!entry->buckets)
        entry->buckets = alloc_zeroed(AGGREGATE_BUCKETS * sizeof *entry->buckets);
    entry->buckets[bucket < AGGREGATE_BUCKETS ? bucket : AGGREGATE_BUCKETS - 1]++;
}

static void add_seen(struct aggregate_entry *entry, const char *text)
{
    struct aggregate_seen *seen;
    HASH_FIND_STR(entry->seen, text, seen);
    if (seen || HASH_COUNT(entry->seen) >= MOST_SEEN)
        return;
    seen = alloc_zeroed(sizeof *seen + strlen(text) + 1);
    strcpy(seen->text, text);
    HASH_ADD_STR(entry->seen, text, seen);
}

void aggregate_add(struct aggregate *aggregate, const char *key, int64_t number, const char *text)
{
    struct aggregate_entry *entry = find_entry(aggregate, key);
    entry->n++;
    if (__builtin_add_overflow(entry->sum, number, &entry->sum))
        entry->sum = number < 0 ? INT64_MIN : INT64_MAX;
    entry->min = number < entry->min ? number : entry->min;
    entry->max = number > entry->max ? number : entry->max;
    if (aggregate->kind == AGGREGATE_HIST || aggregate->kind == AGGREGATE_LHIST ||
        aggregate->kind == AGGREGATE_QUANTILE)
        add_to_bucket(aggregate, entry, number);
    if (aggregate->kind == AGGREGATE_DISTINCT)
        add_seen(entry, text);
    if (aggregate->kind == AGGREGATE_LAST) {
        free(entry->last);
        entry->last = alloc_string(text);
    }
}

const struct aggregate_entry *aggregate_get(const struct aggregate *aggregate, const char *key)
{
    struct aggregate_entry *entry;
    HASH_FIND_STR(aggregate->entries, key, entry);
    return entry;
}

/* What a subject says, as text in room for `size` bytes; a tab, which ends a field, becomes a
   space. */
static size_t write_answer(const struct answer *answer, char *into, size_t size)
{
    if (!answer->is_text && !answer->is_number)
        return (size_t)snprintf(into, size, "-");
    if (!answer->is_text)
        return (size_t)snprintf(into, size, "%lld", (long long)answer->number);
    size_t length = answer->length < size - 1 ? answer->length : size - 1;
    for (size_t i = 0; i < length; i++)
        into[i] = answer->text[i] == '\t' ? ' ' : answer->text[i];
    into[length] = '\0';
    return strlen(into);
}

static void make_key(const struct aggregate *aggregate, const struct event *event, char *key)
{
    size_t length = 0, share = AGGREGATE_KEY_BYTES / (aggregate->n_by ? aggregate->n_by : 1) - 1;
    struct answer answer;
    key[0] = '\0';
    for (unsigned i = 0; i < aggregate->n_by; i++) {
        if (i > 0)
            key[length++] = '\t';
        subject_ask(&aggregate->by[i], event, 0, &answer);
        length += write_answer(&answer, key + length, share);
    }
}

void aggregate_hear(struct script *script, struct aggregate *aggregate, const struct event *event)
{
    char key[AGGREGATE_KEY_BYTES], text[AGGREGATE_KEY_BYTES] = "";
    struct answer answer = {0};
    (void)script;
    if (aggregate->of_name && !subject_ask(&aggregate->of, event, 0, &answer))
        return;
    if (aggregate->of_name)
        write_answer(&answer, text, sizeof text);
    make_key(aggregate, event, key);
    aggregate_add(aggregate, key, answer.number, text);
}

int64_t aggregate_quantile(const struct aggregate_entry *entry, double share)
{
    uint64_t below = 0, wanted = (uint64_t)((double)entry->n * share);
    for (unsigned i = 0; entry->buckets && i < AGGREGATE_BUCKETS; i++) {
        below += entry->buckets[i];
        if (below > wanted)
            return (int64_t)aggregate_bucket_start(i);
    }
    return entry->max;
}

int64_t aggregate_number(const struct aggregate *aggregate, const struct aggregate_entry *entry)
{
    switch (aggregate->kind) {
    case AGGREGATE_COUNT:
    case AGGREGATE_TOP:
    case AGGREGATE_HIST:
    case AGGREGATE_LHIST:
    case AGGREGATE_LAST:
        return (int64_t)entry->n;
    case AGGREGATE_SUM:
        return entry->sum;
    case AGGREGATE_AVG:
        return entry->n ? entry->sum / (int64_t)entry->n : 0;
    case AGGREGATE_MIN:
        return entry->min;
    case AGGREGATE_MAX:
        return entry->max;
    case AGGREGATE_QUANTILE:
        return aggregate_quantile(entry, 0.5);
    case AGGREGATE_DISTINCT:
        return HASH_COUNT(entry->seen);
    }
    return 0;
}

struct ranked {
    int64_t number;
    struct aggregate_entry *entry;
};

static int compare(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? 1 : -1;
    return strcmp(x->entry->key, y->entry->key);
}

struct aggregate_entry **aggregate_sort(const struct aggregate *aggregate, size_t *n)
{
    size_t count = HASH_COUNT(aggregate->entries), i = 0;
    struct ranked *ranked = alloc_zeroed((count + 1) * sizeof *ranked);
    struct aggregate_entry **sorted = alloc_zeroed((count + 1) * sizeof *sorted);
    for (struct aggregate_entry *entry = aggregate->entries; entry; entry = entry->hh.next)
        ranked[i++] = (struct ranked){aggregate_number(aggregate, entry), entry};
    qsort(ranked, count, sizeof *ranked, compare);
    for (i = 0; i < count; i++)
        sorted[i] = ranked[i].entry;
    free(ranked);
    *n = count;
    return sorted;
}

bool aggregate_asks_path(const struct aggregate *aggregate)
{
    for (unsigned i = 0; i < aggregate->n_by; i++)
        if (aggregate->by[i].kind == SUBJECT_PATH || aggregate->by[i].kind == SUBJECT_DIR)
            return true;
    return aggregate->of_name && aggregate->of.kind == SUBJECT_PATH;
}

/* What stands in the words or the result needs no entry; what stands in memory or /proc does. */
static bool is_of_exit(const struct subject *subject)
{
    return subject->kind == SUBJECT_NAME || subject->kind == SUBJECT_NR ||
           subject->kind == SUBJECT_ARCH || subject->kind == SUBJECT_PID ||
           subject->kind == SUBJECT_TID || subject->kind == SUBJECT_COMM ||
           subject_needs_exit(subject, NULL);
}

bool aggregate_reads_entry(const struct aggregate *aggregate)
{
    for (unsigned i = 0; i < aggregate->n_by; i++)
        if (!is_of_exit(&aggregate->by[i]))
            return true;
    return aggregate->of_name && !is_of_exit(&aggregate->of);
}

static bool is_known(const struct subject *subject, const struct call_set *calls)
{
    if (subject->kind != SUBJECT_ARG)
        return true;
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++)
        for (uint64_t number = 0; number < CALL_SET_LIMIT; number++)
            if (call_set_has(calls, abi, number) &&
                subject_applies(subject, describe_call(abi, number)))
                return true;
    return false;
}

const char *aggregate_unknown_field(const struct aggregate *aggregate, const struct call_set *calls)
{
    for (unsigned i = 0; i < aggregate->n_by; i++)
        if (!is_known(&aggregate->by[i], calls))
            return aggregate->by_names[i];
    if (aggregate->of_name && !is_known(&aggregate->of, calls))
        return aggregate->of_name;
    return NULL;
}
