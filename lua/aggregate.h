/* count sum avg min max hist lhist quantile distinct top last: numbers kept by key, in C, and
   shown at the end of the run. */
#pragma once
#include "core/filter/call_set.h"
#include "core/inject/subject.h"
#include <uthash.h>

struct script;

enum aggregate_kind {
    AGGREGATE_COUNT,
    AGGREGATE_TOP,
    AGGREGATE_SUM,
    AGGREGATE_AVG,
    AGGREGATE_MIN,
    AGGREGATE_MAX,
    AGGREGATE_HIST,
    AGGREGATE_LHIST,
    AGGREGATE_QUANTILE,
    AGGREGATE_DISTINCT,
    AGGREGATE_LAST,
};

enum {
    AGGREGATE_FIELDS = 4,          /* in `by`, at the most */
    AGGREGATE_KEY_BYTES = 512,     /* of all fields, with the NUL; what is longer is cut */
    AGGREGATE_BUCKETS = 1024,      /* 16 for each power of two; of an lhist, the most it has */
};

struct aggregate_seen {
    UT_hash_handle hh;
    char text[];
};

struct aggregate_entry {
    uint64_t n;                    /* values added */
    int64_t sum, min, max;
    uint64_t *buckets;             /* HIST, QUANTILE: of logarithms; LHIST: of steps */
    struct aggregate_seen *seen;   /* DISTINCT */
    char *last;                    /* LAST */
    UT_hash_handle hh;
    char key[];                    /* the fields' texts, a tab between */
};

struct aggregate {
    enum aggregate_kind kind;
    char *title;
    char *by_names[AGGREGATE_FIELDS];
    struct subject by[AGGREGATE_FIELDS];
    unsigned n_by;
    char *of_name;                 /* NULL: nothing but the count */
    struct subject of;
    uint64_t n_shown;              /* rows at the end; 0: all */
    uint64_t n_keys_most;
    int64_t low, high, step;       /* LHIST */
    bool is_hidden;                /* not shown by itself */
    bool is_shown;                 /* it was, by the script */
    struct aggregate_entry *entries;
    struct aggregate_entry *other; /* of keys past the limit */
    struct aggregate *next;
};

/* "count", ... */
const char *aggregate_kind_name(enum aggregate_kind kind);

/* A new one, the script's, shown after those there are. */
struct aggregate *aggregate_make(struct script *script, enum aggregate_kind kind);

/* Adds what the event says of `by` and `of`. Nothing, where `of` has no answer. */
void aggregate_hear(struct script *script, struct aggregate *aggregate, const struct event *event);

/* Adds a value under a key. text is what DISTINCT and LAST keep. */
void aggregate_add(struct aggregate *aggregate, const char *key, int64_t number, const char *text);

/* The entry of a key, NULL if there is none. */
const struct aggregate_entry *aggregate_get(const struct aggregate *aggregate, const char *key);

/* The number that an entry stands for: its count, sum, average ... */
int64_t aggregate_number(const struct aggregate *aggregate, const struct aggregate_entry *entry);

/* The value below which that share of an entry's values lies, by its buckets. */
int64_t aggregate_quantile(const struct aggregate_entry *entry, double share);

/* Entries in order of their number, the largest first; *n of them; the caller frees the list. */
struct aggregate_entry **aggregate_sort(const struct aggregate *aggregate, size_t *n);

/* The bucket of a value, and the lowest value of a bucket. */
unsigned aggregate_bucket(uint64_t value);
uint64_t aggregate_bucket_start(unsigned bucket);

void aggregate_clear(struct aggregate *aggregate);
bool aggregate_asks_path(const struct aggregate *aggregate);

/* The first field that none of the calls has, NULL if there is none. */
const char *aggregate_unknown_field(const struct aggregate *aggregate,
                                    const struct call_set *calls);

/* True if a field must be asked at the call's entry: all but results and names. */
bool aggregate_reads_entry(const struct aggregate *aggregate);

/* Writes one, or all that were not, to the trace output in the host's format. */
void aggregate_show(struct script *script, struct aggregate *aggregate);
void aggregates_show(struct script *script);
void aggregates_destroy(struct script *script);
