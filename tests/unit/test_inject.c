/* Rules that act: the words of strace's injections, schedules, tests of answers, addresses. */
#include "core/filter/words.h"
#include "core/inject/duration.h"
#include "core/inject/inject.h"
#include "core/inject/kernel.h"
#include "tests/unit/suite.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static bool parses(const char *words, enum inject_words kind)
{
    char *why = NULL, *warning = NULL;
    struct injector *injector = injector_create();
    bool is_good = injector_parse(injector, words, kind, &why, &warning);
    ck_assert(is_good == (why == NULL));
    free(why);
    free(warning);
    injector_destroy(injector);
    return is_good;
}

static struct inject_rule *rule_of(struct injector *injector, const char *words)
{
    char *why = NULL, *warning = NULL;
    ck_assert_msg(injector_parse(injector, words, INJECT_WORDS, &why, &warning), "%s", why);
    free(warning);
    size_t n = 0;
    while (injector_rule_at(injector, n))
        n++;
    return (struct inject_rule *)injector_rule_at(injector, n - 1);
}

START_TEST(strace_words_are_read)
{
    ck_assert(parses("openat:error=EACCES", INJECT_WORDS));
    ck_assert(parses("openat:retval=0x10:when=2+", INJECT_WORDS));
    ck_assert(parses("openat:signal=SIGUSR1:delay_enter=5ms", INJECT_WORDS));
    ck_assert(parses("openat:error=22:syscall=getpid", INJECT_WORDS));
    ck_assert(parses("openat", FAULT_WORDS));
    ck_assert(parses("openat:error=EIO:when=1..5+2", FAULT_WORDS));
    ck_assert(parses("write:short=7", INJECT_WORDS));
    ck_assert(parses("read:short=half:when=3", INJECT_WORDS));
    ck_assert(parses("write,writev:error=ENOSPC:after_bytes=4096", INJECT_WORDS));
    ck_assert(parses("read:corrupt=2", INJECT_WORDS));
    ck_assert(parses("read:poke_enter=@arg2=4142,@arg3=00:poke_exit=@arg7=ff", INJECT_WORDS));
}
END_TEST

START_TEST(wrong_words_are_refused)
{
    static const char *const wrong[] = {
        "openat",
        "openat:error=FOO",
        "openat:error=0",
        "openat:error=4096",
        "openat:error=EIO:retval=3",
        "openat:error=EIO:error=EIO",
        "openat:when=1",
        "openat:error=EIO:when=0",
        "openat:retval=x",
        "openat:error=EIO:when=70000",
        "openat:poke_enter=@arg8=41",
        "openat:poke_enter=@arg2=4",
        "openat:poke_enter=@arg2=4x",
        "openat:poke_exit=@arg2=41,@arg2=42",
        "openat:poke_exit=@arg2=41@arg3=42",
        "openat:poke_exit=",
        "openat:error=EIO:when=5..3",
        "openat:signal=NONE",
        "openat:error=EIO:syscall=openat",
        "openat:signal=1:syscall=getpid",
        "nosuch:error=EIO",
        "openat:delay_enter=-1",
        "openat:delay_enter=1x",
        "write:short=0",
        "write:short=-1",
        "openat:short=7",
        "write:after_bytes=100",
        "openat:error=EIO:after_bytes=1",
        "read:corrupt=0",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!parses(wrong[i], INJECT_WORDS), "%s", wrong[i]);
    ck_assert(!parses("openat:retval=1", FAULT_WORDS));
    ck_assert(!parses("openat:signal=1", FAULT_WORDS));
}
END_TEST

START_TEST(the_later_rule_wins_for_a_call_named_twice)
{
    struct injector *injector = injector_create();
    struct inject_rule *first = rule_of(injector, "openat,close:error=EIO");
    struct inject_rule *second = rule_of(injector, "openat:error=EACCES");
    unsigned openat_number = (unsigned)describe_number(ABI_X86_64, "openat");
    unsigned close_number = (unsigned)describe_number(ABI_X86_64, "close");
    ck_assert(!call_set_has(&first->calls, ABI_X86_64, openat_number));
    ck_assert(call_set_has(&first->calls, ABI_X86_64, close_number));
    ck_assert(call_set_has(&second->calls, ABI_X86_64, openat_number));
    injector_destroy(injector);
}
END_TEST

/* The calls of 1..12 that a schedule chooses, as digits and letters: 1 to c. */
static const char *chosen(const char *words)
{
    static char text[16];
    struct event event = {0};
    struct schedule schedule = {.per = PER_RUN};
    size_t n = 0;
    ck_assert_msg(schedule_parse(&schedule, words), "%s", words);
    for (unsigned i = 1; i <= 12; i++)
        if (schedule_fires(&schedule, &event))
            text[n++] = "0123456789abc"[i];
    text[n] = '\0';
    schedule_finish(&schedule);
    return text;
}

START_TEST(when_chooses_calls)
{
    ck_assert_str_eq(chosen("3"), "3");
    ck_assert_str_eq(chosen("10+"), "abc");
    ck_assert_str_eq(chosen("2+4"), "26a");
    ck_assert_str_eq(chosen("2..4"), "234");
    ck_assert_str_eq(chosen("2..9+3"), "258");
    ck_assert_str_eq(chosen("4..6+"), "456");
}
END_TEST

START_TEST(nth_every_and_times_go_together)
{
    struct event event = {0};
    struct schedule schedule = {.every = 3, .times = 2};
    unsigned fired = 0;
    for (unsigned i = 1; i <= 12; i++)
        if (schedule_fires(&schedule, &event))
            fired |= 1u << i;
    ck_assert_uint_eq(fired, 1u << 3 | 1u << 6);
    schedule_finish(&schedule);
}
END_TEST

START_TEST(durations_have_units)
{
    uint64_t ns;
    ck_assert(duration_parse("50ms", 0, &ns) && ns == 50000000);
    ck_assert(duration_parse("1.5s", 0, &ns) && ns == 1500000000);
    ck_assert(duration_parse("7", 1000, &ns) && ns == 7000);
    ck_assert(!duration_parse("7", 0, &ns));
    ck_assert(!duration_parse("", 1000, &ns));
    ck_assert(!duration_parse("-1s", 0, &ns));
    ck_assert(!duration_parse("1e99s", 0, &ns));
    ck_assert(!duration_parse("nans", 0, &ns));
}
END_TEST

static struct answer text_answer(const char *text)
{
    return (struct answer){.is_text = true, .text = text, .length = strlen(text)};
}

static struct answer number_answer(int64_t number, unsigned width)
{
    return (struct answer){.is_number = true, .number = number, .width = width};
}

START_TEST(numbers_are_compared_in_the_width_of_the_argument)
{
    struct test test = test_number(0xffffff9c);
    struct answer narrow = number_answer(-100, 4), wide = number_answer(-100, 8);
    ck_assert(test_holds(&test, &narrow));
    ck_assert(!test_holds(&test, &wide));
}
END_TEST

START_TEST(none_is_false_where_there_is_nothing)
{
    struct test none = test_list(TEST_NONE);
    struct answer nothing = {0}, one = number_answer(1, 4), two = number_answer(2, 4);
    test_add(&none, test_number(1));
    ck_assert(!test_holds(&none, &nothing));
    ck_assert(!test_holds(&none, &one));
    ck_assert(test_holds(&none, &two));
    test_finish(&none);
}
END_TEST

START_TEST(under_is_a_directory_not_a_prefix)
{
    struct test under = test_text(TEST_UNDER, "/etc/", 5), root = test_text(TEST_UNDER, "/", 1);
    struct answer inside = text_answer("/etc/hosts"), itself = text_answer("/etc");
    struct answer beside = text_answer("/etcetera");
    ck_assert(test_holds(&under, &inside));
    ck_assert(test_holds(&under, &itself));
    ck_assert(!test_holds(&under, &beside));
    ck_assert(test_holds(&root, &beside));
    test_finish(&under);
    test_finish(&root);
}
END_TEST

START_TEST(globs_match_whole_paths_and_regexes_anywhere)
{
    char *why = NULL;
    struct test glob, regex, bad;
    struct answer path = text_answer("/etc/hosts"), deeper = text_answer("/etc/apt/hosts");
    ck_assert(test_glob(&glob, "/etc/*", 6, &why));
    ck_assert(test_regex(&regex, "h.sts$", 6, &why));
    ck_assert(test_holds(&glob, &path));
    ck_assert(!test_holds(&glob, &deeper));
    ck_assert(test_holds(&regex, &deeper));
    ck_assert(!test_regex(&bad, "(", 1, &why));
    ck_assert_ptr_nonnull(strstr(why, "regular expression"));
    free(why);
    test_finish(&glob);
    test_finish(&regex);
}
END_TEST

static bool is_in(const char *words, int family, const uint8_t *bytes)
{
    char *why = NULL;
    struct network network;
    struct address address = {.family = family};
    memcpy(address.bytes, bytes, family == AF_INET ? 4 : 16);
    ck_assert_msg(network_parse(&network, words, &why), "%s", why);
    return network_holds(&network, &address);
}

START_TEST(networks_hold_addresses)
{
    static const uint8_t loopback[] = {127, 0, 0, 1}, other[] = {128, 0, 0, 1};
    static const uint8_t loopback6[16] = {[15] = 1}, mapped[16] = {[10] = 255, 255, 127, 0, 0, 1};
    char *why = NULL;
    struct network network;
    ck_assert(is_in("127.0.0.0/8", AF_INET, loopback));
    ck_assert(!is_in("127.0.0.0/8", AF_INET, other));
    ck_assert(is_in("127.0.0.0/0", AF_INET, other));
    ck_assert(is_in("127.0.0.1", AF_INET, loopback));
    ck_assert(is_in("::1", AF_INET6, loopback6));
    ck_assert(!is_in("::1", AF_INET, loopback));
    ck_assert(is_in("127.0.0.0/8", AF_INET6, mapped));
    ck_assert(!network_parse(&network, "127.0.0.0/33", &why));
    free(why);
    ck_assert(!network_parse(&network, "localhost", &why));
    free(why);
}
END_TEST

START_TEST(addresses_too_short_or_long_are_bounded)
{
    struct address address;
    char bytes[256];
    memset(bytes, 'x', sizeof bytes);
    sa_family_t family = AF_UNIX;
    memcpy(bytes, &family, sizeof family);
    ck_assert(!address_parse(&address, bytes, 1));
    ck_assert(address_parse(&address, bytes, sizeof bytes));
    ck_assert_uint_eq(strlen(address.path), sizeof address.path - 1);
    ck_assert(address_parse(&address, bytes, 2));
    ck_assert_str_eq(address.path, "");
}
END_TEST

START_TEST(where_takes_out_calls_that_can_never_match)
{
    char *why = NULL;
    struct call_set calls;
    struct where where = {0};
    ck_assert(words_parse(&calls, "openat getpid", WORDS_SCRIPT, &why));
    where_add(&where, "flags", test_number(0));
    ck_assert_ptr_null(where_narrow(&where, &calls));
    ck_assert(call_set_has(&calls, ABI_X86_64, (unsigned)describe_number(ABI_X86_64, "openat")));
    ck_assert(!call_set_has(&calls, ABI_X86_64, (unsigned)describe_number(ABI_X86_64, "getpid")));
    where_add(&where, "nonsense", test_number(0));
    ck_assert_str_eq(where_narrow(&where, &calls), "nonsense");
    where_finish(&where);
}
END_TEST

/* The sets of tests that the kernel gets, as text. */
static char sets[256];

static void add_set(void *self, const struct word_test *tests, unsigned n_tests)
{
    (void)self;
    for (unsigned i = 0; i < n_tests; i++)
        if (tests[i].relation == WORD_MASKED)
            snprintf(sets + strlen(sets), sizeof sets - strlen(sets), "%u&%llx=%llx ",
                     tests[i].slot, (unsigned long long)tests[i].mask,
                     (unsigned long long)tests[i].value);
        else
            snprintf(sets + strlen(sets), sizeof sets - strlen(sets), "%u%c%llx ", tests[i].slot,
                     tests[i].relation == WORD_AT_LEAST ? '>' : '<',
                     (unsigned long long)tests[i].value);
    strcat(sets, "; ");
}

static bool narrows(const struct where *where, const char *name)
{
    sets[0] = '\0';
    uint64_t number = (uint64_t)describe_number(ABI_X86_64, name);
    const struct kernel_listener to = {add_set, NULL};
    return kernel_narrows(where, ABI_X86_64, number, &to);
}

START_TEST(the_kernel_tests_integers_in_their_width)
{
    struct where where = {0};
    struct test choice = test_list(TEST_ANY);
    ck_assert(!narrows(&where, "openat"));
    where_add(&where, "dirfd", test_number(-100));
    where_add(&where, "pathname", test_text(TEST_TEXT, "/x", 2));
    ck_assert(narrows(&where, "openat"));
    ck_assert_str_eq(sets, "0&ffffffff=ffffff9c ; ");
    test_add(&choice, test_number(1));
    test_add(&choice, test_number(2));
    where_add(&where, "flags", choice);
    ck_assert(narrows(&where, "openat"));
    ck_assert_str_eq(sets,
                     "0&ffffffff=ffffff9c 2&ffffffff=1 ; 0&ffffffff=ffffff9c 2&ffffffff=2 ; ");
    where_finish(&where);
}
END_TEST

START_TEST(the_kernel_tests_nothing_that_stands_in_memory)
{
    struct where where = {0};
    where_add(&where, "pathname", test_text(TEST_TEXT, "/x", 2));
    ck_assert(!narrows(&where, "openat"));
    where_finish(&where);
}
END_TEST

/* A range of one argument of one call, and the sets that the kernel gets; "" for none. */
static const struct range {
    const char *call, *name;
    int64_t low, high;
    const char *sets;
} ranges[] = {
    {"read", "count", 4097, INT64_MAX, "2>1001 ; "},
    {"read", "count", INT64_MIN, 10, "2<a ; 2>8000000000000000 ; "},
    {"read", "count", 5, 10, "2>5 ; "},
    {"read", "fd", 3, INT64_MAX, "0>3 ; "},
    {"read", "fd", 0, INT64_MAX, "0&80000000=0 ; "},
    {"read", "fd", INT64_MIN, -1, "0&80000000=80000000 ; "},
    {"read", "fd", INT64_MIN, 2, "0<2 ; 0>80000000 ; "},
    {"read", "fd", 0, 2, "0<2 ; 0>100000000 ; "},
    {"read", "fd", INT64_MIN, INT64_MAX, ""},
    {"read", "count", INT64_MIN, INT64_MAX, ""},
    {"read", "fd", 5, 4, ""},
};

START_TEST(the_kernel_tests_ranges_a_little_more_widely)
{
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        struct where where = {0};
        where_add(&where, ranges[i].name, test_range(ranges[i].low, ranges[i].high));
        ck_assert_msg(narrows(&where, ranges[i].call) == (ranges[i].sets[0] != '\0'), "%zu", i);
        ck_assert_str_eq(sets, ranges[i].sets);
        where_finish(&where);
    }
}
END_TEST

int main(void)
{
    TCase *rules = tcase_create("rules"), *tests = tcase_create("tests");
    tcase_add_test(rules, strace_words_are_read);
    tcase_add_test(rules, wrong_words_are_refused);
    tcase_add_test(rules, the_later_rule_wins_for_a_call_named_twice);
    tcase_add_test(rules, when_chooses_calls);
    tcase_add_test(rules, nth_every_and_times_go_together);
    tcase_add_test(rules, durations_have_units);
    tcase_add_test(tests, numbers_are_compared_in_the_width_of_the_argument);
    tcase_add_test(tests, none_is_false_where_there_is_nothing);
    tcase_add_test(tests, under_is_a_directory_not_a_prefix);
    tcase_add_test(tests, globs_match_whole_paths_and_regexes_anywhere);
    tcase_add_test(tests, networks_hold_addresses);
    tcase_add_test(tests, addresses_too_short_or_long_are_bounded);
    tcase_add_test(tests, the_kernel_tests_integers_in_their_width);
    tcase_add_test(tests, the_kernel_tests_nothing_that_stands_in_memory);
    tcase_add_test(tests, the_kernel_tests_ranges_a_little_more_widely);
    tcase_add_test(tests, where_takes_out_calls_that_can_never_match);
    return suite_run("inject", (TCase *[]){rules, tests, NULL});
}
