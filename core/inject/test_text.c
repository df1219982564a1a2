/* Tests in words. */
#include "core/inject/test_text.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include <inttypes.h>

static void add_list(struct text *text, const char *name, const struct test *list)
{
    text_add(text, "%s{", name);
    for (size_t i = 0; i < list->n_items; i++) {
        if (i)
            text_add_string(text, ", ");
        test_add_text(text, &list->items[i]);
    }
    text_add_char(text, '}');
}

/* over(n) and below(n) leave their own number out. */
static void add_range(struct text *text, const struct test *test)
{
    if (test->high == INT64_MAX)
        text_add(text, "over(%" PRId64 ")", test->low - 1);
    else if (test->low == INT64_MIN)
        text_add(text, "below(%" PRId64 ")", test->high + 1);
    else
        text_add(text, "range(%" PRId64 ", %" PRId64 ")", test->low, test->high);
}

static void add_words(struct text *text, const char *name, const struct test *test)
{
    text_add(text, "%s\"", name);
    if (test->text)
        quote_escape(text, test->text, test->length, QUOTE_PLAIN, "\"");
    text_add_char(text, '"');
}

void test_add_text(struct text *text, const struct test *test)
{
    switch (test->kind) {
    case TEST_NUMBER:
        text_add(text, "%" PRId64, test->low);
        break;
    case TEST_TEXT:
        add_words(text, "", test);
        break;
    case TEST_BITS:
        text_add(text, "bits(0x%" PRIx64 ")", (uint64_t)test->low);
        break;
    case TEST_RANGE:
        add_range(text, test);
        break;
    case TEST_PATTERN:
        add_words(text, test->is_glob ? "glob" : "re", test);
        break;
    case TEST_UNDER:
        add_words(text, "under", test);
        break;
    case TEST_NETWORK:
        add_words(text, "net", test);
        break;
    case TEST_UNIX:
        add_words(text, "unix", test);
        break;
    case TEST_PRESENT:
        text_add_string(text, "there");
        break;
    case TEST_ANY:
        add_list(text, "any", test);
        break;
    case TEST_NONE:
        add_list(text, "none", test);
        break;
    }
}
