/* Tests of one answer. */
#include "core/inject/test.h"
#include "core/base/alloc.h"
#include "core/inject/pattern.h"
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct test test_number(int64_t number)
{
    return (struct test){.kind = TEST_NUMBER, .low = number};
}

struct test test_range(int64_t low, int64_t high)
{
    return (struct test){.kind = TEST_RANGE, .low = low, .high = high};
}

struct test test_text(enum test_kind kind, const char *text, size_t length)
{
    struct test test = {.kind = kind, .length = length, .text = alloc_zeroed(length + 1)};
    memcpy(test.text, text, length);
    return test;
}

/* The path as seen from where we run; the caller frees it. */
static char *whole_path(const char *path)
{
    char *here = path[0] == '/' ? NULL : getcwd(NULL, 0);
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    bool is_here = strcmp(path, ".") == 0 || !*path;
    char *whole = !here     ? alloc_string(path)
                  : is_here ? alloc_string(here)
                            : alloc_format("%s/%s", here, path);
    free(here);
    return whole;
}

struct test test_under(const char *directory)
{
    char *whole = whole_path(directory);
    struct test test = test_text(TEST_UNDER, whole, strlen(whole));
    free(whole);
    return test;
}

struct test test_path(const char *path)
{
    struct test test = test_list(TEST_ANY);
    char *whole = whole_path(path);
    test_add(&test, test_text(TEST_TEXT, path, strlen(path)));
    if (path[0] != '/')
        test_add(&test, test_text(TEST_TEXT, whole, strlen(whole)));
    free(whole);
    return test;
}

struct test test_list(enum test_kind kind)
{
    return (struct test){.kind = kind};
}

/* False, with nothing left, if the words made no pattern. */
static bool is_whole(struct test *test)
{
    bool has_pattern = test->pattern != NULL;
    if (!has_pattern)
        test_finish(test);
    return has_pattern;
}

bool test_regex(struct test *test, const char *regex, size_t length, char **why)
{
    *test = test_text(TEST_PATTERN, regex, length);
    test->pattern = pattern_create(regex, length, why);
    return is_whole(test);
}

bool test_glob(struct test *test, const char *glob, size_t length, char **why)
{
    *test = test_text(TEST_PATTERN, glob, length);
    test->is_glob = true;
    test->pattern = pattern_create_glob(glob, length, why);
    return is_whole(test);
}

bool test_network(struct test *test, const char *words, char **why)
{
    *test = test_text(TEST_NETWORK, words, strlen(words));
    bool is_network = network_parse(&test->network, words, why);
    if (!is_network)
        test_finish(test);
    return is_network;
}

void test_add(struct test *list, struct test item)
{
    list->items = alloc_resize(list->items, (list->n_items + 1) * sizeof item);
    list->items[list->n_items++] = item;
}

void test_finish(struct test *test)
{
    for (size_t i = 0; i < test->n_items; i++)
        test_finish(&test->items[i]);
    free(test->items);
    free(test->text);
    pattern_destroy(test->pattern);
    *test = (struct test){0};
}

/* A program passes an int in a register of 64 bits, whose upper half may hold anything. */
static bool is_equal(int64_t number, const struct answer *answer)
{
    if (!answer->is_number)
        return false;
    if (answer->width == 4)
        return (uint32_t)number == (uint32_t)answer->number;
    return number == answer->number;
}

static bool is_text(const struct test *test, const struct answer *answer)
{
    return answer->is_text && answer->length == test->length &&
           (test->length == 0 || memcmp(answer->text, test->text, test->length) == 0);
}

static bool is_under(const struct test *test, const struct answer *answer)
{
    size_t length = test->length;
    while (length > 0 && test->text[length - 1] == '/')
        length--;
    return answer->is_text && answer->length >= length &&
           memcmp(answer->text, test->text, length) == 0 &&
           (answer->length == length || answer->text[length] == '/');
}

static bool is_unix(const struct test *test, const struct answer *answer)
{
    return answer->address && answer->address->family == AF_UNIX &&
           (!test->text || strcmp(answer->address->path, test->text) == 0);
}

static bool any_holds(const struct test *test, const struct answer *answer)
{
    for (size_t i = 0; i < test->n_items; i++)
        if (test_holds(&test->items[i], answer))
            return true;
    return false;
}

static bool is_present(const struct answer *answer)
{
    return answer->is_number || answer->is_text || answer->address;
}

bool test_holds(const struct test *test, const struct answer *answer)
{
    switch (test->kind) {
    case TEST_NUMBER:
        return is_equal(test->low, answer);
    case TEST_TEXT:
        return is_text(test, answer);
    case TEST_BITS:
        return answer->is_number && (answer->number & test->low) == test->low;
    case TEST_RANGE:
        return answer->is_number && answer->number >= test->low && answer->number <= test->high;
    case TEST_PATTERN:
        return answer->is_text && pattern_match(test->pattern, answer->text, answer->length, 0);
    case TEST_UNDER:
        return is_under(test, answer);
    case TEST_NETWORK:
        return answer->address && network_holds(&test->network, answer->address);
    case TEST_UNIX:
        return is_unix(test, answer);
    case TEST_PRESENT:
        return is_present(answer);
    case TEST_ANY:
        return any_holds(test, answer);
    case TEST_NONE:
        return is_present(answer) && !any_holds(test, answer);
    }
    return false;
}

uint64_t test_n_given_up(const struct test *test)
{
    uint64_t n = test->pattern ? pattern_n_given_up(test->pattern) : 0;
    for (size_t i = 0; i < test->n_items; i++)
        n += test_n_given_up(&test->items[i]);
    return n;
}
