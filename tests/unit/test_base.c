/* Arena, text, quoting and suggestions: the rules that all other modules lean on. */
#include "core/base/arena.h"
#include "core/base/quote.h"
#include "core/base/suggest.h"
#include "core/base/text.h"
#include "tests/unit/suite.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct text text;

static const char *quoted(const char *bytes, size_t length, enum quote_style style)
{
    text_clear(&text);
    quote_string(&text, bytes, length, style);
    return text.bytes;
}

static const char *json(const char *bytes)
{
    text_clear(&text);
    quote_json(&text, bytes, strlen(bytes));
    return text.bytes;
}

static const char *shown(const char *bytes)
{
    text_clear(&text);
    quote_for_terminal(&text, bytes, strlen(bytes));
    return text.bytes;
}

/* Whatever was written before, and whichever block it was in. */
START_TEST(arena_gives_zeroed_memory_again)
{
    struct arena arena = {0};
    for (size_t size = 1; size < 20000; size *= 3) {
        for (int i = 0; i < 5; i++)
            memset(arena_alloc(&arena, size), 0xff, size);
        arena_empty(&arena);
        for (int i = 0; i < 5; i++) {
            const unsigned char *bytes = arena_alloc(&arena, size);
            for (size_t k = 0; k < size; k++)
                ck_assert_uint_eq(bytes[k], 0);
        }
    }
    arena_finish(&arena);
}
END_TEST

START_TEST(arena_gives_zeroed_aligned_memory)
{
    static const unsigned char zeros[9000];
    struct arena arena = {0};
    for (size_t size = 0; size < sizeof zeros; size += 37) {
        unsigned char *bytes = arena_alloc(&arena, size);
        ck_assert_uint_eq((uintptr_t)bytes % 16, 0);
        ck_assert_mem_eq(bytes, zeros, size);
        memset(bytes, 0xff, size);
    }
    arena_empty(&arena);
    ck_assert_uint_eq(*(unsigned char *)arena_alloc(&arena, 1), 0);
    ck_assert_str_eq(arena_copy(&arena, "abc", 4), "abc");
    arena_finish(&arena);
    ck_assert_ptr_null(arena.blocks);
}
END_TEST

START_TEST(text_takes_pieces_of_any_length)
{
    const char bytes[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    for (size_t length = 0; length < sizeof bytes; length++) {
        text_clear(&text);
        text_add_char(&text, '<');
        text_add_bytes(&text, bytes, length);
        text_add_char(&text, '>');
        ck_assert_uint_eq(text.length, length + 2);
        ck_assert_mem_eq(text.bytes + 1, bytes, length);
        ck_assert_str_eq(text.bytes + 1 + length, ">");
    }
}
END_TEST

START_TEST(text_writes_numbers)
{
    text_clear(&text);
    text_add_decimal(&text, INT64_MIN);
    text_add_char(&text, ' ');
    text_add_unsigned(&text, UINT64_MAX);
    text_add_char(&text, ' ');
    text_add_hex(&text, 0);
    text_add_char(&text, ' ');
    text_add_hex(&text, UINT64_MAX);
    text_add_char(&text, ' ');
    text_add_octal(&text, 0644);
    text_add_spaces(&text, 3);
    text_add(&text, "%d%s", 7, "x");
    ck_assert_str_eq(text.bytes, "-9223372036854775808 18446744073709551615 0 "
                                 "0xffffffffffffffff 0644   7x");
}
END_TEST

START_TEST(text_grows)
{
    struct text line = {0};
    for (int i = 0; i < 1000; i++)
        text_add(&line, "%04d", i);
    ck_assert_uint_eq(line.length, 4000);
    ck_assert_str_eq(line.bytes + 3996, "0999");
    text_finish(&line);
    ck_assert_ptr_null(line.bytes);
}
END_TEST

START_TEST(quotes_like_strace)
{
    ck_assert_str_eq(quoted("a\"b\\\n\t", 6, QUOTE_PLAIN), "\"a\\\"b\\\\\\n\\t\"");
    ck_assert_str_eq(quoted("\1x\0018\0017\0", 7, QUOTE_PLAIN), "\"\\1x\\18\\0017\\0\"");
    ck_assert_str_eq(quoted("\177\200\0338", 4, QUOTE_PLAIN), "\"\\177\\200\\338\"");
    ck_assert_str_eq(quoted("a\t", 2, QUOTE_HEX_IF_NON_ASCII), "\"a\\t\"");
    ck_assert_str_eq(quoted("a\1", 2, QUOTE_HEX_IF_NON_ASCII), "\"\\x61\\x01\"");
    ck_assert_str_eq(quoted("ab", 2, QUOTE_HEX), "\"\\x61\\x62\"");
    ck_assert_str_eq(quoted("a\1\n", 3, QUOTE_HEX_CHARS), "\"a\\x01\\n\"");
    text_clear(&text);
    quote_escape(&text, "/a<b>", 5, QUOTE_PLAIN, "<>");
    ck_assert_str_eq(text.bytes, "/a\\74b\\76");
}
END_TEST

START_TEST(json_is_always_valid)
{
    ck_assert_str_eq(json("a\"\\\n\x7f"), "\"a\\\"\\\\\\n\\u007f\"");
    ck_assert_str_eq(json("\xc3\xa9\xff\xc3"), "\"\xc3\xa9\\u00ff\\u00c3\"");
    ck_assert_str_eq(json("\xd8\x9c\xe2\x80\xae\xe2\x81\xa9\xe2\x80\xaf"),
                     "\"\\u061c\\u202e\\u2069\xe2\x80\xaf\"");
    ck_assert_str_eq(json("\xc0\x80\xed\xa0\x80"), "\"\\u00c0\\u0080\\u00ed\\u00a0\\u0080\"");
}
END_TEST

START_TEST(a_terminal_obeys_nothing)
{
    ck_assert_str_eq(shown("a\t\\\n\xc3\xa9"), "a\t\\\n\xc3\xa9");
    ck_assert_str_eq(shown("\033[2J\r\177\b"), "\\33[2J\\r\\177\\10");
    ck_assert_str_eq(shown("\xc2\x9b\x9b\xc3"), "\\302\\233\\233\\303");
    ck_assert_str_eq(shown("x\xe2\x80\xae"), "x\\342\\200\\256");
}
END_TEST

START_TEST(suggests_the_nearest)
{
    struct suggestion s = {.word = "opneat"};
    suggest_offer(&s, "open");
    suggest_offer(&s, "openat");
    suggest_offer(&s, "openat2");
    ck_assert_str_eq(s.best, "openat");
    struct suggestion none = {.word = "zzz"};
    suggest_offer(&none, "read");
    ck_assert_ptr_null(none.best);
    struct suggestion same = {.word = "none"};
    suggest_offer(&same, "none");
    ck_assert_ptr_null(same.best);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("base");
    tcase_add_test(cases, arena_gives_zeroed_aligned_memory);
    tcase_add_test(cases, arena_gives_zeroed_memory_again);
    tcase_add_test(cases, text_takes_pieces_of_any_length);
    tcase_add_test(cases, text_writes_numbers);
    tcase_add_test(cases, text_grows);
    tcase_add_test(cases, quotes_like_strace);
    tcase_add_test(cases, json_is_always_valid);
    tcase_add_test(cases, a_terminal_obeys_nothing);
    tcase_add_test(cases, suggests_the_nearest);
    int status = suite_run("base", (TCase *[]){cases, NULL});
    text_finish(&text);
    return status;
}
