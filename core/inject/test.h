/* Tests of one answer: a scalar, a list, any{} none{} bits() range() glob"" re"" under"" net"". */
#pragma once
#include "core/inject/address.h"
#include "core/inject/subject.h"

enum test_kind {
    TEST_NUMBER,               /* equal to low */
    TEST_TEXT,                 /* equal to text */
    TEST_BITS,                 /* all bits of low are set */
    TEST_RANGE,                /* low to high, both included */
    TEST_PATTERN,              /* a regular expression, or a glob made into one */
    TEST_UNDER,                /* the directory text, or anything below it */
    TEST_NETWORK,
    TEST_UNIX,                 /* a unix socket address; of this path, if text is set */
    TEST_PRESENT,              /* there is an answer at all */
    TEST_ANY,                  /* one of items holds */
    TEST_NONE,                 /* there is an answer, and none of items holds */
};

struct test {
    enum test_kind kind;
    int64_t low, high;
    bool is_glob;              /* of PATTERN */
    char *text;                /* also the words of PATTERN and NETWORK */
    size_t length;
    struct pattern *pattern;
    struct network network;
    struct test *items;        /* ANY, NONE */
    size_t n_items;
};

/* Each makes a test that test_finish takes apart. The last three: false with *why. */
struct test test_number(int64_t number);
struct test test_range(int64_t low, int64_t high);
struct test test_under(const char *directory);     /* not whole: below where we run */
struct test test_path(const char *path);           /* not whole: the same, and as it is */
struct test test_text(enum test_kind kind, const char *text, size_t length);
struct test test_list(enum test_kind kind);
bool test_regex(struct test *test, const char *regex, size_t length, char **why);
bool test_glob(struct test *test, const char *glob, size_t length, char **why);
bool test_network(struct test *test, const char *words, char **why);

/* Gives item to the list. */
void test_add(struct test *list, struct test item);
void test_finish(struct test *test);

bool test_holds(const struct test *test, const struct answer *answer);

/* How many texts were too much for its regular expressions: they count as not matching. */
uint64_t test_n_given_up(const struct test *test);
