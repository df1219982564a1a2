/* Decoding against memory that the test makes: every kind of value, and hostile lengths. */
#include "core/base/arena.h"
#include "core/decode/decode.h"
#include "core/tracee/memory.h"
#include "tests/unit/suite.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { BASE = 0x10000, SIZE = 8192 };

static uint8_t bytes[SIZE];
static struct arena arena;

static size_t read_bytes(void *self, uint64_t address, void *to, size_t size)
{
    (void)self;
    if (address < BASE || address >= BASE + SIZE)
        return 0;
    size_t there = BASE + SIZE - address;
    there = there < size ? there : size;
    memcpy(to, bytes + (address - BASE), there);
    return there;
}

static const struct memory memory = {.read = read_bytes};

static struct syscall call_of(enum abi_id abi, const char *name)
{
    const struct call *call = describe_call(abi, (uint64_t)describe_number(abi, name));
    ck_assert_ptr_nonnull(call);
    return (struct syscall){.call = call, .abi = abi_get(abi), .arena = &arena, .memory = &memory};
}

static uint64_t put(size_t at, const void *what, size_t size)
{
    memcpy(bytes + at, what, size);
    return BASE + at;
}

static void finish(struct syscall *s, int64_t result, int error)
{
    s->result = error ? -1 : result;
    s->error = error;
    s->is_done = true;
}

static void setup(void)
{
    memset(bytes, 0, sizeof bytes);
    decode_limits = (struct decode_limits){.string_bytes = 32, .array_items = 32};
}

static void teardown(void)
{
    arena_finish(&arena);
}

START_TEST(a_path_is_read_whole_and_a_mode_only_when_a_file_is_made)
{
    struct syscall s = call_of(ABI_X86_64, "openat");
    s.words[0] = (uint64_t)AT_FDCWD;
    s.words[1] = put(0, "/etc/hosts", 11);
    s.words[2] = O_RDONLY;
    ck_assert_int_eq((int64_t)decode_arg(&s, 0, DECODE_BRIEF)->bits, AT_FDCWD);
    ck_assert_str_eq(decode_arg(&s, 1, DECODE_BRIEF)->bytes, "/etc/hosts");
    ck_assert_int_eq(decode_arg(&s, 3, DECODE_BRIEF)->state, VALUE_ABSENT);

    struct syscall made = s;
    decode_forget(&made);
    made.words[2] = O_CREAT | O_WRONLY;
    made.words[3] = 0640;
    ck_assert_uint_eq(decode_arg(&made, 3, DECODE_BRIEF)->bits, 0640);
}
END_TEST

START_TEST(a_string_ends_at_the_edge_of_memory_or_is_unreadable)
{
    struct syscall s = call_of(ABI_X86_64, "openat");
    s.words[1] = put(SIZE - 3, "ab", 3);
    ck_assert_str_eq(decode_arg(&s, 1, DECODE_BRIEF)->bytes, "ab");

    struct syscall cut = call_of(ABI_X86_64, "openat");
    cut.words[1] = put(SIZE - 3, "abc", 3);
    ck_assert_int_eq(decode_arg(&cut, 1, DECODE_BRIEF)->state, VALUE_UNREADABLE);
    ck_assert_uint_eq(decode_arg(&cut, 1, DECODE_BRIEF)->bits, BASE + SIZE - 3);
}
END_TEST

START_TEST(what_the_kernel_writes_is_pending_until_it_has_and_when_it_failed)
{
    struct syscall s = call_of(ABI_X86_64, "read");
    s.words[1] = put(0, "hello, world", 12);
    s.words[2] = 4096;
    ck_assert_int_eq(decode_arg(&s, 1, DECODE_BRIEF)->state, VALUE_PENDING);
    finish(&s, 5, 0);
    const struct value *v = decode_arg(&s, 1, DECODE_BRIEF);
    ck_assert_int_eq(v->state, VALUE_READ);
    ck_assert_uint_eq(v->length, 5);
    ck_assert_mem_eq(v->bytes, "hello", 5);

    struct syscall failed = call_of(ABI_X86_64, "read");
    failed.words[1] = BASE;
    finish(&failed, 0, 14);
    ck_assert_int_eq(decode_arg(&failed, 1, DECODE_BRIEF)->state, VALUE_PENDING);
}
END_TEST

START_TEST(a_buffer_is_cut_at_the_limit_and_knows_its_size)
{
    struct syscall s = call_of(ABI_X86_64, "write");
    s.words[1] = BASE;
    s.words[2] = 1000;
    const struct value *v = decode_arg(&s, 1, DECODE_BRIEF);
    ck_assert_int_eq(v->end, END_CUT);
    ck_assert_uint_eq(v->length, 32);
    ck_assert_uint_eq(v->size, 1000);
}
END_TEST

START_TEST(hostile_lengths_read_nothing_and_do_not_crash)
{
    static const uint64_t lengths[] = {UINT64_MAX, INT64_MAX, (uint64_t)INT64_MIN, 1ULL << 40};
    static const uint64_t addresses[] = {0, 1, BASE, BASE + SIZE - 1, UINT64_MAX, UINT64_MAX - 4};
    for (size_t i = 0; i < 4; i++) {
        for (size_t k = 0; k < 6; k++) {
            for (uint32_t n = 1; n <= describe_sizes.calls; n++) {
                struct syscall s = {.call = &describe_calls[n],
                                    .abi = abi_get(ABI_X86_64),
                                    .arena = &arena,
                                    .memory = &memory};
                for (unsigned w = 0; w < SYSCALL_WORDS; w++)
                    s.words[w] = w % 2 ? addresses[k] : lengths[i];
                for (unsigned w = 0; w < s.call->n_args; w++)
                    ck_assert_ptr_nonnull(decode_arg(&s, w, DECODE_FULL));
                finish(&s, (int64_t)lengths[i], 0);
                for (unsigned w = 0; w < s.call->n_args; w++)
                    ck_assert_ptr_nonnull(decode_arg(&s, w, DECODE_FULL));
                decode_after(&s, DECODE_FULL);
                arena_empty(&arena);
            }
        }
    }
}
END_TEST

START_TEST(a_struct_has_the_layout_of_its_machine)
{
    struct syscall s = call_of(ABI_X86_64, "newfstatat");
    struct stat st = {.st_mode = S_IFREG | 0644, .st_size = 1234, .st_ino = 77};
    s.words[1] = put(4000, "x", 2);
    s.words[2] = put(0, &st, sizeof st);
    finish(&s, 0, 0);
    const struct value *brief = decode_arg(&s, 2, DECODE_BRIEF);
    ck_assert_uint_eq(value_field(brief, "st_size")->bits, 1234);
    ck_assert_ptr_null(value_field(brief, "st_ino"));
    ck_assert_int_eq(value_target(brief)->end, END_CUT);
    ck_assert_uint_eq(value_field(decode_arg(&s, 2, DECODE_FULL), "st_ino")->bits, 77);
}
END_TEST

START_TEST(names_of_errors_and_signals_go_both_ways)
{
    ck_assert_int_eq(describe_error("ENOENT"), 2);
    ck_assert_str_eq(describe_error_name(512), "ERESTARTSYS");
    ck_assert_int_eq(describe_error("ENOSUCH"), 0);
    ck_assert_int_eq(describe_signal("term"), 15);
    ck_assert_int_eq(describe_signal("SIGRT_2"), 34);
    ck_assert_str_eq(describe_signal_name(64), "SIGRT_32");
    ck_assert_ptr_null(describe_signal_name(65));
    uint64_t value;
    ck_assert(describe_constant(ABI_X86_64, "O_CREAT", &value));
    ck_assert_uint_eq(value, O_CREAT);
    ck_assert(!describe_constant(ABI_X86_64, "O_CRAET", &value));
}
END_TEST

START_TEST(every_choice_and_name_is_found_by_its_value)
{
    for (uint32_t i = 1; i <= describe_sizes.types; i++) {
        const struct type *type = &describe_types[i];
        for (uint32_t k = 0; type->kind == TYPE_UNION && k < type->count; k++) {
            uint64_t value = describe_choices[type->first + k].value[0];
            struct row_span span = describe_choices_for(type, ABI_X86_64, value);
            ck_assert(span.first <= type->first + k && type->first + k < span.end);
        }
    }
    for (uint32_t i = 1; i <= describe_sizes.parts; i++) {
        const struct part *part = &describe_parts[i];
        for (uint32_t k = 0; part->kind == PART_ENUM && k < part->count; k++) {
            uint64_t value = describe_names[part->first + k].value[0];
            struct row_span span = describe_names_for(part, ABI_X86_64, value, UINT64_MAX);
            ck_assert(span.first <= part->first + k && part->first + k < span.end);
        }
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("decode");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_path_is_read_whole_and_a_mode_only_when_a_file_is_made);
    tcase_add_test(tests, a_string_ends_at_the_edge_of_memory_or_is_unreadable);
    tcase_add_test(tests, what_the_kernel_writes_is_pending_until_it_has_and_when_it_failed);
    tcase_add_test(tests, a_buffer_is_cut_at_the_limit_and_knows_its_size);
    tcase_add_test(tests, hostile_lengths_read_nothing_and_do_not_crash);
    tcase_add_test(tests, a_struct_has_the_layout_of_its_machine);
    tcase_add_test(tests, names_of_errors_and_signals_go_both_ways);
    tcase_add_test(tests, every_choice_and_name_is_found_by_its_value);
    return suite_run("decode", (TCase *[]){tests, NULL});
}
