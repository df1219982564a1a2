/* Which calls listeners want: asked once, by number and machine. */
#include "core/trace/wants.h"
#include "tests/unit/suite.h"
#include <stdlib.h>
#include <string.h>

static unsigned want_two(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    (void)self;
    (void)call;
    if (abi == ABI_X86_64 && number == 2)
        return EVENT_ENTER | EVENT_LEAVE | EVENT_SIGNAL;
    return abi == ABI_I386 && number == 5 ? EVENT_LEAVE : 0;
}

static unsigned want_unknown(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    (void)self;
    (void)call;
    return number >= describe_number_limit(abi) ? EVENT_ENTER : 0;
}

static struct wants wants, more;

START_TEST(each_number_is_asked_for)
{
    struct listener listener = {.kinds = ~0u, .wants = want_two};
    wants_ask(&wants, &listener);
    ck_assert(wants.wants_any);
    ck_assert_uint_eq(wants_of(&wants, ABI_X86_64, 2), EVENT_ENTER | EVENT_LEAVE);
    ck_assert_uint_eq(wants_of(&wants, ABI_I386, 2), 0);
    ck_assert_uint_eq(wants_of(&wants, ABI_I386, 5), EVENT_LEAVE);
    ck_assert_uint_eq(wants_of(&wants, ABI_X86_64, UINT64_MAX), 0);
    wants_finish(&wants);
}
END_TEST

START_TEST(only_what_is_heard_is_wanted)
{
    struct listener listener = {.kinds = EVENT_LEAVE, .wants = want_two};
    wants_ask(&wants, &listener);
    ck_assert_uint_eq(wants_of(&wants, ABI_X86_64, 2), EVENT_LEAVE);
    wants_finish(&wants);
    listener.kinds = EVENT_EXIT;
    wants_ask(&wants, &listener);
    ck_assert(!wants.wants_any);
    wants_finish(&wants);
}
END_TEST

START_TEST(without_a_choice_all_is_wanted)
{
    struct listener listener = {.kinds = EVENT_ENTER};
    wants_ask(&wants, &listener);
    ck_assert_uint_eq(wants_of(&wants, ABI_I386, 0), EVENT_ENTER);
    ck_assert_uint_eq(wants_of(&wants, ABI_X86_64, 100000), EVENT_ENTER);
    ck_assert(wants_are_all(&wants));
    wants_finish(&wants);
}
END_TEST

START_TEST(several_listeners_add_up)
{
    struct listener two = {.kinds = ~0u, .wants = want_two};
    struct listener unknown = {.kinds = ~0u, .wants = want_unknown};
    wants_ask(&wants, &two);
    wants_ask(&more, &unknown);
    wants_join(&wants, &more);
    ck_assert_uint_eq(wants_of(&wants, ABI_X86_64, 2), EVENT_ENTER | EVENT_LEAVE);
    ck_assert_uint_eq(wants_of(&wants, ABI_X86_64, 3), 0);
    ck_assert(!wants_are_all(&wants));
    ck_assert_uint_eq(wants_of(&wants, ABI_X86_64, 5000), EVENT_ENTER);
    wants_finish(&wants);
    wants_finish(&more);
}
END_TEST

START_TEST(nothing_asked_is_nothing_wanted)
{
    ck_assert_uint_eq(wants_of(&wants, ABI_X86_64, 2), 0);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("wants");
    tcase_add_test(tests, each_number_is_asked_for);
    tcase_add_test(tests, only_what_is_heard_is_wanted);
    tcase_add_test(tests, without_a_choice_all_is_wanted);
    tcase_add_test(tests, several_listeners_add_up);
    tcase_add_test(tests, nothing_asked_is_nothing_wanted);
    return suite_run("wants", (TCase *[]){tests, NULL});
}
