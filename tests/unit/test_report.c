/* Values as text and as JSON, and where lines go. The values are made by hand. */
#include "core/abi/abi.h"
#include "core/base/notice.h"
#include "core/base/text.h"
#include "core/decode/syscall.h"
#include "core/report/colors.h"
#include "core/report/json.h"
#include "core/report/output.h"
#include "core/report/value_text.h"
#include "tests/unit/suite.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct type int_type = {.kind = TYPE_NUMBER, .flags = TYPE_SIGNED, .size = {4, 4}};
static const struct type string_type = {.kind = TYPE_STRING};
static const struct type pointer_type = {.kind = TYPE_POINTER};
static const struct type array_type = {.kind = TYPE_ARRAY};
static const struct type struct_type = {.kind = TYPE_STRUCT};

static struct style style;
static struct text text;

static const char *written(const struct value *v)
{
    struct syscall syscall = {.abi = abi_get(ABI_X86_64)};
    struct value_view view = {.style = &style, .syscall = &syscall, .is_brief = true};
    text_clear(&text);
    value_text_add(&text, v, &view);
    return text.bytes;
}

static const char *json(const struct value *v)
{
    text_clear(&text);
    json_add_value(&text, v, ABI_X86_64);
    return text.bytes;
}

/* A value of an argument's type, by the argument's name. */
static struct value argument(const char *call_name, const char *name, uint64_t bits)
{
    const struct call *call = describe_call_named(call_name);
    int i = describe_arg_named(call, name);
    ck_assert_int_ge(i, 0);
    return (struct value){.type = &describe_types[describe_arg(call, (unsigned)i)->type],
                          .bits = bits};
}

static void setup(void)
{
    style_init(&style);
}

START_TEST(addresses_stand_for_what_is_not_read)
{
    struct value null = {.type = &pointer_type, .state = VALUE_NULL};
    struct value unreadable = {.type = &string_type, .state = VALUE_UNREADABLE, .bits = 0x10};
    struct value absent = {.type = &int_type, .state = VALUE_ABSENT};
    ck_assert_str_eq(written(&null), "NULL");
    ck_assert_str_eq(written(&unreadable), "0x10");
    ck_assert_str_eq(json(&unreadable), "{\"address\":\"0x10\"}");
    text_clear(&text);
    text_add_char(&text, 'x');
    ck_assert_str_eq(written(&absent), "");
}
END_TEST

START_TEST(numbers_behind_pointers_stand_in_brackets)
{
    struct value number = {.type = &int_type, .bits = (uint64_t)-5};
    struct value pointer = {.type = &pointer_type, .items = &number, .n_items = 1};
    ck_assert_str_eq(written(&pointer), "[-5]");
    ck_assert_str_eq(json(&pointer), "-5");
}
END_TEST

START_TEST(strings_are_quoted_and_cut)
{
    struct value v = {.type = &string_type, .bytes = "a\n\"\033", .length = 4, .end = END_CUT};
    ck_assert_str_eq(written(&v), "\"a\\n\\\"\\33\"...");
    ck_assert_str_eq(json(&v), "{\"text\":\"a\\n\\\"\\u001b\",\"cut\":true}");
    style.strings = QUOTE_HEX;
    ck_assert_str_eq(written(&v), "\"\\x61\\x0a\\x22\\x1b\"...");
}
END_TEST

START_TEST(arrays_tell_how_they_end)
{
    struct value items[] = {{.type = &int_type, .bits = 1}, {.type = &int_type, .bits = 2}};
    struct value v = {.type = &array_type, .items = items, .n_items = 2};
    ck_assert_str_eq(written(&v), "[1, 2]");
    v.end = END_CUT;
    ck_assert_str_eq(written(&v), "[1, 2, ...]");
    v.end = END_UNREADABLE;
    v.rest = 0x1000;
    ck_assert_str_eq(written(&v), "[1, 2, ... /* 0x1000 */]");
    v.n_items = 0;
    v.end = END_WHOLE;
    ck_assert_str_eq(written(&v), "[]");
}
END_TEST

START_TEST(structs_name_their_fields)
{
    const struct call *call = describe_call_named("read");
    const struct field *fd = describe_arg(call, 0), *count = describe_arg(call, 2);
    struct value items[] = {{.type = &int_type, .bits = 3, .field = fd},
                            {.type = &int_type, .bits = 7, .field = count}};
    struct value v = {.type = &struct_type, .items = items, .n_items = 2};
    ck_assert_str_eq(written(&v), "{fd=3, count=7}");
    ck_assert_str_eq(json(&v), "{\"fd\":3,\"count\":7}");
    v.end = END_CUT;
    ck_assert_str_eq(written(&v), "{fd=3, count=7, ...}");
}
END_TEST

START_TEST(flags_have_three_styles)
{
    struct value v = argument("openat", "flags", 0x80041);
    ck_assert_str_eq(written(&v), "O_WRONLY|O_CREAT|O_CLOEXEC");
    ck_assert_str_eq(json(&v),
                     "{\"value\":524353,\"names\":[\"O_WRONLY\",\"O_CREAT\",\"O_CLOEXEC\"]}");
    v = argument("newfstatat", "flags", 0x1100);
    ck_assert_str_eq(written(&v), "AT_SYMLINK_NOFOLLOW|AT_EMPTY_PATH");
    style.names = NAMES_RAW;
    ck_assert_str_eq(written(&v), "0x1100");
    style.names = NAMES_VERBOSE;
    ck_assert_str_eq(written(&v), "0x1100 /* AT_SYMLINK_NOFOLLOW|AT_EMPTY_PATH */");
}
END_TEST

START_TEST(unknown_bits_stay_numbers)
{
    struct value v = argument("openat", "flags", 0x80000001);
    ck_assert_str_eq(written(&v), "O_WRONLY|0x80000000");
    v = argument("openat", "flags", 0);
    ck_assert_str_eq(written(&v), "O_RDONLY");
}
END_TEST

START_TEST(colors_mark_the_parts_of_a_line)
{
    static const char line[] = "12 open(\"a(\", O_RDONLY /* x */) = -1 ENOENT";
    struct colors colors;
    colors_init(&colors, "syscall=1:argval=2:const=3:comment=4:punct=:error=5:retval=6:no=7");
    text_clear(&text);
    colors_add(&text, line, sizeof line - 1, 0, &colors);
    ck_assert_str_eq(text.bytes, "12 \33[1mopen\33[0m(\33[2m\"a(\"\33[0m, \33[3mO_RDONLY\33[0m "
                                 "\33[4m/* x */\33[0m) = \33[6m-1\33[0m \33[5mENOENT\33[0m");
    text_clear(&text);
    colors_add(&text, line, sizeof line - 1, 13, &colors);
    ck_assert(!strncmp(text.bytes, " \33[3mO_RDONLY", 13));
}
END_TEST

START_TEST(files_hold_what_was_written)
{
    char path[] = "/tmp/moontap-output-XXXXXX", line[64] = "";
    struct output *output;
    char *why = NULL;
    int fd = mkstemp(path);
    ck_assert_int_eq(output_create(&output, path, OUTPUT_TRUNCATE, &why), 0);
    output_write(output, 1, "one\n", 4);
    ck_assert_int_eq(read(fd, line, sizeof line), 0);
    output_flush(output);
    ck_assert_int_eq(read(fd, line, sizeof line), 4);
    output_write(output, 2, "two\n", 4);
    output_destroy(output);
    ck_assert_int_eq(read(fd, line, sizeof line), 4);
    ck_assert_str_eq(line, "two\n");
    close(fd);
    unlink(path);
    ck_assert_int_lt(output_create(&output, "/nonexistent/x", OUTPUT_TRUNCATE, &why), 0);
    ck_assert_str_eq(why, "Can't fopen '/nonexistent/x': No such file or directory");
    free(why);
}
END_TEST

static void flush(void *output)
{
    output_flush(output);
}

START_TEST(a_full_disk_is_told_once)
{
    struct output *output;
    char *why = NULL;
    ck_assert_int_eq(output_create(&output, "/dev/full", OUTPUT_TRUNCATE, &why), 0);
    notice_before(flush, output);
    output_write(output, 1, "one\n", 4);
    output_flush(output);
    output_write(output, 1, "two\n", 4);
    notice_before(NULL, NULL);
    output_destroy(output);
}
END_TEST

START_TEST(threads_have_their_own_files)
{
    char path[] = "/tmp/moontap-threads-XXXXXX", name[64], line[16] = "";
    close(mkstemp(path));
    struct output *output = output_create_separate(path, OUTPUT_TRUNCATE);
    output_write(output, 17, "a\n", 2);
    output_write(output, 18, "b\n", 2);
    output_close_thread(output, 17);
    output_destroy(output);
    snprintf(name, sizeof name, "%s.18", path);
    int fd = open(name, O_RDONLY);
    ck_assert_int_eq(read(fd, line, sizeof line), 2);
    ck_assert_str_eq(line, "b\n");
    close(fd);
    unlink(name);
    snprintf(name, sizeof name, "%s.17", path);
    ck_assert_int_eq(unlink(name), 0);
    unlink(path);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("report");
    tcase_add_checked_fixture(cases, setup, NULL);
    tcase_add_test(cases, addresses_stand_for_what_is_not_read);
    tcase_add_test(cases, numbers_behind_pointers_stand_in_brackets);
    tcase_add_test(cases, strings_are_quoted_and_cut);
    tcase_add_test(cases, arrays_tell_how_they_end);
    tcase_add_test(cases, structs_name_their_fields);
    tcase_add_test(cases, flags_have_three_styles);
    tcase_add_test(cases, unknown_bits_stay_numbers);
    tcase_add_test(cases, colors_mark_the_parts_of_a_line);
    tcase_add_test(cases, files_hold_what_was_written);
    tcase_add_test(cases, a_full_disk_is_told_once);
    tcase_add_test(cases, threads_have_their_own_files);
    int status = suite_run("report", (TCase *[]){cases, NULL});
    text_finish(&text);
    return status;
}
