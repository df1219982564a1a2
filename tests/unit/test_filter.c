/* The user's words for calls, signals, descriptors and statuses. */
#include "core/filter/selection.h"
#include "core/filter/words.h"
#include "tests/unit/suite.h"
#include <stdlib.h>
#include <string.h>

enum { X86_64, I386 };

static struct call_set set;
static char *why;

static bool parse(const char *words, enum words_dialect dialect)
{
    free(why);
    why = NULL;
    return words_parse(&set, words, dialect, &why);
}

static bool has(const char *name, unsigned abi)
{
    int number = describe_number(abi, name);
    return number >= 0 && call_set_has(&set, abi, (uint64_t)number);
}

START_TEST(names_are_for_all_machines)
{
    ck_assert(parse("openat,close", WORDS_STRACE));
    ck_assert(has("openat", X86_64) && has("openat", I386) && has("close", X86_64));
    ck_assert(!has("read", X86_64));
}
END_TEST

START_TEST(designators_choose_a_machine)
{
    ck_assert(parse("openat@64", WORDS_STRACE));
    ck_assert(has("openat", X86_64) && !has("openat", I386));
    ck_assert(parse("all@32", WORDS_STRACE));
    ck_assert(!has("openat", X86_64) && has("openat", I386));
    ck_assert(!parse("openat@99", WORDS_STRACE));
    ck_assert_str_eq(why, "incorrect personality designator '99' in qualification 'openat@99'");
}
END_TEST

static bool is_empty(const struct call_set *calls)
{
    const struct call_set nothing = {0};
    return memcmp(calls, &nothing, sizeof nothing) == 0;
}

START_TEST(marks_invert_and_forgive)
{
    ck_assert(parse("!openat", WORDS_STRACE));
    ck_assert(!has("openat", X86_64) && has("read", X86_64));
    ck_assert(parse("!!openat", WORDS_STRACE));
    ck_assert(has("openat", X86_64) && !has("read", X86_64));
    ck_assert(parse("?nosuchcall", WORDS_STRACE));
    ck_assert(is_empty(&set));
    ck_assert(parse("none", WORDS_STRACE) && is_empty(&set));
    ck_assert(parse("!none", WORDS_STRACE) && call_set_is_full(&set));
    ck_assert(!parse("open,none", WORDS_STRACE));
}
END_TEST

START_TEST(numbers_and_patterns)
{
    ck_assert(parse("0", WORDS_STRACE));
    ck_assert(has("read", X86_64) && call_set_has(&set, I386, 0));
    ck_assert(!parse("9999", WORDS_STRACE));
    ck_assert(parse("/^open", WORDS_STRACE));
    ck_assert(has("open", X86_64) && has("openat", I386) && !has("mq_open", X86_64));
    ck_assert(!parse("/x[", WORDS_STRACE));
    ck_assert_ptr_nonnull(strstr(why, "regcomp: x["));
}
END_TEST

START_TEST(classes)
{
    ck_assert(parse("%file", WORDS_STRACE));
    ck_assert(has("openat", X86_64) && !has("read", X86_64));
    ck_assert(parse("desc", WORDS_STRACE));
    ck_assert(has("read", X86_64));
    ck_assert(!parse("%nosuchclass", WORDS_STRACE));
    ck_assert(parse("%write", WORDS_SCRIPT));
    ck_assert(has("write", X86_64));
    ck_assert(!parse("%write", WORDS_STRACE));
}
END_TEST

static unsigned count(unsigned abi)
{
    unsigned n = 0;
    for (unsigned number = 0; number < describe_number_limit(abi); number++)
        n += describe_call(abi, number) && call_set_has(&set, abi, number);
    return n;
}

/* What strace 7.2's manual and output make of x86-64. */
START_TEST(classes_are_as_large_as_strace_has_them)
{
    static const struct {
        const char *words;
        unsigned n_calls;
    } sizes[] = {{"%file", 75}, {"%process", 16}, {"%network", 21}, {"%signal", 17},
                 {"%ipc", 12},  {"%memory", 28},  {"%creds", 19},   {"%clock", 8},
                 {"%pure", 8},  {"%stat", 1},     {"%lstat", 1},    {"%fstat", 3},
                 {"%%stat", 5}, {"%statfs", 1},   {"%fstatfs", 1},  {"%%statfs", 3},
                 {"%desc", 132}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ck_assert(parse(sizes[i].words, WORDS_STRACE));
        ck_assert_msg(count(X86_64) == sizes[i].n_calls, "%s: %u", sizes[i].words, count(X86_64));
    }
}
END_TEST

START_TEST(names_may_have_several_numbers)
{
    ck_assert(parse("socket@32", WORDS_STRACE));
    ck_assert(call_set_has(&set, I386, 359));
    ck_assert_uint_eq(count(X86_64), 0);
}
END_TEST

START_TEST(scripts_add_and_take_out)
{
    ck_assert(parse("%file !openat", WORDS_SCRIPT));
    ck_assert(has("open", X86_64) && !has("openat", X86_64) && !has("read", X86_64));
    ck_assert(parse("* !read", WORDS_SCRIPT));
    ck_assert(has("write", X86_64) && !has("read", X86_64));
    ck_assert(parse("/^open(at)?$/ close", WORDS_SCRIPT));
    ck_assert(has("openat", X86_64) && has("close", X86_64) && !has("openat2", X86_64));
    ck_assert(!parse("", WORDS_SCRIPT));
}
END_TEST

START_TEST(wrong_words_name_the_right_ones)
{
    ck_assert(!parse("opneat", WORDS_STRACE));
    ck_assert_str_eq(why, "invalid system call 'opneat', did you mean 'openat'?");
    ck_assert(!parse("%netwrk", WORDS_STRACE));
    ck_assert_str_eq(why, "invalid system call '%netwrk', did you mean '%network'?");
    ck_assert(!parse("zzzzzz", WORDS_STRACE));
    ck_assert_str_eq(why, "invalid system call 'zzzzzz'");
}
END_TEST

START_TEST(numbers_may_be_listed_or_left_out)
{
    struct number_set numbers = {0};
    ck_assert(number_set_parse_fds(&numbers, "3,5", &why));
    ck_assert(number_set_has(&numbers, 3) && !number_set_has(&numbers, 4));
    ck_assert(number_set_parse_fds(&numbers, "!3", &why));
    ck_assert(!number_set_has(&numbers, 3) && number_set_has(&numbers, 70000));
    ck_assert(number_set_parse_signals(&numbers, "SIGINT,term", &why));
    ck_assert(number_set_has(&numbers, 2) && number_set_has(&numbers, 15));
    ck_assert(number_set_parse_signals(&numbers, "none", &why));
    ck_assert(!number_set_has(&numbers, 2));
    free(why);
    ck_assert(!number_set_parse_signals(&numbers, "SIGFOO", &why));
    number_set_finish(&numbers);
}
END_TEST

START_TEST(statuses)
{
    unsigned bits;
    ck_assert(selection_parse_statuses(&bits, "failed,unfinished", &why));
    ck_assert_uint_eq(bits, STATUS_FAILED | STATUS_UNFINISHED);
    ck_assert(selection_parse_statuses(&bits, "!successful", &why));
    ck_assert_uint_eq(bits, STATUS_ALL & ~STATUS_SUCCESSFUL);
    free(why);
    ck_assert(!selection_parse_statuses(&bits, "succesful", &why));
    ck_assert_str_eq(why, "invalid status 'succesful', did you mean 'successful'?");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("filter");
    tcase_add_test(cases, names_are_for_all_machines);
    tcase_add_test(cases, designators_choose_a_machine);
    tcase_add_test(cases, marks_invert_and_forgive);
    tcase_add_test(cases, numbers_and_patterns);
    tcase_add_test(cases, classes);
    tcase_add_test(cases, classes_are_as_large_as_strace_has_them);
    tcase_add_test(cases, names_may_have_several_numbers);
    tcase_add_test(cases, scripts_add_and_take_out);
    tcase_add_test(cases, wrong_words_name_the_right_ones);
    tcase_add_test(cases, numbers_may_be_listed_or_left_out);
    tcase_add_test(cases, statuses);
    int status = suite_run("filter", (TCase *[]){cases, NULL});
    free(why);
    return status;
}
